// SPDX-License-Identifier: Apache-2.0
import { calendarId, workingCalendar } from '@registry/chaincode/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import type { CalendarsTable } from '../../database/readModelTables';
import { newRegisterOperations } from '../../listing/registerOperations';
import { approvableFields, approvableView } from '../../listing/registerViews';
import type { RoutedOperation } from '../../routing/operation';

/** GET /calendars and /calendars/{calendarId}: the working days that periods are counted in. Public. */
export const calendarOperations = (database: Database): readonly RoutedOperation[] =>
  newRegisterOperations<Selectable<CalendarsTable>>({
    database,
    many: 'calendars',
    one: 'calendar',
    key: { name: 'calendarId', column: 'calendar_id', schema: calendarId },
    filters: {},
    item: z.object({ ...approvableFields, calendar: workingCalendar }),
    view: (row) => ({ ...approvableView(row), calendar: row.record.calendar }),
  });
