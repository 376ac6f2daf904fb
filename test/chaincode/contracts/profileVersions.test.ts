// SPDX-License-Identifier: Apache-2.0
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { recordKey, supersededProfileKey } from '../../../chaincode/src/ledger/keys';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import type { RuleProfile } from '../../../chaincode/src/protocol/schemas/profile';
import type { CaseRecord, CommandAnswer } from '../../../chaincode/src/protocol/schemas/records';
import { choosing, profileNamed } from '../../support/cases';
import { aFiling, anApplicationForm, filingOf } from '../../support/filing';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const first = choosing(profileNamed('zhengzhou-2024'));
const { profileId } = first;
const second: RuleProfile = {
  ...first,
  version: first.version + 1,
  periods: {
    ...first.periods,
    acceptance: { unit: 'WORKING_DAY', length: 5 },
    review: { unit: 'WORKING_DAY', length: 1 },
  },
};

afterEach(() => {
  jest.restoreAllMocks();
});

const caseOf = async (register: Register, caseId: string): Promise<CaseRecord> => {
  const answer = await register.ask('zhengzhou-decider-1', 'application:read', { caseId });
  return (answer as { record: CaseRecord }).record;
};

const supersede = async (register: Register): Promise<void> => {
  await register.send('supervisor-officer-1', 'profile:propose', { profile: second });
  await register.send('supervisor-officer-2', 'profile:approve', { profileId, hash: digestOf(second) });
};

const reviewEnd = async (register: Register, caseId: string): Promise<string | undefined> =>
  (await caseOf(register, caseId)).deadline?.at;

describe('a rule profile that is superseded', () => {
  it('given a version in force, then the next one is only proposed until a second officer approves it', async () => {
    const register = await aRegister();
    const { answer } = await register.send('supervisor-officer-1', 'profile:propose', { profile: second });
    expect(answer).toMatchObject({ recordId: profileId, hash: digestOf(second), approval: 'PROPOSED', eventSeq: 3 });
    expect(await register.ask('court-officer-1', 'profile:read', { profileId })).toMatchObject({
      hash: digestOf(first),
      approval: 'APPROVED',
      next: { hash: digestOf(second) },
    });
    const caseId = await register.caseIn('SUBMITTED');
    expect((await caseOf(register, caseId)).profile.hash).toBe(digestOf(first));
  });

  it('given the approval, then the version before it is kept under its hash, in the supervisor’s custody', async () => {
    const register = await aRegister();
    await register.send('supervisor-officer-1', 'profile:propose', { profile: second });
    const approval = { profileId, hash: digestOf(second) };
    const { answer, writes, policies } = await register.send('supervisor-officer-2', 'profile:approve', approval);
    expect(answer).toMatchObject({ hash: digestOf(second), approval: 'APPROVED', eventSeq: 4 });
    const key = supersededProfileKey(profileId, digestOf(first));
    expect(JSON.parse(String(writes.get(key)))).toMatchObject({ kind: 'supersededProfile', profile: first });
    const endorsers = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
    expect([...policies]).toEqual([[key, custodyPolicy('SupervisorMSP', endorsers)]]);
  });

  it('holds on for the cases that began under it, while new ones begin under the next', async () => {
    const register = await aRegister();
    const running = await register.caseIn('ACCEPTED');
    const untouched = await register.caseIn('SUBMITTED');
    await supersede(register);
    await register.send('zhengzhou-decider-1', 'application:assignReviewer', {
      caseId: running,
      reviewer: 'ZZ-RV-001',
    });
    expect(await caseOf(register, running)).toMatchObject({
      state: 'FORMAL_REVIEW',
      profile: { hash: digestOf(first) },
    });
    const checklist = aFiling().materials.map(({ type }) => ({ type, verdict: 'OK' }));
    await register.send('zhengzhou-acceptance-1', 'application:accept', { caseId: untouched, checklist });
    // Ten working days for the review, and not the one of the next version.
    expect(await reviewEnd(register, untouched)).toBe(await reviewEnd(register, running));
    const filing = filingOf(anApplicationForm(), aFiling().registry);
    const { answer } = await register.send('zhengzhou-applicant-1', 'application:submit', { filing });
    const begun = await caseOf(register, (answer as CommandAnswer).caseId);
    expect([begun.profile.hash, begun.deadline?.at]).toEqual([digestOf(second), '2026-09-18T16:00:00.000Z']);
  });

  it('is read by a step only where the case began under it', async () => {
    const register = await aRegister();
    const caseId = await register.caseIn('ACCEPTED');
    const body = { caseId, reviewer: 'ZZ-RV-001' };
    await supersede(register);
    const { reads } = await register.send('zhengzhou-decider-1', 'application:assignReviewer', body);
    const keys = [recordKey('profile', profileId), supersededProfileKey(profileId, digestOf(first))];
    expect(keys.filter((key) => reads.includes(key))).toEqual(keys);
  });
});
