// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Context } from 'fabric-contract-api';
import type { DomainEvent, EventPayload, RecordType } from '../../chaincode/src/protocol/schemas/events';

/** What one transaction did to the ledger, in its order. */
export interface Outcome {
  readonly txId: string;
  readonly answer: unknown;
  readonly reads: readonly string[];
  /** Values by key, as text. */
  readonly writes: ReadonlyMap<string, string>;
  /** Key-level endorsement policies by key. */
  readonly policies: ReadonlyMap<string, Uint8Array>;
  readonly event?: { readonly name: string; readonly payload: unknown };
}

export interface Creator {
  readonly mspid: string;
  readonly idBytes: Uint8Array;
}

export interface Proposal {
  readonly creator: Creator;
  /** Milliseconds since 1970; undefined for a proposal without a timestamp. */
  readonly time: number | undefined;
  readonly work: (context: Context) => Promise<string>;
}

type Timestamp = { readonly seconds: { toNumber: () => number }; readonly nanos: number };

/**
 * A ledger in memory that keeps Fabric's rules: a transaction reads only what has been committed (never its own
 * writes), the last write of a key counts, an empty value is a deletion, and of several events only the last is kept.
 */
export class MemoryLedger {
  readonly state = new Map<string, Buffer>();
  readonly policies = new Map<string, Uint8Array>();
  readonly outcomes: Outcome[] = [];
  #count = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Executes a proposal without committing it. */
  async simulate({ creator, time, work }: Proposal): Promise<Outcome> {
    this.#count += 1;
    const txId = createHash('sha256').update(`transaction ${this.#count}`).digest('hex');
    const reads: string[] = [];
    const writes = new Map<string, string>();
    const policies = new Map<string, Uint8Array>();
    const events: { name: string; payload: unknown }[] = [];
    const stub = {
      getTxID: () => txId,
      getChannelID: () => 'registry',
      getCreator: () => creator,
      getTxTimestamp: (): Timestamp => {
        // As fabric-shim does with a header that has no timestamp.
        if (time === undefined) throw new TypeError("Cannot read properties of undefined (reading 'getNanos')");
        const seconds = Math.floor(time / 1000);
        return { seconds: { toNumber: () => seconds }, nanos: (time - seconds * 1000) * 1_000_000 };
      },
      getFunctionAndParameters: () => ({ fcn: 'unknown', params: [] }),
      getState: (key: string) => {
        reads.push(key);
        return Promise.resolve(this.state.get(key) ?? Buffer.alloc(0));
      },
      putState: (key: string, value: Uint8Array) => {
        writes.set(key, Buffer.from(value).toString('utf8'));
        return Promise.resolve();
      },
      setStateValidationParameter: (key: string, policy: Uint8Array) => {
        policies.set(key, policy);
        return Promise.resolve();
      },
      setEvent: (name: string, payload: Uint8Array) => {
        events.push({ name, payload: JSON.parse(Buffer.from(payload).toString('utf8')) });
      },
    };
    const answer: unknown = JSON.parse(await work({ stub } as unknown as Context));
    const event = events.at(-1);
    return { txId, answer, reads, writes, policies, ...(event !== undefined && { event }) };
  }

  /**
   * Executes a proposal and commits what it wrote, one after the other: of two that read the same, Fabric lets one through
   * and the other is tried again.
   */
  submit(proposal: Proposal): Promise<Outcome> {
    const outcome = this.#last.then(() => this.#commit(proposal));
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  async #commit(proposal: Proposal): Promise<Outcome> {
    const outcome = await this.simulate(proposal);
    for (const [key, value] of outcome.writes) {
      if (value === '') this.state.delete(key);
      else this.state.set(key, Buffer.from(value, 'utf8'));
    }
    for (const [key, policy] of outcome.policies) {
      // Fabric drops a parameter that is set on a key without a value.
      if (this.state.has(key)) this.policies.set(key, policy);
    }
    this.outcomes.push(outcome);
    return outcome;
  }

  /** An event that a committed transaction told of, or undefined. */
  event(recordType: RecordType, recordId: string, eventSeq: number): DomainEvent | undefined {
    return this.outcomes
      .flatMap(({ event }) => (event?.payload as EventPayload | undefined)?.events ?? [])
      .find((one) => one.recordType === recordType && one.recordId === recordId && one.eventSeq === eventSeq);
  }

  /** A committed value, or undefined. */
  read(key: string): unknown {
    const value = this.state.get(key);
    return value === undefined ? undefined : JSON.parse(value.toString('utf8'));
  }
}
