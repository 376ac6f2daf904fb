// SPDX-License-Identifier: Apache-2.0
import type { Deadline, Notice } from '../../protocol/schemas/records';
import type { Apply } from './applyStep';

/** When a notice ends: nothing, while that is not known. */
export const endOf = ({ at, lastDay }: Deadline): Pick<Notice, 'endsAt' | 'lastDay'> => ({
  ...(at !== undefined && { endsAt: at }),
  ...(lastDay !== undefined && { lastDay }),
});

/** A notice that waited for its end has it now. */
export const onDeadlineRecomputed: Apply<'deadlineRecomputed'> = (record, event) => {
  const { deadline } = event.data;
  const after = { ...record, deadline };
  if (deadline.name !== 'NOTICE') return after;
  const ended = (notice: Notice): Notice => ({ ...notice, ...(notice.endsAt === undefined && endOf(deadline)) });
  return { ...after, notices: record.notices.map(ended) };
};
