// SPDX-License-Identifier: Apache-2.0
import { FINAL_STATES } from '../../chaincode/src/domain/lifecycle';
import type { JsonInputObject, JsonValue } from '../../chaincode/src/protocol/canonicalJson';
import type { RegistryError } from '../../chaincode/src/protocol/errors';
import type { BeaconRecord } from '../../chaincode/src/protocol/schemas/beacon';
import type { DomainEvent } from '../../chaincode/src/protocol/schemas/events';
import type { CaseRecord, LedgerRecord } from '../../chaincode/src/protocol/schemas/records';
import { LedgerRefusal } from '../../gateway/src/ledger/errors';
import type { CommittedTransaction } from '../../gateway/src/ledger/port';
import { recordIdOf } from '../../gateway/src/ledger/recordId';
import type { ContractLedger } from '../support/contractLedger';
import type { Walker } from './people';
import type { SeededRandom } from '../support/seededRandom';

/** One command, and who gives it. */
export interface Attempt {
  readonly by: Walker;
  readonly contract: string;
  readonly transaction: string;
  readonly request: JsonInputObject;
  /** The case that it is about, where it is about one. */
  readonly caseId?: string;
}

/** What came of it. */
export type Outcome =
  { readonly committed: CommittedTransaction; readonly answer: JsonValue } | { readonly refusal: RegistryError };

/** A case as one of its events left it. */
export interface Moment {
  readonly event: DomainEvent;
  readonly before: CaseRecord | undefined;
  readonly after: CaseRecord;
}

type Kind = LedgerRecord['kind'];
type RecordOf<K extends Kind> = Extract<LedgerRecord, { kind: K }>;

/** A ledger with people, a clock, and the memory of everything that has happened on it. */
export class World {
  readonly ledger: ContractLedger;
  readonly people: readonly Walker[];
  readonly random: SeededRandom;
  /** Milliseconds since 1970. */
  now: number;
  /** Cases that have not ended. */
  readonly open = new Map<string, CaseRecord>();
  /** What each case has gone through. */
  readonly moments = new Map<string, Moment[]>();
  readonly events: DomainEvent[] = [];
  readonly #records = new Map<Kind, Map<string, LedgerRecord>>();
  #keys = 0;

  constructor(parts: Pick<World, 'ledger' | 'people' | 'random' | 'now'>) {
    this.ledger = parts.ledger;
    this.people = parts.people;
    this.random = parts.random;
    this.now = parts.now;
    this.ledger.now = () => this.now;
    for (const one of this.ledger.committed.flatMap(({ transactions }) => transactions)) this.#remember(one);
  }

  /** All records of a kind by their ids, as they stand now. */
  all<K extends Kind>(kind: K): ReadonlyMap<string, RecordOf<K>> {
    return (this.#records.get(kind) ?? new Map()) as ReadonlyMap<string, RecordOf<K>>;
  }

  beacon(): BeaconRecord | undefined {
    return [...this.all('beacon').values()][0];
  }

  named(name: string): Walker {
    return this.people.find((one) => one.name === name)!;
  }

  /** A key that no request has had yet. */
  newKey(): string {
    this.#keys += 1;
    return `walk-${String(this.#keys).padStart(8, '0')}`;
  }

  /** Gives a command now. */
  async give({ by, contract, transaction, request }: Attempt): Promise<Outcome> {
    const call = { identity: by.identity, contract, transaction, request: request as JsonValue };
    try {
      const { answer, blockNumber } = await this.ledger.submit(call);
      const committed = this.ledger.committed[blockNumber]!.transactions[0]!;
      this.#remember(committed);
      return { committed, answer };
    } catch (thrown) {
      if (!(thrown instanceof LedgerRefusal)) throw thrown;
      return { refusal: thrown.refusal };
    } finally {
      // The blocks have all that is needed.
      this.ledger.memory.outcomes.splice(0);
    }
  }

  /** Tries a command at another time, without giving it. */
  async wouldBeRefused(
    { by, contract, transaction, request }: Attempt,
    at: number,
  ): Promise<RegistryError | undefined> {
    const present = this.now;
    this.now = at;
    try {
      await this.ledger.evaluate({ identity: by.identity, contract, transaction, request: request as JsonValue });
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof LedgerRefusal)) throw thrown;
      return thrown.refusal;
    } finally {
      this.now = present;
    }
  }

  #remember({ records, events }: CommittedTransaction): void {
    this.events.push(...events);
    for (const record of records) {
      if (record.kind === 'case') this.#rememberCase(record, events);
      const ofKind = this.#records.get(record.kind) ?? new Map<string, LedgerRecord>();
      this.#records.set(record.kind, ofKind.set(recordIdOf(record), record));
    }
  }

  #rememberCase(after: CaseRecord, events: readonly DomainEvent[]): void {
    const { caseId, state } = after;
    const event = events.find(({ recordType, recordId }) => recordType === 'case' && recordId === caseId)!;
    const moments = this.moments.get(caseId) ?? [];
    this.moments.set(caseId, [...moments, { event, before: moments.at(-1)?.after, after }]);
    if (FINAL_STATES.includes(state)) this.open.delete(caseId);
    else this.open.set(caseId, after);
  }
}
