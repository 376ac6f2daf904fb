// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '../../protocol/digest';
import { demand } from '../demand';
import { noticeNoOf } from '../numbering';
import { caseEvent } from './caseEvent';
import { openDeadline } from './deadline';
import type { Decide, Step } from './facts';
import { formalShortcomings, shortcomingsOf } from './findings';
import { publishedFields } from './publication';

/** The registry's own review must be in order; from an agency's opinion the decider may depart, and says why. */
const assertReviewed = ({ record, command }: Step<'publishNotice'>): void => {
  const unsatisfied = formalShortcomings(record);
  demand(unsatisfied.length === 0, 'POINTS_NOT_SATISFIED', { points: unsatisfied });
  const wanting = shortcomingsOf(record);
  const departs = wanting.length > 0;
  demand(departs === (command.departure !== undefined), 'DEPARTURE_NOT_EXPLAINED', { departs, points: wanting });
};

const assertWithholding = ({ record, command }: Step<'publishNotice'>): void => {
  const asked = record.filing.withhold.map((item) => item.path).sort();
  const approved = command.withheld.map((item) => item.path).sort();
  const isSame = asked.length === approved.length && asked.every((path, index) => path === approved[index]);
  demand(isSame, 'WITHHOLDING_MISMATCH', { asked, approved });
};

/** Row 19: the public subset of the filing, with the approved list of what is withheld and why. */
export const decidePublishNotice: Decide<'publishNotice'> = (step) => {
  assertReviewed(step);
  assertWithholding(step);
  const { record, command, facts, row } = step;
  const { withheld, departure } = command;
  const fields = publishedFields(
    record.filing,
    facts.profile.profile.noticeFields,
    withheld.map((item) => item.path),
  );
  const deadline = openDeadline('NOTICE', facts);
  const data = {
    noticeNo: noticeNoOf(record.caseId, record.notices.length + 1),
    publishedFields: fields,
    withheld,
    snapshotDigest: digestOf(fields),
    ...(departure !== undefined && { departure }),
    deadline,
  };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'noticePublished', data, { deadline })];
};

/** Row 26: a notice whose end has come is over; whoever says so only states the time. */
export const decideCloseNotice: Decide<'closeNotice'> = ({ record, facts, row }) => [
  caseEvent({ caseId: record.caseId, row, facts }, 'noticeClosed', {
    noticeNo: noticeNoOf(record.caseId, record.notices.length),
  }),
];
