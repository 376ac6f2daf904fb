// SPDX-License-Identifier: Apache-2.0
import type { Contract, Gateway, Proposal } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { canonicalJson, type JsonValue } from '@registry/chaincode/protocol';
import type { Endpoint } from '../connection';
import { NO_CUSTODY, type Custody, type LeftOut } from '../custody';
import { readAnswer } from '../answer';
import { InFlight, type InFlightLimits } from '../inFlight';
import type { Call, Committed, LedgerIdentity, LedgerPort } from '../port';
import { followBlocks } from './blockStream';
import { CommitWatch } from './commitWatch';
import { newConnections } from './connections';
import { DEADLINES, type Deadlines } from './deadlines';
import { ledgerError } from './failures';
import { fateOf } from './fate';
import { newGrpcClient, tlsCertificateHash, type ClientTls } from './grpcClient';
import { submitUntilFinal } from './submit';
import { Unfinished } from './unfinished';

export interface FabricGatewayOptions {
  readonly endpoint: Endpoint;
  readonly channel: string;
  readonly chaincode: string;
  /** Follows blocks and asks for the height; it needs no role. Without it, neither can be done. */
  readonly service?: LedgerIdentity;
  readonly tls?: ClientTls;
  readonly limits: InFlightLimits;
  readonly deadlines?: Partial<Deadlines>;
  readonly onLostStream: (error: unknown) => void;
  /** Without it, the blocks tell of no case and no certificate. */
  readonly custody?: Custody;
  readonly onLeftOut?: (left: LeftOut) => void;
}

class FabricGatewayLedger implements LedgerPort {
  readonly #options: FabricGatewayOptions;
  readonly #client: ReturnType<typeof newGrpcClient>;
  readonly #gatewayOf: (identity: LedgerIdentity) => Gateway;
  readonly #inFlight: InFlight;
  readonly #watch = new CommitWatch();
  readonly #unfinished = new Unfinished();

  constructor(options: FabricGatewayOptions) {
    this.#options = options;
    this.#client = newGrpcClient(options.endpoint, options.tls);
    this.#inFlight = new InFlight(options.limits);
    this.#gatewayOf = newConnections({
      client: this.#client,
      deadlines: { ...DEADLINES, ...options.deadlines },
      ...(options.tls ? { tlsClientCertificateHash: tlsCertificateHash(options.tls) } : {}),
    });
  }

  evaluate(call: Call): Promise<JsonValue> {
    return this.#inFlight.run(async () => {
      try {
        return readAnswer(await this.#proposal(call).evaluate());
      } catch (error) {
        throw ledgerError(error);
      }
    });
  }

  submit(call: Call): Promise<Committed> {
    return this.#inFlight.run(async () => {
      const { result, ...place } = await submitUntilFinal({
        newProposal: () => this.#proposal(call),
        watch: this.#watch,
        onUnknown: (transaction) => {
          this.#unfinished.keep(transaction);
        },
      });
      return { answer: readAnswer(result), ...place };
    });
  }

  transaction(identity: LedgerIdentity, transactionId: string): ReturnType<LedgerPort['transaction']> {
    const question = { channel: this.#options.channel, identity, transactionId };
    const ask = (): ReturnType<LedgerPort['transaction']> => fateOf(this.#gatewayOf(identity), question);
    return this.#inFlight.run(() => this.#unfinished.fate(transactionId, ask));
  }

  blocks(from: number, signal: AbortSignal): ReturnType<LedgerPort['blocks']> {
    const { chaincode, onLostStream, custody = NO_CUSTODY, onLeftOut = () => undefined } = this.#options;
    const service = this.#service();
    const open = (startBlock: number): ReturnType<ReturnType<Gateway['getNetwork']>['getBlockEvents']> =>
      this.#network(service).getBlockEvents({ startBlock: BigInt(startBlock) });
    const reading = { chaincode, custody, onLeftOut };
    return followBlocks({ reading, open, onLost: onLostStream, watch: this.#watch }, from, signal);
  }

  async height(): Promise<number> {
    const { channel } = this.#options;
    const service = this.#service();
    try {
      const bytes = await this.#network(service).getContract('qscc').evaluateTransaction('GetChainInfo', channel);
      return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
    } catch (error) {
      throw ledgerError(error);
    }
  }

  close(): void {
    this.#client.close();
  }

  #service(): LedgerIdentity {
    if (this.#options.service) return this.#options.service;
    throw new Error('This connection was made without an identity of its own');
  }

  #network(identity: LedgerIdentity): ReturnType<Gateway['getNetwork']> {
    return this.#gatewayOf(identity).getNetwork(this.#options.channel);
  }

  #proposal({ identity, contract, transaction, request }: Call): Proposal {
    const named: Contract = this.#network(identity).getContract(this.#options.chaincode, contract);
    return named.newProposal(transaction, { arguments: [canonicalJson(request)] });
  }
}

/** A ledger reached through the Fabric Gateway service of a peer of our own organization. */
export function newFabricGatewayLedger(options: FabricGatewayOptions): LedgerPort {
  return new FabricGatewayLedger(options);
}
