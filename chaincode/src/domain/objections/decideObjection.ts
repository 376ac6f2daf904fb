// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../protocol/errors';
import type { CaseObjection, CaseRecord, Notice, Person } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { caseEvent } from '../applications/caseEvent';
import { openDeadline } from '../applications/deadline';
import type { Decide, Step } from '../applications/facts';
import { valueAt } from '../applications/pointer';
import { demand } from '../demand';
import { objectionNoOf } from '../numbering';
import { isSameObjector } from '../relation';
import { hasPassed } from '../requirements';
import { evidenceDocuments, objectionEvent } from './objectionEvent';
import { nextObjectionDeadline, openObjections } from './openObjections';

/**
 * The objection that a command names.
 *
 * @throws RegistryError OBJECTION_NOT_OPEN where there is none, or it has been closed
 */
export const openObjection = (record: CaseRecord, objectionNo: string): CaseObjection => {
  const found = record.objections?.find((one) => one.objectionNo === objectionNo);
  if (found?.status === 'OPEN') return found;
  throw new RegistryError('OBJECTION_NOT_OPEN', { objectionNo, ...(found && { status: found.status }) });
};

/** Whether a pointer names a published field, or something inside one. */
const isPublished = ({ publishedFields }: Notice, target: string): boolean =>
  publishedFields.some(
    ({ path, value }) =>
      target === path || (target.startsWith(`${path}/`) && valueAt(value, target.slice(path.length)) !== undefined),
  );

const earlierLike = (
  record: CaseRecord,
  { noticeNo, ground }: Step<'raiseObjection'>['command'],
  actor: Person,
): CaseObjection | undefined =>
  record.objections?.find(
    (one) => one.noticeNo === noticeNo && one.ground === ground && isSameObjector(one.raisedBy, actor),
  );

const assertRaisable = ({ record, command, facts }: Step<'raiseObjection'>): void => {
  const notice = record.notices.at(-1);
  demand(notice?.noticeNo === command.noticeNo, 'NOTICE_NOT_CURRENT', { noticeNo: notice?.noticeNo });
  const fields = command.targetFields.filter((target) => !isPublished(notice, target));
  demand(fields.length === 0, 'OBJECTION_TARGET_NOT_PUBLISHED', { fields });
  const earlier = earlierLike(record, command, facts.actor);
  demand(earlier === undefined, 'OBJECTION_REPEATED', { objectionNo: earlier?.objectionNo });
};

/** Row 21: somebody objects to what is published, by real name and with evidence; several do so side by side. */
export const decideRaiseObjection: Decide<'raiseObjection'> = (step) => {
  assertRaisable(step);
  const { record, command, facts, row } = step;
  const { noticeNo, ground, targetFields, evidence } = command;
  const objectionNo = objectionNoOf(record.caseId, (record.objections ?? []).length + 1);
  const deadline = openDeadline('OBJECTION', facts);
  const objected = { objectionNo, noticeNo, ground, targetFields, deadline };
  const claim = {
    ...without(command, ['idempotencyKey']),
    phase: 'NOTICE' as const,
    registry: record.registry,
    profile: record.profile,
    deadline,
  };
  return [
    caseEvent({ caseId: record.caseId, row, facts }, 'noticeObjected', objected, {
      deadline: nextObjectionDeadline(record) ?? deadline,
    }),
    objectionEvent(step, 'objectionLodged', {
      objectionNo,
      status: 'OPEN',
      data: claim,
      extras: { deadline, docs: evidenceDocuments(evidence) },
    }),
  ];
};

/** Row 21: the applicant is heard, once, before the objection is decided. */
export const decideReplyToObjection: Decide<'replyToObjection'> = (step) => {
  const { record, command, facts, row } = step;
  const { objectionNo, position, statement, evidence } = command;
  const { repliedAt } = openObjection(record, objectionNo);
  demand(repliedAt === undefined, 'OBJECTION_ALREADY_ANSWERED', { objectionNo, repliedAt });
  return [
    caseEvent({ caseId: record.caseId, row, facts }, 'objectionReplied', { objectionNo }),
    objectionEvent(step, 'objectionAnswered', {
      objectionNo,
      status: 'OPEN',
      data: { position, statement, evidence },
      extras: { docs: evidenceDocuments(evidence) },
    }),
  ];
};

/** Row 22: the time for deciding has passed. That is no decision; it stands on the record of every objection concerned. */
export const decideRecordObjectionOverdue: Decide<'recordObjectionOverdue'> = (step) => {
  const { record, facts, row } = step;
  const overdue = openObjections(record)
    .filter(({ overdueSince, deadline }) => overdueSince === undefined && hasPassed(deadline, facts.now))
    .map(({ objectionNo }) => objectionNo);
  return [
    caseEvent({ caseId: record.caseId, row, facts }, 'objectionsOverdue', { objectionNos: overdue }),
    ...overdue.map((objectionNo) =>
      objectionEvent(step, 'objectionOverdue', { objectionNo, status: 'OPEN', data: {} }),
    ),
  ];
};
