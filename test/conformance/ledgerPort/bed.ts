// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonValue } from '@registry/chaincode/protocol';
import { connectLedger, type ConnectOptions } from '../../../gateway/src/ledger/connectLedger';
import { loadIdentity } from '../../../gateway/src/ledger/identity';
import type { Call, Committed, CommittedBlock, LedgerIdentity, LedgerPort } from '../../../gateway/src/ledger/port';
import { readCustody } from '../../../gateway/src/wallet/custody';
import { readServiceIdentity } from '../../../gateway/src/wallet/serviceIdentity';
import { aFiling } from '../../support/filing';
import type { Client, Engine } from './engines';

export const PROFILE = 'test-short-periods';
export const APPLICANT = 'zhengzhou-applicant-1';

const ENDORSERS = { mspIds: ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'], threshold: 2 };

/** One engine, reached through one client library. */
export class Bed {
  readonly client: Client;
  readonly engine: Engine;
  /** Opened at the beginning, with nothing out of the ordinary. */
  readonly ledger: LedgerPort;
  readonly #opened: LedgerPort[] = [];
  #keys = 0;

  constructor(engine: Engine, client: Client) {
    this.engine = engine;
    this.client = client;
    this.ledger = this.open();
  }

  /** Another connection, as zhengzhou's gateway. */
  open(more: Partial<ConnectOptions> = {}): LedgerPort {
    const { dataDir, topology } = this.engine;
    const port = connectLedger({
      ...{ connectionFile: join(dataDir, 'connection.json'), organization: 'zhengzhou', client: this.client },
      ...readServiceIdentity(join(dataDir, 'identities'), 'zhengzhou', 'ZhengzhouMSP'),
      endorsers: ENDORSERS,
      custody: readCustody(topology, join(dataDir, 'identities')),
      ...more,
    });
    this.#opened.push(port);
    return port;
  }

  person(name: string): LedgerIdentity {
    const { topology, dataDir } = this.engine;
    const { org } = topology.users.find((one) => one.name === name)!;
    const { mspId } = topology.organizations.find((one) => one.name === org)!;
    return loadIdentity(join(dataDir, 'identities', org, 'users', name), mspId);
  }

  /** A command of the register, under an idempotency key of its own. */
  call(by: string, transaction: string, body: object): Call {
    this.#keys += 1;
    const idempotencyKey = `${this.client}-${String(this.#keys).padStart(8, '0')}`;
    return { identity: this.person(by), contract: 'application', transaction, request: { idempotencyKey, ...body } };
  }

  /** Whatever else a chaincode can do; keys are this client's own. */
  kv(name: string, key: string, ...args: readonly string[]): Call {
    const request: JsonValue = { name, args: [`${this.client} ${key}`, ...args] };
    return { identity: this.person('zhengzhou-reviewer-1'), contract: 'KV', transaction: 'Do', request };
  }

  increment(key: string, through = this.ledger): Promise<Committed> {
    return through.submit(this.kv('Increment', key));
  }

  file(): Promise<Committed> {
    return this.ledger.submit(this.call(APPLICANT, 'submit', { filing: aFiling({ profileId: PROFILE }) }));
  }

  /** The blocks from one number up to another, both included. */
  async read(from: number, to: number, through = this.ledger): Promise<CommittedBlock[]> {
    const stop = new AbortController();
    const blocks: CommittedBlock[] = [];
    for await (const block of through.blocks(from, stop.signal)) {
      blocks.push(block);
      if (block.number >= to) stop.abort();
    }
    return blocks;
  }

  close(): void {
    for (const port of this.#opened) port.close();
  }
}

/** What a promise is refused with; an error where it is not. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return await call.then(
    (answer) => {
      throw new Error(`It was not refused: ${JSON.stringify(answer)}`);
    },
    (reason: unknown) => reason,
  );
}

/** Tries until the network serves again; what is never written ends with the test's time. */
export async function untilWritten(write: () => Promise<Committed>): Promise<Committed> {
  for (;;) {
    const written = await write().catch(() => undefined);
    if (written) return written;
    await delay(100);
  }
}
