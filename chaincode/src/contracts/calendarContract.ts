// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { supervised } from '../domain/approvals';
import { applyToCalendar } from '../domain/calendars/apply';
import { decideApproveCalendar, decideProposeCalendar } from '../domain/calendars/decide';
import type { CalendarFacts } from '../domain/calendars/decide';
import { recordKey } from '../ledger/keys';
import { calendarCommands, queries } from '../protocol/schemas/commands';
import type { CalendarRecord, RecordAnswer } from '../protocol/schemas/records';
import { readForMembers } from './evaluation';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';
import type { Call } from './submission';
import { readSupervision, recordSupervision } from './supervision';

type Command<N extends keyof typeof calendarCommands> = z.infer<(typeof calendarCommands)[N]>;

const readFacts = async (call: Call, calendarId: string): Promise<CalendarFacts> => ({
  ...(await readSupervision(call)),
  record: await call.ledger.get<CalendarRecord>(recordKey('calendar', calendarId)),
});

const propose = async (command: Command<'propose'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.calendar.calendarId);
  const draft = decideProposeCalendar(command, facts);
  return recordSupervision(call, { record: facts.record, draft, apply: applyToCalendar, founding: supervised(facts) });
};

const approve = async (command: Command<'approve'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.calendarId);
  const draft = decideApproveCalendar(command, facts);
  return recordSupervision(call, { record: facts.record, draft, apply: applyToCalendar, founding: supervised(facts) });
};

/** Calendars: the working days of the published years, approved by the supervisor. */
export class CalendarContract extends RegistryContract {
  constructor() {
    super('calendar');
  }

  @Transaction()
  @Returns('string')
  propose(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'calendar:propose', schema: calendarCommands.propose, request }, propose);
  }

  @Transaction()
  @Returns('string')
  approve(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'calendar:approve', schema: calendarCommands.approve, request }, approve);
  }

  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    const idOf = ({ calendarId }: { calendarId: string }): string => calendarId;
    return readForMembers(context, { recordType: 'calendar', schema: queries.readCalendar, request, idOf });
  }
}
