// SPDX-License-Identifier: Apache-2.0
import { TIME_RULES } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';

type RuledState = keyof typeof TIME_RULES;

/** A deadline that has passed, with the command that says so. */
export interface DueTime {
  readonly caseId: string;
  readonly command: (typeof TIME_RULES)[RuledState];
  readonly deadlineAt: string;
}

/** The cases of a registry whose running deadline has passed without anybody having said so, the longest overdue first. */
export const findDueTimes = async (
  database: Database,
  asked: { readonly registryUscc: string; readonly nowInstant: string; readonly limit: number },
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
    deadlineAt: deadline_at as string,
  }));
};
