// SPDX-License-Identifier: Apache-2.0
import type { CaseEventType, DomainEvent, EventEnvelope } from '../../protocol/schemas/events';
import type { Filing } from '../../protocol/schemas/filing';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';
import type { CaseRecord, CaseState, ClaimCheck } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { demand } from '../demand';
import { onAgencyAssigned, onDrawRequested, onDrawVoided } from '../draws/applyDraw';
import {
  onAmendmentSupplied,
  onNoticeFailed,
  onNoticeObjected,
  onObjectionDecided,
  onObjectionReplied,
  onObjectionsOverdue,
  onObjectionWithdrawn,
} from '../objections/applyToCase';
import { amendFiling } from './amendFiling';
import { onLapsed, onOverdue, onRejected, onWithdrawn } from './applyEnding';
import { onAgencyRelieved, onIndependenceDeclared, onOpinion } from './applyAgency';
import { onRefusalProposed, onRefused, withoutRefusal } from './applyRefusal';
import { onFormalReview, onReviewerAssigned, onReviewerReassigned, onReviewerRecused } from './applyReviewer';
import { endOf, onDeadlineRecomputed } from './applyRecomputation';
import { personOf } from './applyStep';
import {
  onExtended,
  onReviewResumed,
  onSupplementRequested,
  onSupplementSupplied,
  onTerminated,
} from './applySupplement';
import type { Apply } from './applyStep';

/** Event types on a case after the first one. */
type StepEventType = Exclude<CaseEventType, 'applicationSubmitted'>;
export type CaseEvent = DomainEvent<CaseEventType>;

/** What every event leaves behind on its record. */
const footprint = (event: EventEnvelope): Pick<CaseRecord, 'state' | 'eventSeq' | 'lastEventHash' | 'lastEventAt'> => ({
  // Events of a case always carry its state: `caseEvent` writes it from the row.
  state: event.state as CaseState,
  eventSeq: event.eventSeq,
  lastEventHash: event.eventHash,
  lastEventAt: event.txTime,
});

/** What the last comparison with other claims found takes the place of what an earlier one did. */
const compared = ({ claims }: { readonly claims?: ClaimCheck }): Pick<CaseRecord, 'claims'> =>
  claims === undefined ? {} : { claims };

const applySubmitted = (event: DomainEvent<'applicationSubmitted'>): CaseRecord => {
  const { filing, registry, profile, drawOnly, receiptNo, deadline } = event.data;
  return {
    kind: 'case',
    schemaVersion: SCHEMA_VERSION,
    caseId: event.recordId,
    caseType: 'INITIAL',
    registry,
    profile,
    ...(drawOnly !== undefined && { drawOnly }),
    filing,
    receiptNo,
    submittedAt: event.txTime,
    submittedBy: personOf(event),
    deadline,
    ...compared(event.data),
    notices: [],
    ...footprint(event),
  };
};

const onRequested: Apply<'correctionRequested'> = (record, event) => ({
  ...withoutRefusal(record),
  deadline: event.data.deadline,
  correction: { items: event.data.items, requestedAt: event.txTime, requestedBy: personOf(event) },
});

const onSupplied: Apply<'correctionSupplied'> = (record, event) => ({
  ...without(record, ['claims']),
  ...compared(event.data),
  // The decision has checked that the amended filing is a filing.
  filing: amendFiling(record.filing, event.data) as unknown as Filing,
  deadline: event.data.deadline,
  ...(record.correction !== undefined && { correction: { ...record.correction, suppliedAt: event.txTime } }),
});

const onAcceptanceDeemed: Apply<'acceptanceDeemed'> = (record, event) => ({
  ...withoutRefusal(record),
  deadline: event.data.deadline,
  acceptance: { acceptedAt: event.data.acceptedAt, deemed: { statedAt: event.txTime, statedBy: personOf(event) } },
});

const onAccepted: Apply<'applicationAccepted'> = (record, event) => ({
  ...withoutRefusal(record),
  deadline: event.data.deadline,
  acceptance: { acceptedAt: event.txTime, acceptedBy: personOf(event), checklist: event.data.checklist },
});

const onNoticePublished: Apply<'noticePublished'> = (record, event) => {
  const { deadline, ...published } = event.data;
  const notice = {
    ...published,
    startedAt: event.txTime,
    ...endOf(deadline),
    approvedBy: personOf(event),
  };
  const running = record.deadline;
  const clock = running === undefined ? {} : { stoppedReview: { deadline: running, stoppedAt: event.txTime } };
  return { ...record, ...clock, deadline, notices: [...record.notices, notice] };
};

const onNoticeClosed: Apply<'noticeClosed'> = (record, event) => ({
  ...without(record, ['deadline']),
  notices: record.notices.map((notice) =>
    notice.noticeNo === event.data.noticeNo ? { ...notice, closedAt: event.txTime } : notice,
  ),
});

const onGranted: Apply<'certificateGranted'> = (record, event) => ({
  ...without(record, ['claims']),
  ...compared(event.data),
  certificateNumber: event.data.number,
});

const APPLY: { readonly [T in StepEventType]: Apply<T> } = {
  correctionRequested: onRequested,
  correctionSupplied: onSupplied,
  refusalProposed: onRefusalProposed,
  applicationRefused: onRefused,
  applicationLapsed: onLapsed,
  applicationAccepted: onAccepted,
  acceptanceDeemed: onAcceptanceDeemed,
  reviewerAssigned: onReviewerAssigned,
  reviewerRecused: onReviewerRecused,
  reviewerReassigned: onReviewerReassigned,
  formalReviewPassed: onFormalReview,
  formalReviewFailed: onFormalReview,
  supplementRequested: onSupplementRequested,
  supplementSupplied: onSupplementSupplied,
  reviewResumed: onReviewResumed,
  applicationTerminated: onTerminated,
  reviewExtended: onExtended,
  agencyAssigned: onAgencyAssigned,
  drawRequested: onDrawRequested,
  drawVoided: onDrawVoided,
  independenceDeclared: onIndependenceDeclared,
  agencyRecused: onAgencyRelieved,
  agencyRelieved: onAgencyRelieved,
  opinionSubmitted: onOpinion,
  reviewOverdue: onOverdue,
  applicationRejected: onRejected,
  noticePublished: onNoticePublished,
  noticeClosed: onNoticeClosed,
  noticeObjected: onNoticeObjected,
  objectionReplied: onObjectionReplied,
  objectionWithdrawn: onObjectionWithdrawn,
  objectionDecided: onObjectionDecided,
  objectionsOverdue: onObjectionsOverdue,
  amendmentSupplied: onAmendmentSupplied,
  noticeFailed: onNoticeFailed,
  certificateGranted: onGranted,
  deadlineRecomputed: onDeadlineRecomputed,
  applicationWithdrawn: onWithdrawn,
};

const applyStep = <T extends StepEventType>(type: T, record: CaseRecord, event: DomainEvent<T>): CaseRecord => ({
  ...APPLY[type](record, event),
  ...footprint(event),
});

/**
 * The case as an event leaves it. Replaying the events of a case from the first gives its record.
 *
 * @param record - undefined before the first event
 * @throws RegistryError UNEXPECTED_STATE for a first event that is none, or a second first one
 */
export const applyToCase = (record: CaseRecord | undefined, event: CaseEvent): CaseRecord => {
  if (event.type === 'applicationSubmitted') {
    demand(record === undefined, 'UNEXPECTED_STATE', { event: event.type });
    return applySubmitted(event);
  }
  demand(record !== undefined, 'UNEXPECTED_STATE', { event: event.type });
  return applyStep(event.type, record, event);
};
