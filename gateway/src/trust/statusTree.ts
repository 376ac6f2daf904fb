// SPDX-License-Identifier: Apache-2.0
import { setImmediate as breathe } from 'node:timers/promises';
import {
  statementOf,
  statusLeafOf,
  toHex,
  type CertificateRecord,
  type StatedStatus,
} from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Database } from '../database/openDatabase';
import { MerkleLayers } from './merkleLayers';

/** How many leaves are hashed before others may go on: some tens of milliseconds. */
const BREATH = 100;
const PAGE = 1_000;

interface Changed {
  readonly number: string;
  readonly block_number: number;
}

/** A root of the tree, without the time until which it is true. */
export interface TreeRoot {
  readonly root: string;
  readonly size: number;
  readonly height: number;
}

/** Where a certificate stands in the tree. */
export interface TreePlace {
  readonly index: number;
  readonly path: readonly string[];
}

/** What of a record the leaf says. */
export const statedStatusOf = (record: CertificateRecord): StatedStatus => ({
  statement: statementOf(record),
  status: record.status,
  ...(record.standing?.until !== undefined && { suspendedUntil: record.standing.until }),
});

/**
 * Every certificate of the register with its status, in the order in which they were issued: the same tree at every
 * organization whose blocks are the same. It is made when first asked for, and follows the read model from then on.
 */
export class StatusTree {
  readonly #database: Database;
  readonly #layers = new MerkleLayers();
  readonly #places = new Map<string, number>();
  #height = 0;
  #following: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The tree as the read model is now. What is read from it until the next wait belongs together. */
  async follow(): Promise<Pick<StatusTree, 'root' | 'place'>> {
    const done = this.#following.then(() => this.#catchUp());
    this.#following = done.catch(() => undefined);
    await done;
    return this;
  }

  root(): TreeRoot {
    return { root: toHex(this.#layers.root()), size: this.#layers.size, height: this.#height };
  }

  /** @returns undefined for a number that no certificate has */
  place(number: string): TreePlace | undefined {
    const index = this.#places.get(number);
    return index === undefined ? undefined : { index, path: this.#layers.path(index).map(toHex) };
  }

  /** Until nothing has changed meanwhile: a record may be read later than it was found changed. */
  async #catchUp(): Promise<void> {
    for (;;) {
      const changed = await this.#changedSince(this.#height);
      if (changed.length === 0) return;
      for (let at = 0; at < changed.length; at += PAGE) await this.#take(changed.slice(at, at + PAGE));
      this.#height = changed.reduce((last, { block_number }) => Math.max(last, block_number), this.#height);
    }
  }

  /** In the order in which they were issued, whatever changed of them since. */
  async #changedSince(height: number): Promise<readonly Changed[]> {
    const { rows } = await sql<Changed>`
      select c.number, c.block_number from certificates c
      join events e on e.record_type = 'certificate' and e.record_id = c.number and e.event_seq = 1
      where c.block_number > ${height}
      order by e.block_number, e.tx_index, e.event_index`.execute(this.#database);
    return rows;
  }

  async #take(page: readonly Changed[]): Promise<void> {
    const numbers = page.map(({ number }) => number);
    const rows = await this.#database
      .selectFrom('certificates')
      .select(['number', 'record'])
      .where('number', 'in', numbers)
      .execute();
    const records = new Map(rows.map(({ number, record }) => [number, record]));
    for (const [done, number] of numbers.entries()) {
      const record = records.get(number);
      if (record !== undefined) this.#write(number, record);
      if (done % BREATH === BREATH - 1) await breathe();
    }
  }

  #write(number: string, record: CertificateRecord): void {
    const index = this.#places.get(number) ?? this.#layers.size;
    this.#places.set(number, index);
    this.#layers.set(index, statusLeafOf(statedStatusOf(record)));
  }
}
