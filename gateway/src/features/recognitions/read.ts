// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Selectable } from 'kysely';
import type { RecognitionsTable } from '../../database/readModelTables';
import type { Tables } from '../../database/tables';
import { GatewayError } from '../../http/gatewayError';
import type { Caller } from '../../http/requestContext';
import type { PagePlan } from '../../listing/page';

export type RecognitionRow = Selectable<RecognitionsTable>;

export interface RecognitionFilters {
  readonly number?: string | undefined;
  readonly registry?: string | undefined;
  readonly state?: string | undefined;
}

const OFFICERS: readonly string[] = ['acceptance', 'reviewer', 'decider', 'clock'];

/** Whom a recognition concerns: who asked, the registry that was asked, and the supervisor. */
export const concerns = (caller: Caller, row: RecognitionRow): boolean => {
  if (caller.role === 'supervisor') return true;
  if (OFFICERS.includes(caller.role)) return caller.uscc === row.registry_uscc;
  const isOwn = caller.identityKey === row.requester_key;
  return (
    isOwn || (caller.mspId === row.requester_msp && caller.uscc !== undefined && caller.uscc === row.requester_uscc)
  );
};

const concernsSql = ({ role, uscc, mspId, identityKey }: Caller): RawBuilder<boolean> => {
  if (role === 'supervisor') return sql<boolean>`true`;
  if (OFFICERS.includes(role)) return sql<boolean>`r.registry_uscc = ${uscc ?? ''}`;
  return sql<boolean>`(r.requester_key = ${identityKey} or (r.requester_msp = ${mspId} and r.requester_uscc = ${uscc ?? ''}))`;
};

/** @throws GatewayError NOT_FOUND */
export const findRecognition = async (database: Kysely<Tables>, recognitionNo: string): Promise<RecognitionRow> => {
  const query = database.selectFrom('recognitions').selectAll().where('recognition_no', '=', recognitionNo);
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new GatewayError('NOT_FOUND');
  return row;
};

/** One page of the recognitions that concern the caller. */
export const readRecognitions = async (
  database: Kysely<Tables>,
  asked: { readonly caller: Caller; readonly filters: RecognitionFilters; readonly plan: PagePlan },
): Promise<RecognitionRow[]> => {
  const { caller, plan } = asked;
  const { number, registry, state } = asked.filters;
  const given = [
    number === undefined ? undefined : sql<boolean>`r.number = ${number}`,
    registry === undefined ? undefined : sql<boolean>`r.registry_uscc = ${registry}`,
    state === undefined ? undefined : sql<boolean>`r.state = ${state}`,
  ].filter((condition) => condition !== undefined);
  const { rows } = await sql<RecognitionRow>`select r.* from recognitions r
    where ${sql.join([concernsSql(caller), ...given], sql` and `)} and ${plan.after}
    order by ${plan.order} limit ${plan.fetch}`.execute(database);
  return rows;
};
