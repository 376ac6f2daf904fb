// SPDX-License-Identifier: Apache-2.0
import { caseId, CASE_STATES, profileId, uscc } from '@registry/chaincode/protocol';
import type { CaseCommandName, JsonValue } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { callerIn } from '../../http/requestContext';
import type { Caller } from '../../http/requestContext';
import { parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { pageFields, pageOf, planPage } from '../../listing/page';
import type { Order } from '../../listing/page';
import { givenFilters } from '../../listing/registerViews';
import { instantFilter } from '../../listing/schemas';
import type { Handler } from '../../routing/operation';
import { asOfQuery, readApplicationAt } from './asOf';
import type { ApplicationsDeps } from './deps';
import { orderedBy, readCaseEvents, readCases } from './readCases';
import type { ListedCase } from './readCases';
import { askAllowed, openFor, seeCase } from './seeCase';
import type { SeenCase } from './seeCase';
import { showCase, shownTo } from './shownTo';
import { viewEvent, viewSummary } from './views';

export const applicationsQuery = z.strictObject({
  ...pageFields,
  state: z.enum(CASE_STATES).optional(),
  profile: profileId.optional(),
  registry: uscc.optional(),
  mine: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  awaiting: z.literal('me').optional(),
  submittedFrom: instantFilter.optional(),
  submittedBefore: instantFilter.optional(),
  sort: z.enum(['submittedAt', '-submittedAt', 'lastEventAt', '-lastEventAt']).default('-submittedAt'),
});

const orderOf = (query: z.infer<typeof applicationsQuery>): Order => {
  const table = orderedBy(query);
  const column = query.sort.endsWith('submittedAt') ? 'submitted_at' : 'last_event_at';
  return { column: `${table}.${column}`, key: `${table}.case_id`, descending: query.sort.startsWith('-') };
};

/** GET /applications: the cases that the caller sees. */
export const listApplications =
  ({ database }: ApplicationsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const query = parseQuery(applicationsQuery, req);
    const plan = planPage({ list: 'applications', ...givenFilters(query) }, orderOf(query), query);
    const { blockHeight, result } = await atHeight(database, (snapshot) =>
      readCases(snapshot, { caller, filters: query, plan }),
    );
    const place = (row: ListedCase): { value: string; key: string } => ({
      value: query.sort.endsWith('submittedAt') ? row.submitted_at : row.last_event_at,
      key: row.case_id,
    });
    res.json({ ...pageOf(plan, result, viewSummary, place), blockHeight });
  };

interface CaseNow extends SeenCase {
  readonly blockHeight: number;
  readonly allowed: readonly CaseCommandName[];
}

const readNow = async (deps: ApplicationsDeps, caller: Caller, id: string): Promise<CaseNow> => {
  const read = (): Promise<{ blockHeight: number; result: SeenCase }> =>
    atHeight(deps.database, (snapshot) => seeCase(snapshot, caller, id));
  const first = await read();
  const { allowed, eventSeq } = await askAllowed(deps, caller, id);
  if (eventSeq === undefined || eventSeq <= first.result.row.event_seq) {
    return { ...first.result, blockHeight: first.blockHeight, allowed };
  }
  // The ledger is a block ahead: what it allows belongs to a state that the read model is about to have.
  await deps.projector.waitFor(first.blockHeight, deps.readYourWritesMs);
  const second = await read();
  return { ...second.result, blockHeight: second.blockHeight, allowed };
};

/** GET /applications/{caseId}: the record, opened as far as the caller may see it, and what the caller may do. */
export const readApplication =
  (deps: ApplicationsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const { at } = parseQuery(asOfQuery, req);
    if (at !== undefined) {
      await readApplicationAt(deps, at)(req, res);
      return;
    }
    const now = await readNow(deps, caller, parseParam(caseId, req, 'caseId'));
    const { row, sight, allowed, blockHeight } = now;
    res.json({
      sight,
      ...(await showCase(deps, { caller, seen: now, record: row.record })),
      allowed,
      transactionId: row.transaction_id,
      blockNumber: row.block_number,
      blockHeight,
    });
  };

/** GET /applications/{caseId}/timeline: every event of the case, in the order of the ledger. */
export const readTimeline =
  (deps: ApplicationsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(caseId, req, 'caseId');
    const { blockHeight, result } = await atHeight(deps.database, async (snapshot) => ({
      seen: await seeCase(snapshot, caller, id),
      events: await readCaseEvents(snapshot, id),
    }));
    const { seen, events } = result;
    const opened = await openFor(deps, seen, events.map(({ event }) => shownTo(caller, event.data)) as JsonValue);
    const items = events.map((row, index) => viewEvent(row, (opened as JsonValue[])[index] ?? null));
    res.json({ items, blockHeight });
  };
