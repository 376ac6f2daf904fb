// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../protocol/schemas/events';
import type { CalendarRecord } from '../../protocol/schemas/records';
import { approved, proposed } from '../approvals';
import { demand } from '../demand';

/** The calendar as an event leaves it. */
export const applyToCalendar = (
  record: CalendarRecord | undefined,
  event: DomainEvent<'calendarProposed' | 'calendarApproved'>,
): CalendarRecord => {
  if (event.type === 'calendarProposed') return { ...proposed(event), kind: 'calendar', calendar: event.data.calendar };
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  return approved(record, event);
};
