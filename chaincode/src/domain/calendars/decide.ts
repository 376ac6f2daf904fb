// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { calendarCommands } from '../../protocol/schemas/commands';
import type { EventDraft } from '../../protocol/schemas/events';
import type { CalendarRecord } from '../../protocol/schemas/records';
import { assertApprovable, assertOpenToProposal, contentHash, supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';

type Command<N extends keyof typeof calendarCommands> = z.infer<(typeof calendarCommands)[N]>;

export interface CalendarFacts extends SupervisionFacts {
  readonly record: CalendarRecord | undefined;
}

export const decideProposeCalendar = (
  { calendar }: Command<'propose'>,
  facts: CalendarFacts,
): EventDraft<'calendarProposed'> => {
  const founding = supervised(facts);
  assertOpenToProposal(facts.record, facts.now);
  return {
    type: 'calendarProposed',
    data: { calendar, hash: contentHash(calendar) },
    ...supervisorEvent('calendar', calendar.calendarId, founding),
  };
};

export const decideApproveCalendar = (
  { calendarId: id, hash }: Command<'approve'>,
  facts: CalendarFacts,
): EventDraft<'calendarApproved'> => {
  const founding = supervised(facts);
  assertApprovable(facts.record, { hash, id, recordType: 'calendar' }, facts);
  return { type: 'calendarApproved', data: { hash }, ...supervisorEvent('calendar', id, founding) };
};
