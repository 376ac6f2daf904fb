// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '../../protocol/civilTime';
import { demand } from '../demand';
import { caseEvent } from './caseEvent';
import { checklistFaults } from './checklist';
import { openDeadline } from './deadline';
import { deemedAcceptanceAt } from './deemedAcceptance';
import type { Decide } from './facts';

/** Row 7: every material received has been judged, and every required one is there and in order. */
export const decideAccept: Decide<'accept'> = ({ record, command, facts, row }) => {
  const { checklist } = command;
  const faults = checklistFaults(record.filing, checklist, facts.profile.profile);
  const isInOrder = Object.values(faults).every((list: readonly string[]) => list.length === 0);
  demand(isInOrder, 'MATERIALS_NOT_IN_ORDER', { ...faults });
  const deadline = openDeadline('REVIEW', facts);
  const data = { checklist, deadline };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'applicationAccepted', data, { deadline })];
};

/**
 * Row 8: no answer within the period is acceptance, on the first working day after it (N35 art. 17). Whoever says so
 * only states the time; the review is counted from that day, however late it is stated.
 */
export const decideDeemAccepted: Decide<'deemAccepted'> = ({ record, facts, row }) => {
  const acceptedAt = deemedAcceptanceAt(record, facts);
  const deadline = openDeadline('REVIEW', facts, acceptedAt);
  const data = { acceptedAt: formatInstant(acceptedAt), deadline };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'acceptanceDeemed', data, { deadline })];
};
