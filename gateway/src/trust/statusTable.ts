// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt, statusBitsOf, statusPlaceOf } from '@registry/chaincode/protocol';
import type { CertificateRecord, StatusPurpose } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Database } from '../database/openDatabase';

type Stored = Pick<CertificateRecord, 'status' | 'standing' | 'validUntil'>;
type Status = CertificateRecord['status'];

interface StoredRow {
  readonly number: string;
  readonly status: Status;
  readonly standing: CertificateRecord['standing'] | null;
  readonly valid_until: string;
}

const PAGE = 5_000;

const storedIn = ({ status, standing, valid_until: validUntil }: StoredRow): Stored => ({
  ...{ status, validUntil },
  ...(standing && { standing }),
});

/** The statuses of a year, as they were at an instant. */
function* statusesAt(year: ReadonlyMap<number, Stored>, at: string): Generator<readonly [number, Status]> {
  for (const [index, stored] of year) yield [index, certificateStatusAt(stored, at)];
}

/**
 * What decides the status of each certificate of a registry, year by year: read when first asked for, and followed from
 * then on, so that a list is made without reading what has not changed.
 */
export class StatusTable {
  readonly #database: Database;
  readonly #registry: string;
  readonly #years = new Map<string, Map<number, Stored>>();
  #height = 0;
  #following: Promise<void> = Promise.resolve();

  /** @param registry - its USCC */
  constructor(database: Database, registry: string) {
    this.#database = database;
    this.#registry = registry;
  }

  /** The table as the read model is now. */
  async follow(): Promise<Pick<StatusTable, 'bits' | 'height'>> {
    const done = this.#following.then(() => this.#catchUp());
    this.#following = done.catch(() => undefined);
    await done;
    return this;
  }

  /** The block that changed a certificate of the registry last. */
  get height(): number {
    return this.#height;
  }

  /** The unpacked list of a year. @returns undefined where the registry has no certificate of that year */
  bits(year: string, purpose: StatusPurpose, at: string): Uint8Array | undefined {
    const stored = this.#years.get(year);
    return stored && statusBitsOf(purpose, statusesAt(stored, at));
  }

  /** A row that changes while pages are read is younger than the height that was read before them: it is read again. */
  async #catchUp(): Promise<void> {
    const height = await this.#lastChange();
    if (height <= this.#height) return;
    for (let last = ''; ;) {
      const rows = await this.#readAfter(last);
      for (const row of rows) this.#keep(row);
      const next = rows.at(-1);
      if (next === undefined || rows.length < PAGE) break;
      last = next.number;
    }
    this.#height = height;
  }

  async #lastChange(): Promise<number> {
    const row = await this.#database
      .selectFrom('certificates')
      .select(sql<number | null>`max(block_number)`.as('height'))
      .where('registry_uscc', '=', this.#registry)
      .executeTakeFirstOrThrow();
    return row.height ?? 0;
  }

  async #readAfter(number: string): Promise<readonly StoredRow[]> {
    const { rows } = await sql<StoredRow>`
      select number, status, record -> 'standing' as standing, valid_until from certificates
      where registry_uscc = ${this.#registry} and block_number > ${this.#height} and number > ${number}
      order by number limit ${PAGE}`.execute(this.#database);
    return rows;
  }

  #keep(row: StoredRow): void {
    const { year, index } = statusPlaceOf(row.number);
    const stored = this.#years.get(year) ?? new Map<number, Stored>();
    this.#years.set(year, stored.set(index, storedIn(row)));
  }
}
