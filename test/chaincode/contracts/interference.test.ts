// SPDX-License-Identifier: Apache-2.0
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { recordKey } from '../../../chaincode/src/ledger/keys';
import type { InterferenceAnswer } from '../../../chaincode/src/protocol/schemas/interference';
import { sealedValue } from '../../support/filing';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

let register: Register;
beforeEach(async () => {
  register = await aRegister();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const report = async (caseId: string, by = 'zhengzhou-reviewer-1'): ReturnType<Register['send']> =>
  register.send(by, 'interference:report', {
    caseId,
    reasonCode: 'IF-ORDER',
    statement: sealedValue('/statement', '有人要求一律通过'),
  });
const idOf = ({ answer }: Awaited<ReturnType<Register['send']>>): string => (answer as InterferenceAnswer).reportId;

describe('a report of interference on the ledger', () => {
  it('given a case, when an officer reports, then a record in the supervisor’s custody is written and the case is not', async () => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    const outcome = await report(caseId);
    const key = recordKey('interference', idOf(outcome));
    expect([...outcome.policies]).toEqual([
      [key, custodyPolicy('SupervisorMSP', ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'])],
    ]);
    expect([...outcome.writes.keys()]).toContain(key);
    expect([...outcome.writes.keys()]).not.toContain(recordKey('case', caseId));
    expect(outcome.answer).toMatchObject({ status: 'OPEN', eventSeq: 1 });
  });

  it('is told to the supervisor and the reporter only, and closed by the supervisor', async () => {
    const reportId = idOf(await report(await register.caseIn('FORMAL_REVIEW')));
    for (const reader of ['supervisor-officer-1', 'zhengzhou-reviewer-1']) {
      expect(await register.ask(reader, 'interference:read', { reportId })).toMatchObject({ reportId });
    }
    for (const stranger of ['zhengzhou-decider-1', 'zhengzhou-applicant-1', 'agency-expert-1']) {
      expect((await refused(register.ask(stranger, 'interference:read', { reportId }))).code).toBe('ACCESS_DENIED');
    }
    const none = { reportId: `I-${'0'.repeat(26)}` };
    expect((await refused(register.ask('supervisor-officer-1', 'interference:read', none))).code).toBe('ACCESS_DENIED');
    const body = { reportId, finding: 'IF-REFERRED', reason: sealedValue('/reason', '已移送') };
    const { answer, policies } = await register.send('supervisor-officer-1', 'interference:close', body);
    expect([answer, policies.size]).toMatchObject([{ status: 'CLOSED', eventSeq: 2 }, 0]);
  });
});
