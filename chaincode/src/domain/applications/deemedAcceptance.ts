// SPDX-License-Identifier: Apache-2.0
import { addDays, endOfShanghaiDate, parseInstant } from '../../protocol/civilTime';
import { calendarsByYear, countWorkingDays } from '../../protocol/legalTime/workingDays';
import type { CaseRecord } from '../../protocol/schemas/records';
import type { CaseFacts } from './facts';

/**
 * When an application counts as accepted because nobody answered: as the first working day after the limit begins, or,
 * where a test profile counts seconds, at the limit itself.
 *
 * @returns milliseconds since 1970
 * @throws RegistryError CALENDAR_NOT_PUBLISHED
 */
export const deemedAcceptanceAt = (
  { deadline, submittedAt }: CaseRecord,
  { calendars }: Pick<CaseFacts, 'calendars'>,
): number => {
  if (deadline?.lastDay === undefined) return parseInstant(deadline?.at ?? submittedAt);
  const { lastDay } = countWorkingDays(deadline.lastDay, 1, calendarsByYear(calendars));
  return endOfShanghaiDate(addDays(lastDay, -1));
};
