// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/openDatabase';
import { GatewayError } from '../http/gatewayError';
import { parseParam, parseQuery } from '../http/validate';
import type { Handler, RoutedOperation } from '../routing/operation';
import { atHeight } from './atHeight';
import { pageFields, pageOf, planPage } from './page';
import type { PageQuery } from './page';
import { approvalFilter, givenFilters } from './registerViews';
import { pageSchema } from './schemas';

type View = Readonly<Record<string, unknown>>;

/** A part of the register that the supervisor approves: institutions, profiles, calendars. */
export interface RegisterPart<R> {
  readonly database: Database;
  /** The words for many and for one, as in addresses and operation ids. */
  readonly many: 'institutions' | 'profiles' | 'calendars';
  readonly one: string;
  /** The key: its name in the address, its column, its form. */
  readonly key: { readonly name: string; readonly column: string & keyof R; readonly schema: z.ZodType<string> };
  /** Further filters, each compared with the column given. */
  readonly filters: Readonly<Record<string, { readonly column: string; readonly schema: z.ZodType<string> }>>;
  /** Of a record in force: whether something that is to take its place waits for a second officer. */
  readonly waitsBeside?: RawBuilder<boolean>;
  readonly item: z.ZodObject;
  readonly view: (row: R) => View;
}

/** What is in force may have something beside it that waits for its approval. */
const standing = <R>({ waitsBeside }: RegisterPart<R>, approval: unknown): RawBuilder<boolean> =>
  waitsBeside !== undefined && approval === 'PROPOSED'
    ? sql<boolean>`(approval = ${approval} or ${waitsBeside})`
    : sql<boolean>`approval = ${approval}`;

const conditions = <R>(part: RegisterPart<R>, query: View): RawBuilder<boolean> => {
  const given = Object.entries(part.filters).filter(([name]) => query[name] !== undefined);
  const equal = given.map(([name, { column }]) => sql<boolean>`${sql.ref(column)} = ${query[name]}`);
  return sql.join([standing(part, query['approval']), ...equal], sql` and `);
};

interface RegisterQuery extends PageQuery {
  readonly approval: string;
  readonly [filter: string]: unknown;
}

const querySchema = <R>({ filters }: RegisterPart<R>): z.ZodObject & z.ZodType<RegisterQuery> => {
  const optional = Object.entries(filters).map(([name, { schema }]) => [name, schema.optional()] as const);
  return z.strictObject({ ...pageFields, approval: approvalFilter, ...Object.fromEntries(optional) });
};

const listHandler =
  <R>(part: RegisterPart<R>, schema: z.ZodType<RegisterQuery>): Handler =>
  async (req, res) => {
    const query = parseQuery(schema, req);
    const { column } = part.key;
    const plan = planPage(
      { list: part.many, ...givenFilters(query) },
      { column, key: column, descending: false },
      query,
    );
    const { blockHeight, result } = await atHeight(part.database, (snapshot) =>
      sql<R>`select * from ${sql.table(part.many)} where ${conditions(part, query)} and ${plan.after}
        order by ${plan.order} limit ${plan.fetch}`.execute(snapshot),
    );
    const place = (row: R): { value: string; key: string } => ({
      value: String(row[column]),
      key: String(row[column]),
    });
    res.json({ ...pageOf(plan, result.rows, part.view, place), blockHeight });
  };

const readHandler =
  <R>(part: RegisterPart<R>): Handler =>
  async (req, res) => {
    const key = parseParam(part.key.schema, req, part.key.name);
    const { blockHeight, result } = await atHeight(part.database, (snapshot) =>
      sql<R>`select * from ${sql.table(part.many)} where ${sql.ref(part.key.column)} = ${key}`.execute(snapshot),
    );
    const row = result.rows[0];
    if (row === undefined) throw new GatewayError('NOT_FOUND');
    res.json({ ...part.view(row), blockHeight });
  };

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The two public operations of a part of the register: the list, and one by its key. */
export const newRegisterOperations = <R>(part: RegisterPart<R>): readonly RoutedOperation[] => {
  const query = querySchema(part);
  return [
    {
      operationId: `list${capital(part.many)}`,
      method: 'get',
      path: `/${part.many}`,
      tag: 'register',
      summary: `The ${part.many} of the register`,
      description: 'What the supervisor has approved; `approval=PROPOSED` shows what waits for a second officer.',
      access: 'public',
      query,
      answers: { 200: { description: `One page of ${part.many}`, schema: pageSchema(part.item) } },
      refusals: [400],
      handle: listHandler(part, query),
    },
    {
      operationId: `read${capital(part.one)}`,
      method: 'get',
      path: `/${part.many}/{${part.key.name}}`,
      tag: 'register',
      summary: `One ${part.one} of the register`,
      access: 'public',
      params: z.object({ [part.key.name]: part.key.schema }),
      answers: { 200: { description: `The ${part.one}`, schema: part.item.extend({ blockHeight: z.int() }) } },
      refusals: [404],
      handle: readHandler(part),
    },
  ];
};
