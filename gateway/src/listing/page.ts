// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { JsonObject } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor';
import type { Place } from './cursor';

/** A number as people write it: JavaScript would also read `0x10`, `1e1` or a space. */
const plainNumber = (text: unknown): unknown => (/^[1-9]\d{0,2}$/.test(String(text)) ? Number(text) : text);

/** The query parameters of every list. */
export const pageFields = {
  limit: z.preprocess(plainNumber, z.int().min(1).max(100)).default(20),
  cursor: z.string().min(1).max(800).optional(),
};

/** A column to sort by, and the unique column that decides between equals. */
export interface Order {
  readonly column: string;
  readonly key: string;
  readonly descending: boolean;
}

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How to read one page: its order as SQL, where it begins, and one item more than it shows. */
export interface PagePlan {
  readonly after: RawBuilder<boolean>;
  readonly order: RawBuilder<unknown>;
  readonly fetch: number;
  readonly list: JsonObject;
  readonly limit: number;
}

const afterPlace = ({ column, key, descending }: Order, place: Place): RawBuilder<boolean> => {
  const columns = sql`(${sql.ref(column)}, ${sql.ref(key)})`;
  return descending
    ? sql<boolean>`${columns} < (${place.value}, ${place.key})`
    : sql<boolean>`${columns} > (${place.value}, ${place.key})`;
};

const direction = (descending: boolean): RawBuilder<unknown> => (descending ? sql`desc` : sql`asc`);

/**
 * @param list - name and filters of the list, whose order is added here
 * @throws GatewayError BAD_REQUEST for a cursor of another list
 */
export const planPage = (list: JsonObject, order: Order, query: PageQuery): PagePlan => {
  const bound = { ...list, order: `${order.descending ? '-' : ''}${order.column}` };
  const way = direction(order.descending);
  return {
    after: query.cursor === undefined ? sql<boolean>`true` : afterPlace(order, decodeCursor(bound, query.cursor)),
    order: sql`${sql.ref(order.column)} ${way}, ${sql.ref(order.key)} ${way}`,
    fetch: query.limit + 1,
    list: bound,
    limit: query.limit,
  };
};

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** Cuts off the item that only showed that there is more. */
export const pageOf = <R, T>(
  plan: PagePlan,
  rows: readonly R[],
  view: (row: R) => T,
  place: (row: R) => Place,
): Page<T> => {
  const shown = rows.slice(0, plan.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(view),
    ...(rows.length > plan.limit && last !== undefined ? { nextCursor: encodeCursor(plan.list, place(last)) } : {}),
  };
};
