// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../database/openDatabase';

export interface DueNotice {
  readonly noticeNo: string;
  readonly caseId: string;
}

/** The notices of a registry whose end has passed and that nobody has closed yet, the longest overdue first. */
export const findDueNotices = async (
  database: Database,
  asked: { readonly registryUscc: string; readonly nowInstant: string; readonly limit: number },
): Promise<DueNotice[]> => {
  const rows = await database
    .selectFrom('notices')
    .innerJoin('cases', 'cases.case_id', 'notices.case_id')
    .select(['notices.notice_no', 'notices.case_id'])
    .where('notices.registry_uscc', '=', asked.registryUscc)
    .where('notices.closed_at', 'is', null)
    .where('notices.ends_at', '<=', asked.nowInstant)
    .where('cases.state', '=', 'NOTICE')
    .orderBy('notices.ends_at')
    .orderBy('notices.notice_no')
    .limit(asked.limit)
    .execute();
  return rows.map(({ notice_no, case_id }) => ({ noticeNo: notice_no, caseId: case_id }));
};
