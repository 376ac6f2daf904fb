// SPDX-License-Identifier: Apache-2.0
import { caseId, noticeNo, OBJECTION_STATUSES, objectionNo } from '@registry/chaincode/protocol';
import type { JsonValue, ObjectionStep, ReadObjectionAnswer } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { callerIn } from '../../http/requestContext';
import type { Caller } from '../../http/requestContext';
import { parseParam, parseQuery } from '../../http/validate';
import { LedgerRefusal } from '../../ledger/errors';
import { atHeight } from '../../listing/atHeight';
import { pageFields, pageOf, planPage } from '../../listing/page';
import type { Order } from '../../listing/page';
import { givenFilters } from '../../listing/registerViews';
import { areOwnCommitments } from '../../projections/ownCommitments';
import type { Handler } from '../../routing/operation';
import type { ObjectionsDeps } from './deps';
import { readObjections, seeObjection } from './read';
import type { ObjectionRow } from './read';
import { viewSummary } from './views';
import { sightOf } from './visibility';

export const objectionsQuery = z.strictObject({
  ...pageFields,
  caseId: caseId.optional(),
  noticeNo: noticeNo.optional(),
  status: z.enum(OBJECTION_STATUSES).optional(),
  sort: z.enum(['raisedAt', '-raisedAt']).default('-raisedAt'),
});

const orderOf = (sort: string): Order => ({
  column: 'o.raised_at',
  key: 'o.objection_no',
  descending: sort.startsWith('-'),
});

/** GET /objections: those that the caller sees. */
export const listObjections =
  ({ database }: ObjectionsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const query = parseQuery(objectionsQuery, req);
    const plan = planPage({ list: 'objections', ...givenFilters(query) }, orderOf(query.sort), query);
    const { blockHeight, result } = await atHeight(database, (snapshot) =>
      readObjections(snapshot, { caller, filters: query, plan }),
    );
    const place = (row: ObjectionRow): { value: string; key: string } => ({
      value: row.raised_at,
      key: row.objection_no,
    });
    res.json({ ...pageOf(plan, result, viewSummary, place), blockHeight });
  };

/**
 * The commands that the ledger would let the caller give now.
 *
 * @throws LedgerUnavailable, LedgerBusy
 */
const askAllowed = async (
  { ledger }: ObjectionsDeps,
  caller: Caller,
  number: string,
): Promise<readonly ObjectionStep[]> => {
  const request = { objectionNo: number };
  try {
    const call = { identity: caller.identity, contract: 'objection', transaction: 'read', request };
    return ((await ledger.evaluate(call)) as unknown as ReadObjectionAnswer).allowed;
  } catch (error) {
    if (error instanceof LedgerRefusal) return [];
    throw error;
  }
};

/** An objection that holds a commitment copied from elsewhere stays closed: opened, it would show what that stands for. */
const openFor = async (deps: ObjectionsDeps, caller: Caller, row: ObjectionRow): Promise<JsonValue> => {
  const record = row.record as unknown as JsonValue;
  const mayOpen = sightOf(caller) === 'FULL' && (await areOwnCommitments(deps.database, row.objection_no, record));
  return mayOpen ? deps.sealing.reveal(record) : record;
};

/** GET /objections/{objectionNo} */
export const readObjection =
  (deps: ObjectionsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const number = parseParam(objectionNo, req, 'objectionNo');
    const { blockHeight, result } = await atHeight(deps.database, (snapshot) => seeObjection(snapshot, caller, number));
    res.json({
      sight: sightOf(caller),
      record: await openFor(deps, caller, result),
      allowed: await askAllowed(deps, caller, number),
      transactionId: result.transaction_id,
      blockNumber: result.block_number,
      blockHeight,
    });
  };
