// SPDX-License-Identifier: Apache-2.0
import { applyToInterference } from '../../../../chaincode/src/domain/interference/apply';
import {
  decideClose,
  decideReport,
  mayReadReport,
  mayReport,
} from '../../../../chaincode/src/domain/interference/decide';
import type { ReportFacts } from '../../../../chaincode/src/domain/interference/decide';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { interferenceCommands, reportId } from '../../../../chaincode/src/protocol/schemas/interference';
import type { InterferenceRecord } from '../../../../chaincode/src/protocol/schemas/interference';
import type { CaseRecord, Person } from '../../../../chaincode/src/protocol/schemas/records';
import { before, caseIn, FRIDAY_MORNING, stepped, submitted } from '../../../support/cases';
import { sealedValue } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import type { PersonName } from '../../../support/people';
import { codeOf } from '../../../support/refusal';

const founding = {
  kind: 'founding',
  schemaVersion: 1,
  uscc: '11410000DEM0GL414X',
  mspId: 'SupervisorMSP',
  accreditationNumber: '示例职权-豫贵-001',
  endorsers: ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'],
} as const;
const TX = 'c'.repeat(64);
const facts = (actor: Person, caseRecord: CaseRecord | undefined, now = FRIDAY_MORNING): ReportFacts => ({
  actor,
  now,
  founding,
  txId: TX,
  caseRecord,
});
const statement = sealedValue('/statement', '有人要求一律通过');
const command = (record: CaseRecord): Parameters<typeof decideReport>[0] =>
  interferenceCommands.report.parse({
    idempotencyKey: 'key-00000001',
    caseId: record.caseId,
    reasonCode: 'IF-ORDER',
    statement,
  });
const reported = (actor: Person, record = before('submitOpinion')): InterferenceRecord => {
  const draft = decideReport(command(record), facts(actor, record));
  return applyToInterference(undefined, sealEvent(draft, { actor, txId: TX, now: FRIDAY_MORNING, head: undefined }));
};
const close = (record: InterferenceRecord): Parameters<typeof decideClose>[0] =>
  interferenceCommands.close.parse({
    idempotencyKey: 'key-00000002',
    reportId: record.reportId,
    finding: 'IF-CONFIRMED',
    reason: sealedValue('/reason', '属实'),
  });
const closed = (record: InterferenceRecord): InterferenceRecord => {
  const actor = PEOPLE.supervisor;
  const draft = decideClose(close(record), { actor, now: FRIDAY_MORNING, founding, record });
  return applyToInterference(record, sealEvent(draft, { actor, txId: TX, now: FRIDAY_MORNING, head: record }));
};

describe('a report of interference', () => {
  const OFFICERS: readonly PersonName[] = ['acceptance', 'reviewer', 'decider', 'otherDecider', 'agency'];

  it('is open to the officers and the agency of the case, and to nobody else', () => {
    const record = before('submitOpinion');
    const may = (Object.keys(PEOPLE) as PersonName[]).filter((name) => mayReport(record, PEOPLE[name]));
    expect(may.sort()).toEqual([...OFFICERS].sort());
  });

  it('is open in every state, and to an agency that has left', () => {
    expect(mayReport(submitted(), PEOPLE.acceptance)).toBe(true);
    expect(mayReport(caseIn('REGISTERED'), PEOPLE.agency)).toBe(true);
    expect(mayReport(submitted(), PEOPLE.agency)).toBe(false);
    expect(mayReport(stepped(before('submitOpinion'), 'recuse'), PEOPLE.agency)).toBe(true);
  });

  it('says nothing of the case in its envelope, so that no timeline shows it', () => {
    const record = before('submitOpinion');
    const draft = decideReport(command(record), facts(PEOPLE.agency, record));
    expect(draft).toMatchObject({
      recordType: 'interference',
      reasonCode: 'IF-ORDER',
      data: { caseId: record.caseId },
    });
    expect(draft).not.toHaveProperty('caseId');
    expect(reportId.safeParse(draft.recordId).success).toBe(true);
  });

  it('is refused to a party as to a stranger, and for a case that is not there', () => {
    const record = before('submitOpinion');
    for (const actor of [PEOPLE.applicant, PEOPLE.guiyangDecider, PEOPLE.otherAgency]) {
      expect(codeOf(() => decideReport(command(record), facts(actor, record)))).toBe('ACCESS_DENIED');
    }
    expect(codeOf(() => decideReport(command(record), facts(PEOPLE.decider, undefined)))).toBe('ACCESS_DENIED');
  });

  it('is read by the supervisor and by whoever made it', () => {
    const record = reported(PEOPLE.reviewer);
    expect(record).toMatchObject({ statement, reasonCode: 'IF-ORDER', reportedBy: PEOPLE.reviewer });
    const readers = (Object.keys(PEOPLE) as PersonName[]).filter((name) =>
      mayReadReport(record, { actor: PEOPLE[name], now: FRIDAY_MORNING, founding }),
    );
    expect(readers.sort()).toEqual(['otherSupervisor', 'reviewer', 'supervisor']);
    expect(mayReadReport(record, { actor: PEOPLE.supervisor, now: FRIDAY_MORNING, founding: undefined })).toBe(false);
  });
});

describe('the closing of a report', () => {
  it('has a finding and its reason, once', () => {
    const record = closed(reported(PEOPLE.agency));
    expect(record).toMatchObject({
      eventSeq: 2,
      closing: { finding: 'IF-CONFIRMED', closedBy: PEOPLE.supervisor },
      reasonCode: 'IF-ORDER',
    });
    expect(codeOf(() => closed(record))).toBe('INTERFERENCE_CLOSED');
  });

  it('is for the supervisor, of a report that is there, and not before it', () => {
    const record = reported(PEOPLE.agency);
    const given = { now: FRIDAY_MORNING, founding, record };
    expect(codeOf(() => decideClose(close(record), { ...given, actor: PEOPLE.decider }))).toBe('ACCESS_DENIED');
    const none = { ...given, actor: PEOPLE.supervisor, record: undefined };
    expect(codeOf(() => decideClose(close(record), none))).toBe('NOT_FOUND');
    const early = { ...given, actor: PEOPLE.supervisor, now: FRIDAY_MORNING - 1 };
    expect(codeOf(() => decideClose(close(record), early))).toBe('TIME_BEFORE_LAST_EVENT');
    const event = sealEvent(decideClose(close(record), { ...given, actor: PEOPLE.supervisor }), {
      actor: PEOPLE.supervisor,
      txId: TX,
      now: FRIDAY_MORNING,
      head: record,
    });
    expect(codeOf(() => applyToInterference(undefined, event))).toBe('NOT_FOUND');
  });
});
