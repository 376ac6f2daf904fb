// SPDX-License-Identifier: Apache-2.0
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { endorserKey, foundingKey, recordKey } from '../../../chaincode/src/ledger/keys';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import type { CommandAnswer } from '../../../chaincode/src/protocol/schemas/records';
import { institutionNamed } from '../../support/cases';
import { aFiling, ZHENGZHOU } from '../../support/filing';
import { PEOPLE } from '../../support/people';
import { refused } from '../../support/refused';
import { aRegister, type Register } from '../../support/register';

const mspId = 'LuoyangMSP';
const FOUNDERS = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
const GROWN = [...FOUNDERS, mspId];
const luoyang = { ...institutionNamed(ZHENGZHOU), uscc: '91410300DEM0DJ4391', mspId, registryCode: '412' };

afterEach(() => {
  jest.restoreAllMocks();
});

const propose = (register: Register): ReturnType<Register['send']> =>
  register.send('supervisor-officer-1', 'endorser:propose', { mspId });
const approve = (register: Register): ReturnType<Register['send']> =>
  register.send('supervisor-officer-2', 'endorser:approve', { mspId });

describe('the list of those whose peers endorse', () => {
  it('given a founded register, then a proposal gives the newcomer a seat that asks for its own endorsement', async () => {
    const register = await aRegister();
    const { policies, writes } = await propose(register);
    expect([...policies]).toEqual([[endorserKey(mspId), custodyPolicy(mspId, [mspId, 'SupervisorMSP'])]]);
    expect(writes.has(foundingKey())).toBe(false);
    expect((await propose(register)).policies.size).toBe(0);
  });

  it('given a proposal, then the approval writes to the seat and extends the founding’s list', async () => {
    const register = await aRegister();
    await propose(register);
    const { policies, writes } = await approve(register);
    expect(writes.has(endorserKey(mspId))).toBe(true);
    expect([...policies]).toEqual([[foundingKey(), custodyPolicy('SupervisorMSP', GROWN)]]);
    const { uscc } = PEOPLE.supervisor;
    expect(await register.ask('court-officer-1', 'institution:read', { uscc: uscc! })).toMatchObject({
      endorsers: GROWN,
    });
    expect((await refused(approve(register))).code).toBe('ALREADY_APPROVED');
  });

  it('given the longer list, then the newcomer is accredited and keeps what it opens with its own peers', async () => {
    const register = await aRegister();
    const accredit = (): ReturnType<Register['send']> =>
      register.send('supervisor-officer-1', 'institution:propose', { institution: luoyang });
    expect((await refused(accredit())).code).toBe('MSP_NOT_ENDORSING');
    await propose(register);
    await approve(register);
    await accredit();
    await register.send('supervisor-officer-2', 'institution:approve', { uscc: luoyang.uscc, hash: digestOf(luoyang) });
    expect(await register.ask('court-officer-1', 'institution:read', { uscc: luoyang.uscc })).toMatchObject({
      approval: 'APPROVED',
      endorsers: GROWN,
    });
  });

  it('given the longer list, then an earlier institution adopts it, and its next case may be endorsed by the newcomer', async () => {
    const register = await aRegister();
    await propose(register);
    await approve(register);
    await register.send('supervisor-officer-1', 'endorser:adopt', { uscc: ZHENGZHOU });
    const filed = await register.send('zhengzhou-applicant-1', 'application:submit', { filing: aFiling() });
    const { caseId } = filed.answer as CommandAnswer;
    expect(filed.policies.get(recordKey('case', caseId))).toEqual(custodyPolicy('ZhengzhouMSP', GROWN));
    const again = register.send('supervisor-officer-1', 'endorser:adopt', { uscc: ZHENGZHOU });
    expect((await refused(again)).code).toBe('ALREADY_APPROVED');
  });

  it('is not for a registry to change', async () => {
    const register = await aRegister();
    const refusal = await refused(register.send('zhengzhou-decider-1', 'endorser:propose', { mspId }));
    expect(refusal.code).toBe('ACCESS_DENIED');
  });
});
