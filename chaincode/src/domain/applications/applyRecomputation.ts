// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, Deadline, Notice } from '../../protocol/schemas/records';
import { recountedObjections } from '../objections/openObjections';
import type { Apply } from './applyStep';

/** When a notice ends: nothing, while that is not known. */
export const endOf = ({ at, lastDay }: Deadline): Pick<Notice, 'endsAt' | 'lastDay'> => ({
  ...(at !== undefined && { endsAt: at }),
  ...(lastDay !== undefined && { lastDay }),
});

/** A notice that waited for its end has it now. */
const endedNotices = ({ notices }: CaseRecord, deadline: Deadline): Pick<CaseRecord, 'notices'> => ({
  notices: notices.map((notice) => ({ ...notice, ...(notice.endsAt === undefined && endOf(deadline)) })),
});

export const onDeadlineRecomputed: Apply<'deadlineRecomputed'> = (record, event) => {
  const { deadline, objectedNotice } = event.data;
  const notice = deadline.name === 'NOTICE' ? deadline : objectedNotice;
  return {
    ...record,
    ...recountedObjections(record, deadline),
    ...(objectedNotice !== undefined && { objectedNotice }),
    ...(notice !== undefined && endedNotices(record, notice)),
    deadline,
  };
};
