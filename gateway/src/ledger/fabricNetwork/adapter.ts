// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { canonicalJson, type JsonValue } from '@registry/chaincode/protocol';
import { readAnswer } from '../answer';
import { DEADLINES, type Deadlines } from '../fabricGateway/deadlines';
import { newFabricGatewayLedger, type FabricGatewayOptions } from '../fabricGateway/adapter';
import { CommitWatch } from '../fabricGateway/commitWatch';
import { submitUntilFinal, type TransactionSource } from '../fabricGateway/submit';
import { Unfinished } from '../fabricGateway/unfinished';
import { InFlight } from '../inFlight';
import type { Call, Committed, LedgerIdentity, LedgerPort, TransactionFate } from '../port';
import { networkFailures } from './failures';
import { awaited, fateOf, settled, type AskLedger } from './fate';
import { Networks } from './networks';
import { ask } from './question';
import { endorse, type Endorsers } from './transaction';

export interface FabricNetworkOptions extends FabricGatewayOptions {
  readonly endorsers: Endorsers;
  /** Identities that stay connected; 50 unless said otherwise. */
  readonly mostIdentities?: number;
}

const MOST_IDENTITIES = 50;

/** How long a transaction that is in no block yet may keep a person waiting, in milliseconds. */
const PATIENCE = 1_500;

class FabricNetworkLedger implements LedgerPort {
  readonly #options: FabricNetworkOptions;
  readonly #deadlines: Deadlines;
  readonly #networks: Networks;
  readonly #inFlight: InFlight;
  readonly #watch = new CommitWatch();
  readonly #unfinished = new Unfinished();
  /** fabric-network hands out decoded blocks without the bytes that their hashes are made of. */
  readonly #follower: LedgerPort;

  constructor(options: FabricNetworkOptions) {
    this.#options = options;
    this.#deadlines = { ...DEADLINES, ...options.deadlines };
    this.#networks = new Networks({ ...options, most: options.mostIdentities ?? MOST_IDENTITIES });
    this.#inFlight = new InFlight(options.limits);
    this.#follower = newFabricGatewayLedger(options);
  }

  evaluate(call: Call): Promise<JsonValue> {
    const { chaincode } = this.#options;
    return this.#inFlight.run(async () => {
      const question = { chaincode, name: nameOf(call), args: [canonicalJson(call.request)] };
      return readAnswer(await inPortWords(() => this.#ask(call.identity, question)));
    });
  }

  submit(call: Call): Promise<Committed> {
    const source: TransactionSource = {
      newProposal: () => ({ endorse: () => this.#endorse(call) }),
      watch: this.#watch,
      failures: networkFailures,
      onUnknown: (transaction) => {
        this.#unfinished.keep(transaction);
      },
    };
    return this.#inFlight.run(async () => {
      // What was endorsed over a gateway is also sent over it: it must not be closed in between.
      const { result, ...place } = await this.#networks.keep(call.identity, () => submitUntilFinal(source));
      return { answer: readAnswer(result), ...place };
    });
  }

  transaction(identity: LedgerIdentity, transactionId: string): Promise<TransactionFate | undefined> {
    const fate = (): ReturnType<typeof fateOf> => this.#fate(identity, transactionId);
    const ask = (): ReturnType<typeof fateOf> => inPortWords(() => awaited(fate, PATIENCE));
    return this.#inFlight.run(() => this.#unfinished.fate(transactionId, ask));
  }

  async *blocks(from: number, signal: AbortSignal): ReturnType<LedgerPort['blocks']> {
    const unfollow = this.#watch.follow();
    try {
      for await (const block of this.#follower.blocks(from, signal)) {
        this.#watch.seen(block);
        yield block;
      }
    } finally {
      unfollow();
    }
  }

  async height(): Promise<number> {
    const { service, channel } = this.#options;
    if (!service) throw new Error('This connection was made without an identity of its own');
    const question = { chaincode: 'qscc', name: 'GetChainInfo', args: [channel] };
    const bytes = await inPortWords(() => this.#ask(service, question));
    return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
  }

  close(): void {
    this.#networks.close();
    this.#follower.close();
  }

  #endorse(call: Call): ReturnType<typeof endorse> {
    const { chaincode, endorsers } = this.#options;
    const { identity } = call;
    const deadlines = this.#deadlines;
    return endorse({
      ...{ chaincode, endorsers, name: nameOf(call), argument: canonicalJson(call.request), deadlines },
      onNetwork: (work) => this.#networks.use(identity, work),
      statusOf: (id) => settled(() => this.#fate(identity, id), deadlines.commitStatus),
    });
  }

  #fate(identity: LedgerIdentity, transactionId: string): Promise<TransactionFate | undefined> {
    const query: AskLedger = (name, ...args) => this.#ask(identity, { chaincode: 'qscc', name, args });
    return fateOf(query, this.#options.channel, transactionId);
  }

  /** Always the same organization's peer: what it has committed, it also answers. */
  #ask(identity: LedgerIdentity, question: Asked): Promise<Uint8Array> {
    const door = { mspId: this.#options.endpoint.mspId, patience: this.#deadlines.evaluate };
    return this.#networks.use(identity, (network) => ask(network, { ...question, ...door }));
  }
}

interface Asked {
  readonly chaincode: string;
  readonly name: string;
  readonly args: readonly string[];
}

/** The port's errors in place of the client's. */
async function inPortWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw networkFailures.ledgerError(error);
  }
}

const nameOf = ({ contract, transaction }: Call): string => `${contract}:${transaction}`;

/** A ledger reached through fabric-network, which itself asks peers to endorse and sends to orderers. */
export function newFabricNetworkLedger(options: FabricNetworkOptions): LedgerPort {
  return new FabricNetworkLedger(options);
}
