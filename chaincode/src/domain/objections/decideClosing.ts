// SPDX-License-Identifier: Apache-2.0
import type { EventData } from '../../protocol/schemas/eventData';
import type { EventDraft } from '../../protocol/schemas/events';
import type { CaseObjection, CaseRecord, Deadline } from '../../protocol/schemas/records';
import { caseEvent } from '../applications/caseEvent';
import { openDeadline } from '../applications/deadline';
import type { CaseFacts, Decide, Step } from '../applications/facts';
import { demand } from '../demand';
import type { Row } from '../lifecycle';
import { isSameObjector } from '../relation';
import { openObjection } from './decideObjection';
import { failureReason } from './failureReason';
import { mootObjections, objectionEvent } from './objectionEvent';
import { nextObjectionDeadline, openObjections } from './openObjections';
import { withObjection } from './withObjection';

interface Closing {
  readonly record: CaseRecord;
  readonly objectionNo: string;
  readonly facts: CaseFacts;
  readonly row: Row;
}

/** What the case waits for next: another objection, the notice, the amendment, or nothing. */
const nextDeadline = ({ record, objectionNo, facts, row }: Closing): Deadline | undefined => {
  if (row.opens === 'AMENDMENT') return openDeadline('AMENDMENT', facts);
  if (row.opens === 'NOTICE') return record.objectedNotice;
  if (row.to !== 'NOTICE_OBJECTED') return undefined;
  // Closed in whichever way: it is not waited for any more.
  return nextObjectionDeadline(withObjection(record, objectionNo, { status: 'MOOT' }));
};

const settles = (closing: Closing): { readonly deadline?: Deadline } => {
  const deadline = nextDeadline(closing);
  return deadline === undefined ? {} : { deadline };
};

/** Row 22: the objector gives it up; that binds nobody else who has objected. */
export const decideWithdrawObjection: Decide<'withdrawObjection'> = (step) => {
  const { record, command, facts, row } = step;
  const { objectionNo, reason } = command;
  const { raisedBy } = openObjection(record, objectionNo);
  demand(isSameObjector(raisedBy, facts.actor), 'ACCESS_DENIED', { objectionNo });
  const clock = settles({ record, objectionNo, facts, row });
  return [
    caseEvent({ caseId: record.caseId, row, facts }, 'objectionWithdrawn', { objectionNo, ...clock }, clock),
    objectionEvent(step, 'objectionClosed', {
      objectionNo,
      status: 'WITHDRAWN',
      data: { outcome: 'WITHDRAWN', reason },
    }),
  ];
};

const assertTargeted = ({ targetFields }: CaseObjection, upheldFields: readonly string[] = []): void => {
  const fields = upheldFields.filter((field) => !targetFields.includes(field));
  demand(fields.length === 0, 'UPHELD_FIELDS_NOT_TARGETED', { fields, targetFields });
};

/** What the decision says on the objection's own record, served to both sides. */
const ruling = (step: Step<'decideObjection'>): EventDraft<'objectionClosed'> => {
  const { objectionNo, decision, reasonCode, legalBasis, reason, upheldFields } = step.command;
  const { remedy } = step.facts.profile.profile;
  const fields = upheldFields && { upheldFields };
  return objectionEvent(step, 'objectionClosed', {
    objectionNo,
    status: decision,
    data: { outcome: decision, reasonCode, legalBasis, reason, ...fields, remedy },
    extras: { reasonCode, legalBasis },
  });
};

interface Consequence {
  readonly failure: Pick<EventData['objectionDecided'], 'failure'>;
  readonly others: readonly EventDraft[];
}

/** What follows for the case: where the notice fails, the code of its own for that, and the end of all other objections. */
const consequence = (step: Step<'decideObjection'>, objection: CaseObjection): Consequence => {
  const { record, command, row } = step;
  if (command.decision !== 'UPHELD') return { failure: {}, others: [] };
  const others = openObjections(record).filter(({ objectionNo }) => objectionNo !== objection.objectionNo);
  const reasonCode = failureReason(row, objection.ground);
  return {
    failure: { failure: { noticeNo: objection.noticeNo, reasonCode, legalBasis: command.legalBasis } },
    others: mootObjections(others, step),
  };
};

/** Rows 22 to 24: the objection is upheld, upheld in part, or dismissed. */
export const decideDecideObjection: Decide<'decideObjection'> = (step) => {
  const { record, command, facts, row } = step;
  const { objectionNo, decision, reasonCode, legalBasis, upheldFields } = command;
  const objection = openObjection(record, objectionNo);
  assertTargeted(objection, upheldFields);
  const clock = settles({ record, objectionNo, facts, row });
  const { failure, others } = consequence(step, objection);
  const data = { objectionNo, decision, ...(upheldFields && { upheldFields }), ...failure, ...clock };
  const grounds = { reasonCode, legalBasis, ...clock };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'objectionDecided', data, grounds), ruling(step), ...others];
};
