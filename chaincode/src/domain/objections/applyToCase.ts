// SPDX-License-Identifier: Apache-2.0
import type { EventEnvelope } from '../../protocol/schemas/events';
import type { Filing } from '../../protocol/schemas/filing';
import type { CaseObjection, CaseRecord, Deadline, NoticeFailure } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { amendFiling } from '../applications/amendFiling';
import { personOf } from '../applications/applyStep';
import type { Apply } from '../applications/applyStep';
import { nextObjectionDeadline } from './openObjections';
import { overtaken } from './overtaken';
import { withObjection } from './withObjection';

const withDeadline = (record: CaseRecord, deadline: Deadline | undefined): CaseRecord => ({
  ...without(record, ['deadline']),
  ...(deadline !== undefined && { deadline }),
});

export const onNoticeObjected: Apply<'noticeObjected'> = (record, event) => {
  const raised: CaseObjection = { ...event.data, raisedBy: personOf(event), status: 'OPEN' };
  const objected = { ...record, objections: [...(record.objections ?? []), raised] };
  const { deadline } = record;
  const notice = deadline?.name === 'NOTICE' ? { objectedNotice: deadline } : {};
  return withDeadline({ ...objected, ...notice }, nextObjectionDeadline(objected));
};

export const onObjectionReplied: Apply<'objectionReplied'> = (record, event) =>
  withObjection(record, event.data.objectionNo, { repliedAt: event.txTime });

export const onObjectionsOverdue: Apply<'objectionsOverdue'> = (record, event) => {
  const marked = event.data.objectionNos.reduce(
    (after, objectionNo) => withObjection(after, objectionNo, { overdueSince: event.txTime }),
    record,
  );
  return withDeadline(marked, nextObjectionDeadline(marked));
};

const withNoticeClosed = ({ notices }: CaseRecord, at: string): Pick<CaseRecord, 'notices'> => ({
  notices: notices.map((notice) => ({ ...notice, closedAt: notice.closedAt ?? at })),
});

/** The case once an objection is closed: the notice goes on, or is over in one way or another. */
const settled = (record: CaseRecord, event: EventEnvelope, deadline: Deadline | undefined): CaseRecord => {
  const after = withDeadline(record, deadline);
  if (event.state === 'NOTICE_OBJECTED') return after;
  const closed = event.state === 'NOTICE' ? {} : withNoticeClosed(record, event.txTime);
  return { ...without(after, ['objectedNotice']), ...closed };
};

export const onObjectionWithdrawn: Apply<'objectionWithdrawn'> = (record, event) => {
  const { objectionNo, deadline } = event.data;
  return settled(withObjection(record, objectionNo, { status: 'WITHDRAWN' }), event, deadline);
};

const failed = (
  record: CaseRecord,
  event: EventEnvelope,
  failure: Omit<NoticeFailure, 'failedAt' | 'statedBy'>,
): CaseRecord => {
  const noticeFailure = { ...failure, failedAt: event.txTime, statedBy: personOf(event) };
  return { ...record, ...overtaken(record), noticeFailure };
};

export const onObjectionDecided: Apply<'objectionDecided'> = (record, event) => {
  const { objectionNo, decision, upheldFields, failure, deadline } = event.data;
  const change = { status: decision, decidedBy: personOf(event), ...(upheldFields && { upheldFields }) };
  const after = settled(withObjection(record, objectionNo, change), event, deadline);
  return failure === undefined ? after : failed(after, event, { objectionNo, ...failure });
};

export const onAmendmentSupplied: Apply<'amendmentSupplied'> = (record, event) => {
  const { materials, fields, deadline, claims } = event.data;
  const { filing, amendments = [] } = record;
  const amendment = {
    fields: fields.map(({ path }) => path),
    suppliedAt: event.txTime,
    suppliedBy: personOf(event),
  };
  const withMaterials = { ...filing, materials: [...filing.materials, ...materials] };
  return {
    ...without(withDeadline(record, deadline), ['stoppedReview', 'claims']),
    ...(claims !== undefined && { claims }),
    // The decision has checked that the amended filing is a filing.
    filing: amendFiling(withMaterials, { materials: [], fields }) as unknown as Filing,
    amendments: [...amendments, amendment],
  };
};

export const onNoticeFailed: Apply<'noticeFailed'> = (record, event) => {
  const { objectionNo, failure } = event.data;
  return failed(withDeadline(record, undefined), event, { objectionNo, ...failure });
};
