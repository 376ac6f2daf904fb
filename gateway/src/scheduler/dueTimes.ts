// SPDX-License-Identifier: Apache-2.0
import { TIME_RULES } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Database } from '../database/openDatabase';

type RuledState = keyof typeof TIME_RULES;

/** What time has brought about, with the command that says so. */
export interface DueTime {
  readonly caseId: string;
  readonly command: (typeof TIME_RULES)[RuledState] | 'recomputeDeadline' | 'drawAgency';
  /** Tells one such time of a case from another: the deadline that has passed, the calendar and what it is for, the draw. */
  readonly mark: string;
}

interface Asked {
  readonly registryUscc: string;
  readonly limit: number;
}

/** The cases of a registry whose running deadline has passed without anybody having said so, the longest overdue first. */
export const findDueTimes = async (
  database: Database,
  asked: Asked & { readonly nowInstant: string },
): Promise<DueTime[]> => {
  const rows = await database
    .selectFrom('cases')
    .select(['case_id', 'state', 'deadline_at'])
    .where('registry_uscc', '=', asked.registryUscc)
    .where('deadline_at', '<=', asked.nowInstant)
    .where('state', 'in', Object.keys(TIME_RULES))
    .orderBy('deadline_at')
    .orderBy('case_id')
    .limit(asked.limit)
    .execute();
  return rows.map(({ case_id, state, deadline_at }) => ({
    caseId: case_id,
    command: TIME_RULES[state as RuledState],
    // The query asks for passed ones only.
    mark: deadline_at as string,
  }));
};

/** The cases of a registry whose deadline waited for a calendar that has been approved, the longest known first. */
export const findCountable = async (database: Database, { registryUscc, limit }: Asked): Promise<DueTime[]> => {
  const rows = await database
    .selectFrom('cases')
    .innerJoin('calendars', 'calendars.calendar_id', 'cases.deadline_awaits')
    .select(['case_id', 'deadline_awaits', 'event_seq'])
    .where('cases.registry_uscc', '=', registryUscc)
    .where('calendars.approval', '=', 'APPROVED')
    .orderBy('case_id')
    .limit(limit)
    .execute();
  return rows.map(({ case_id, deadline_awaits, event_seq }) => ({
    caseId: case_id,
    command: 'recomputeDeadline',
    mark: `${deadline_awaits}:${event_seq}`,
  }));
};

/** The round of the beacon that is secret now; 0 where there is no beacon. */
const secretRound = sql<number>`coalesce((select max((event->'data'->>'round')::integer) from events
  where record_type = 'beacon'), 0)`;

/** The cases of a registry whose draw can be carried out: the value is out, or it has waited long enough. */
export const findDueDraws = async (
  database: Database,
  { registryUscc, limit, nowInstant }: Asked & { readonly nowInstant: string },
): Promise<DueTime[]> => {
  const rows = await database
    .selectFrom('cases')
    .select(['case_id', 'draw_number'])
    .where('registry_uscc', '=', registryUscc)
    .where('draw_number', 'is not', null)
    .where((where) => where.or([where('draw_round', '<', secretRound), where('draw_waits_until', '<=', nowInstant)]))
    .orderBy('draw_waits_until')
    .orderBy('case_id')
    .limit(limit)
    .execute();
  return rows.map(({ case_id, draw_number }) => ({
    caseId: case_id,
    command: 'drawAgency',
    mark: String(draw_number),
  }));
};
