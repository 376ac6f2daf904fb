// SPDX-License-Identifier: Apache-2.0
import { demand } from '../demand';
import { caseEvent } from './caseEvent';
import { checklistFaults } from './checklist';
import { openDeadline } from './deadline';
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
