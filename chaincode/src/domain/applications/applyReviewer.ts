// SPDX-License-Identifier: Apache-2.0
import type { EventEnvelope } from '../../protocol/schemas/events';
import type { Sealed } from '../../protocol/schemas/primitives';
import type { CaseRecord, Relief } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { personOf } from './applyStep';
import type { Apply } from './applyStep';

/** Why, when and by whom somebody's part in a case ended. */
export const reliefOf = (event: EventEnvelope & { readonly data: { readonly reason: Sealed } }): Relief => ({
  ...(event.reasonCode !== undefined && { reasonCode: event.reasonCode }),
  reason: event.data.reason,
  at: event.txTime,
  by: personOf(event),
});

export const onReviewerAssigned: Apply<'reviewerAssigned'> = (record, event) => ({
  ...record,
  reviewer: { staffNo: event.data.reviewer, assignedAt: event.txTime, assignedBy: personOf(event) },
});

/** What the reviewer did is void from here on, and kept. */
const relieved = (record: CaseRecord, relief: Relief): CaseRecord => {
  const { reviewer, formalReview, formerReviewers = [] } = record;
  const review = formalReview === undefined ? {} : { formalReview };
  return {
    ...without(record, ['reviewer', 'formalReview']),
    formerReviewers: [...formerReviewers, ...(reviewer === undefined ? [] : [{ ...reviewer, ...review, relief }])],
  };
};

export const onReviewerRecused: Apply<'reviewerRecused'> = (record, event) => relieved(record, reliefOf(event));

export const onReviewerReassigned: Apply<'reviewerReassigned'> = (record, event) => ({
  ...relieved(record, reliefOf(event)),
  reviewer: { staffNo: event.data.reviewer, assignedAt: event.txTime, assignedBy: personOf(event) },
});

export const onFormalReview: Apply<'formalReviewPassed' | 'formalReviewFailed'> = (record, event) => ({
  ...record,
  formalReview: { ...event.data, reviewedAt: event.txTime, reviewedBy: personOf(event) },
});
