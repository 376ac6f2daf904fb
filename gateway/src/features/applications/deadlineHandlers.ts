// SPDX-License-Identifier: Apache-2.0
import { calendarsByYear, caseId } from '@registry/chaincode/protocol';
import type { Calendars, CaseRecord, Period } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../../database/tables';
import { callerIn } from '../../http/requestContext';
import { parseParam } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler } from '../../routing/operation';
import { deadlineHistory } from './deadlineHistory';
import { viewDeadline } from './deadlineViews';
import type { ApplicationsDeps } from './deps';
import { readCaseEvents } from './readCases';
import { readProfileOf } from '../../replay/profileVersions';
import { replayCase } from '../../replay/replayCase';
import { seeCase } from './seeCase';

/** A handful of rows: one a year. */
const readCalendars = async (database: Kysely<Tables>): Promise<Calendars> => {
  const rows = await database.selectFrom('calendars').select('record').where('approval', '=', 'APPROVED').execute();
  return calendarsByYear(rows.map(({ record }) => record.calendar));
};

const readExtension = async (
  database: Kysely<Tables>,
  record: Pick<CaseRecord, 'profile'>,
): Promise<Period | undefined> => (await readProfileOf(database, record))?.periods.reviewExtension;

/** GET /applications/{caseId}/deadlines: every deadline of the case, each explained day by day. */
export const readDeadlines =
  ({ database, now }: ApplicationsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(caseId, req, 'caseId');
    const { blockHeight, result } = await atHeight(database, async (snapshot) => {
      const { row } = await seeCase(snapshot, caller, id);
      return {
        events: await readCaseEvents(snapshot, id),
        calendars: await readCalendars(snapshot),
        extension: await readExtension(snapshot, row.record),
      };
    });
    const checkedAt = new Date(now()).toISOString();
    const steps = replayCase(result.events.map(({ event }) => event));
    const items = deadlineHistory(steps, result.extension).map((one) => viewDeadline(one, result.calendars, checkedAt));
    res.json({ items, checkedAt, blockHeight });
  };
