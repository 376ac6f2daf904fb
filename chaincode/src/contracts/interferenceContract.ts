// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { applyToInterference } from '../domain/interference/apply';
import { decideClose, decideReport, mayReadReport } from '../domain/interference/decide';
import { custodyPolicy } from '../ledger/endorsement';
import { recordKey } from '../ledger/keys';
import { canonicalJson } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import { queries } from '../protocol/schemas/commands';
import { interferenceCommands } from '../protocol/schemas/interference';
import type { InterferenceAnswer, InterferenceRecord } from '../protocol/schemas/interference';
import type { CaseRecord } from '../protocol/schemas/records';
import { recordEvent } from './recordEvent';
import { RegistryContract } from './registryContract';
import { readRequest } from './request';
import { openCall, submitOnce } from './submission';
import type { Call } from './submission';
import { readSupervision } from './supervision';

type Command<N extends keyof typeof interferenceCommands> = z.infer<(typeof interferenceCommands)[N]>;

const answerOf = (record: InterferenceRecord): InterferenceAnswer => ({
  reportId: record.reportId,
  status: record.closing === undefined ? 'OPEN' : 'CLOSED',
  eventSeq: record.eventSeq,
  eventHash: record.lastEventHash,
});

const report = async (command: Command<'report'>, call: Call): Promise<InterferenceAnswer> => {
  const supervision = await readSupervision(call);
  const caseRecord = await call.ledger.get<CaseRecord>(recordKey('case', command.caseId));
  const draft = decideReport(command, { ...supervision, txId: call.txId, caseRecord });
  const after = applyToInterference(undefined, recordEvent(call, draft, undefined));
  // There is a case, so there is a register; its supervisor has custody of what is said to it.
  const { mspId = '', endorsers = [] } = supervision.founding ?? {};
  call.ledger.put(recordKey('interference', after.reportId), after, custodyPolicy(mspId, endorsers));
  return answerOf(after);
};

const readReport = ({ ledger }: Call, reportId: string): Promise<InterferenceRecord | undefined> =>
  ledger.get<InterferenceRecord>(recordKey('interference', reportId));

const close = async (command: Command<'close'>, call: Call): Promise<InterferenceAnswer> => {
  const record = await readReport(call, command.reportId);
  const draft = decideClose(command, { ...(await readSupervision(call)), record });
  const after = applyToInterference(record, recordEvent(call, draft, record));
  call.ledger.put(recordKey('interference', after.reportId), after);
  return answerOf(after);
};

/** Reports of improper interference: from those who decide or examine, to the supervisor. */
export class InterferenceContract extends RegistryContract {
  constructor() {
    super('interference');
  }

  @Transaction()
  @Returns('string')
  report(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'interference:report', schema: interferenceCommands.report, request }, report);
  }

  @Transaction()
  @Returns('string')
  close(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'interference:close', schema: interferenceCommands.close, request }, close);
  }

  @Transaction(false)
  @Returns('string')
  async read(context: Context, request: string): Promise<string> {
    const call = openCall(context);
    const { reportId } = readRequest(queries.readInterference, request);
    const supervision = await readSupervision(call);
    const record = await readReport(call, reportId);
    // Not even whether there is such a report.
    if (record === undefined || !mayReadReport(record, supervision)) {
      throw new RegistryError('ACCESS_DENIED', { reportId });
    }
    return canonicalJson(record);
  }
}
