// SPDX-License-Identifier: Apache-2.0
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { foundingKey, recordKey, registryCodeKey } from '../../../chaincode/src/ledger/keys';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import { calendars, choosing, institutionNamed, profileNamed } from '../../support/cases';
import { GUIYANG, ZHENGZHOU } from '../../support/filing';
import { PEOPLE } from '../../support/people';
import { refused } from '../../support/refused';
import { aRegister, Register } from '../../support/register';

const ENDORSERS = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
const policy = custodyPolicy('SupervisorMSP', ENDORSERS);
const SUPERVISOR = PEOPLE.supervisor.uscc!;
const supervisor = institutionNamed(SUPERVISOR);
const zhengzhou = institutionNamed(ZHENGZHOU);

afterEach(() => {
  jest.restoreAllMocks();
});

describe('founding', () => {
  it('given an empty ledger, then the founding, the supervisor and its event are written, in the supervisor’s custody', async () => {
    const { answer, writes, policies } = await new Register().send('supervisor-officer-1', 'institution:found', {
      institution: supervisor,
      endorsers: ENDORSERS,
    });
    expect(answer).toMatchObject({
      recordType: 'institution',
      recordId: SUPERVISOR,
      hash: digestOf(supervisor),
      approval: 'APPROVED',
    });
    expect([...writes.keys()].slice(0, 2)).toEqual([foundingKey(), recordKey('institution', SUPERVISOR)]);
    expect([...policies]).toEqual([
      [foundingKey(), policy],
      [recordKey('institution', SUPERVISOR), policy],
    ]);
  });

  it('happens once', async () => {
    const register = await aRegister();
    const again = register.send('supervisor-officer-1', 'institution:found', {
      institution: supervisor,
      endorsers: ENDORSERS,
    });
    expect((await refused(again)).code).toBe('REGISTER_ALREADY_FOUNDED');
  });

  it('comes before everything else', async () => {
    const proposal = new Register().send('supervisor-officer-1', 'institution:propose', { institution: zhengzhou });
    expect((await refused(proposal)).code).toBe('REGISTER_NOT_FOUNDED');
  });
});

describe('institutions', () => {
  const founded = async (): Promise<Register> => {
    const register = new Register();
    await register.send('supervisor-officer-1', 'institution:found', { institution: supervisor, endorsers: ENDORSERS });
    return register;
  };

  it('given a founded register, then a proposal is kept in the supervisor’s custody until another officer approves it', async () => {
    const register = await founded();
    const proposal = await register.send('supervisor-officer-1', 'institution:propose', { institution: zhengzhou });
    expect([...proposal.policies]).toEqual([[recordKey('institution', ZHENGZHOU), policy]]);
    expect(proposal.reads).toHaveLength(4);
    const hash = digestOf(zhengzhou);
    const own = register.send('supervisor-officer-1', 'institution:approve', { uscc: ZHENGZHOU, hash });
    expect((await refused(own)).code).toBe('DUTIES_NOT_SEPARATED');
    const approval = await register.send('supervisor-officer-2', 'institution:approve', { uscc: ZHENGZHOU, hash });
    expect(approval.answer).toMatchObject({ approval: 'APPROVED', eventSeq: 2 });
    expect([...approval.policies.keys()]).toEqual([registryCodeKey('411')]);
    expect(await register.ask('court-officer-1', 'institution:read', { uscc: ZHENGZHOU })).toMatchObject({
      approval: 'APPROVED',
      institution: zhengzhou,
      endorsers: ENDORSERS,
    });
  });

  it('keep a registry code to one registry', async () => {
    const register = await aRegister();
    const double = { ...zhengzhou, uscc: '91410105DEM0QY027W', name: '另一登记机构' };
    await register.send('supervisor-officer-1', 'institution:propose', { institution: double });
    const approval = register.send('supervisor-officer-2', 'institution:approve', {
      uscc: double.uscc,
      hash: digestOf(double),
    });
    expect((await refused(approval)).code).toBe('REGISTRY_CODE_TAKEN');
  });

  it('do not change once approved', async () => {
    const register = await aRegister();
    const proposal = register.send('supervisor-officer-1', 'institution:propose', {
      institution: institutionNamed(GUIYANG),
    });
    expect((await refused(proposal)).code).toBe('ALREADY_APPROVED');
  });

  it('are not proposed by a registry, nor by somebody whom a registry’s authority made a supervisor', async () => {
    const register = await founded();
    expect(
      (await refused(register.send('zhengzhou-decider-1', 'institution:propose', { institution: zhengzhou }))).code,
    ).toBe('ACCESS_DENIED');
  });
});

describe.each([
  ['profile', choosing(profileNamed('zhengzhou-2024')), { profileId: 'zhengzhou-2024' }, { profileId: 'none-2026' }],
  ['calendar', calendars[0]!, { calendarId: calendars[0]!.calendarId }, { calendarId: 'CN-1999' }],
] as const)('a %s', (kind, content, id, missing) => {
  it('is read by any member as it was approved, and never replaced', async () => {
    const register = await aRegister();
    expect(await register.ask('zhengzhou-applicant-1', `${kind}:read`, id)).toMatchObject({
      kind,
      approval: 'APPROVED',
      [kind]: content,
      hash: digestOf(content),
    });
    const proposal = register.send('supervisor-officer-1', `${kind}:propose`, { [kind]: content });
    expect((await refused(proposal)).code).toBe('ALREADY_APPROVED');
    const approval = register.send('supervisor-officer-2', `${kind}:approve`, { ...id, hash: digestOf(content) });
    expect((await refused(approval)).code).toBe('ALREADY_APPROVED');
  });

  it('that is not there is not found', async () => {
    const register = await aRegister();
    const refusal = await refused(register.ask('zhengzhou-applicant-1', `${kind}:read`, missing));
    expect(refusal.code).toBe('NOT_FOUND');
    expect(refusal.details).toMatchObject({ recordType: kind });
  });
});

describe('a certificate', () => {
  it('is read by any member', async () => {
    const register = await aRegister();
    await register.caseIn('REGISTERED');
    const number = 'SJ4112026090001';
    expect(await register.ask('guiyang-applicant-1', 'certificate:read', { number })).toMatchObject({
      kind: 'certificate',
      number,
      status: 'VALID',
    });
    expect(
      (await refused(register.ask('guiyang-applicant-1', 'certificate:read', { number: 'SJ4112026090002' }))).code,
    ).toBe('NOT_FOUND');
  });
});
