// SPDX-License-Identifier: Apache-2.0
import './quietChaincode';
import { createHash } from 'node:crypto';
import type { Context } from 'fabric-contract-api';
import { contracts } from '../../chaincode/src';
import { RegistryError } from '../../chaincode/src/protocol/errors';
import type { DomainEvent } from '../../chaincode/src/protocol/schemas/events';
import { RECORD_TYPES } from '../../chaincode/src/protocol/schemas/events';
import type { LedgerRecord } from '../../chaincode/src/protocol/schemas/records';
import { LedgerRefusal } from '../../gateway/src/ledger/errors';
import type {
  Call,
  Committed,
  CommittedBlock,
  CommittedTransaction,
  LedgerPort,
  TransactionFate,
} from '../../gateway/src/ledger/port';
import type { JsonValue } from '../../chaincode/src/protocol/canonicalJson';
import { MemoryLedger } from './memoryLedger';
import type { Outcome, Proposal } from './memoryLedger';

type Transaction = (context: Context, request: string) => Promise<string>;

const byName = new Map(contracts.map((one) => new one()).map((contract) => [contract.getName(), contract]));

const transactionOf = ({ contract, transaction }: Call): Transaction => {
  const found = byName.get(contract);
  const method = (found as unknown as Record<string, Transaction | undefined> | undefined)?.[transaction];
  if (found === undefined || method === undefined) throw new Error(`no transaction ${contract}:${transaction}`);
  return method.bind(found);
};

const isRecord = (value: unknown): value is LedgerRecord =>
  (RECORD_TYPES as readonly unknown[]).includes((value as { kind?: unknown }).kind);

const recordsOf = ({ writes }: Outcome): LedgerRecord[] =>
  [...writes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => JSON.parse(text) as unknown)
    .filter(isRecord);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The ledger's port over the real contracts and a ledger in memory: one transaction a block, no network, no
 * signatures. What the read side makes of blocks can be tested on it as on a peer.
 */
export class ContractLedger implements LedgerPort {
  readonly memory = new MemoryLedger();
  readonly committed: CommittedBlock[] = [];
  /** What a proposal's clock says, in milliseconds since 1970. */
  now: () => number = () => Date.now();
  readonly #listeners = new Set<() => void>();
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.append([]);
  }

  async evaluate(call: Call): Promise<JsonValue> {
    return (await this.#run(call, (proposal) => this.memory.simulate(proposal))).answer as JsonValue;
  }

  /** One after the other: nothing here would find out that two transactions read the same and wrote both. */
  submit(call: Call): Promise<Committed> {
    const submitted = this.#last.then(() => this.#submit(call));
    this.#last = submitted.catch(() => undefined);
    return submitted;
  }

  async #submit(call: Call): Promise<Committed> {
    const time = this.now();
    const outcome = await this.#run(call, (proposal) => this.memory.submit(proposal), time);
    const events = (outcome.event?.payload as { events: readonly DomainEvent[] } | undefined)?.events ?? [];
    const block = this.append([
      {
        transactionId: outcome.txId,
        index: 0,
        validationCode: 'VALID',
        time: new Date(time).toISOString(),
        events,
        records: recordsOf(outcome),
      },
    ]);
    return { answer: outcome.answer as JsonValue, transactionId: outcome.txId, blockNumber: block.number };
  }

  /** Adds a block as it is given. */
  append(transactions: readonly CommittedTransaction[]): CommittedBlock {
    const number = this.committed.length;
    const previousHash = this.committed.at(-1)?.hash ?? '0'.repeat(64);
    const hash = digest(JSON.stringify([number, previousHash, transactions]));
    const block = { number, hash, previousHash, transactions };
    this.committed.push(block);
    for (const listener of [...this.#listeners]) listener();
    return block;
  }

  transaction(_identity: unknown, transactionId: string): Promise<TransactionFate | undefined> {
    const block = this.committed.find(({ transactions }) =>
      transactions.some((transaction) => transaction.transactionId === transactionId),
    );
    return Promise.resolve(block && { validationCode: 'VALID', blockNumber: block.number });
  }

  async *blocks(from: number, signal: AbortSignal): AsyncIterable<CommittedBlock> {
    for (let next = from; ; next += 1) {
      while (this.committed.length <= next && !signal.aborted) await this.#more(signal);
      const block = this.committed[next];
      if (signal.aborted || block === undefined) return;
      yield block;
    }
  }

  height(): Promise<number> {
    return Promise.resolve(this.committed.length);
  }

  close(): void {
    this.#listeners.clear();
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener('abort', done);
    });
  }

  async #run(call: Call, execute: (proposal: Proposal) => Promise<Outcome>, time = this.now()): Promise<Outcome> {
    const transaction = transactionOf(call);
    const creator = { mspid: call.identity.mspId, idBytes: Buffer.from(call.identity.certificate) };
    try {
      return await execute({ creator, time, work: (context) => transaction(context, JSON.stringify(call.request)) });
    } catch (error) {
      if (error instanceof RegistryError) throw new LedgerRefusal(error);
      throw error;
    }
  }
}
