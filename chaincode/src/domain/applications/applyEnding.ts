// SPDX-License-Identifier: Apache-2.0
import { without } from '../../protocol/without';
import { overtaken } from '../objections/overtaken';
import { personOf } from './applyStep';
import type { Apply } from './applyStep';

export const onLapsed: Apply<'applicationLapsed'> = (record, event) => ({
  ...without(record, ['deadline']),
  lapse: { lapsedAt: event.txTime, statedBy: personOf(event) },
});

export const onOverdue: Apply<'reviewOverdue'> = (record, event) => ({
  ...without(record, ['deadline']),
  ...(record.deadline !== undefined && {
    overdue: { deadline: record.deadline, statedAt: event.txTime, statedBy: personOf(event) },
  }),
});

export const onRejected: Apply<'applicationRejected'> = (record, event) => ({
  ...without(record, ['deadline']),
  rejection: { ...event.data, rejectedAt: event.txTime, rejectedBy: personOf(event) },
});

/** A notice that runs ends with the application; one that has ended stays as it was. */
export const onWithdrawn: Apply<'applicationWithdrawn'> = (record, event) => ({
  ...without(record, ['deadline', 'refusal', 'objectedNotice']),
  ...overtaken(record),
  withdrawal: { reason: event.data.reason, withdrawnAt: event.txTime, withdrawnBy: personOf(event) },
  notices: record.notices.map((notice) => ({ ...notice, closedAt: notice.closedAt ?? event.txTime })),
});
