// SPDX-License-Identifier: Apache-2.0
import { TIME_RULES } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Database } from '../database/openDatabase';

type RuledState = keyof typeof TIME_RULES;

/** What time has brought about, with the command that says so. */
export interface DueTime {
  readonly contract: 'application' | 'recognition';
  /** The record that it concerns, as the command names it. */
  readonly on: { readonly caseId: string } | { readonly recognitionNo: string };
  readonly command: (typeof TIME_RULES)[RuledState] | 'recomputeDeadline' | 'drawAgency' | 'follow';
  /** Tells one such time of a case from another: the deadline that has passed, the calendar and what it is for, the draw. */
  readonly mark: string;
}

/** The number of the record that it concerns. */
export const subjectOf = ({ on }: Pick<DueTime, 'on'>): string => ('caseId' in on ? on.caseId : on.recognitionNo);

const onCase = (caseId: string): Pick<DueTime, 'contract' | 'on'> => ({ contract: 'application', on: { caseId } });

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
    ...onCase(case_id),
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
    ...onCase(case_id),
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
    ...onCase(case_id),
    command: 'drawAgency',
    mark: String(draw_number),
  }));
};

/**
 * The recognitions of a registry that their source, or time, has made something else than the ledger says. What they are
 * worth does not wait for that; the record of it does.
 */
export const findUnfollowed = async (
  database: Database,
  { registryUscc, limit, nowInstant: now }: Asked & { readonly nowInstant: string },
): Promise<DueTime[]> => {
  const { rows } = await sql<{ recognition_no: string; event_seq: number; source_seq: number }>`
    select r.recognition_no, r.event_seq, (c.record->>'eventSeq')::integer as source_seq
    from recognitions r join certificates c on c.number = r.number
    where r.registry_uscc = ${registryUscc} and r.state in ('FULL', 'CONDITIONAL', 'SUSPENDED') and (
      c.status in ('REVOKED', 'CANCELLED', 'SUPERSEDED') or c.valid_until <= ${now} or r.valid_until <= ${now}
      or (r.state = 'SUSPENDED') <> (c.status = 'SUSPENDED' and c.record->'standing'->>'until' > ${now}))
    order by r.requested_at, r.recognition_no limit ${limit}`.execute(database);
  return rows.map(({ recognition_no, event_seq, source_seq }) => ({
    contract: 'recognition',
    on: { recognitionNo: recognition_no },
    command: 'follow',
    mark: `${source_seq}:${event_seq}`,
  }));
};
