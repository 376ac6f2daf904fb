// SPDX-License-Identifier: Apache-2.0
import { applyToProfile } from '../../../chaincode/src/domain/profiles/apply';
import { decideApproveProfile, decideProposeProfile } from '../../../chaincode/src/domain/profiles/decide';
import { sealEvent } from '../../../chaincode/src/ledger/sealEvents';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import type { RuleProfile } from '../../../chaincode/src/protocol/schemas/profile';
import type { FoundingRecord, Person, ProfileRecord } from '../../../chaincode/src/protocol/schemas/records';
import { institutionNamed, profileNamed, profileRecord } from '../../support/cases';
import { PEOPLE } from '../../support/people';
import { codeOf, refusalOf } from '../../support/refusal';

const NOW = Date.parse('2026-10-09T02:00:00.000Z');
const idempotencyKey = 'key-00000001';
const supervisor = institutionNamed(PEOPLE.supervisor.uscc!);
const founding: FoundingRecord = {
  kind: 'founding',
  schemaVersion: 1,
  uscc: supervisor.uscc,
  mspId: supervisor.mspId,
  accreditationNumber: supervisor.accreditation.number,
  endorsers: ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'],
};
const first = profileNamed('zhengzhou-2024');
const inForce = profileRecord(first);
const { profileId } = first;

const next = (changes: Partial<RuleProfile> = {}): RuleProfile => ({
  ...first,
  version: first.version + 1,
  periods: { ...first.periods, notice: { unit: 'WORKING_DAY', length: 10 } },
  ...changes,
});

const by = (
  actor: Person,
  record: ProfileRecord,
  now = NOW,
): { actor: Person; now: number; txId: string; founding: FoundingRecord; record: ProfileRecord } => ({
  actor,
  now,
  txId: 'f'.repeat(64),
  founding,
  record,
});

const proposed = (profile: RuleProfile, record = inForce, actor = PEOPLE.supervisor): ProfileRecord => {
  const draft = decideProposeProfile({ idempotencyKey, profile }, by(actor, record));
  return applyToProfile(record, sealEvent(draft, { ...by(actor, record), head: record }));
};
const approved = (profile: RuleProfile, record = proposed(profile)): ProfileRecord => {
  const facts = by(PEOPLE.otherSupervisor, record);
  const draft = decideApproveProfile({ idempotencyKey, profileId, hash: digestOf(profile) }, facts);
  return applyToProfile(record, sealEvent(draft, { ...facts, head: record }));
};

describe('a version that is to supersede a rule profile', () => {
  it('leaves the one in force as it is until a second officer approves it', () => {
    const record = proposed(next());
    expect(record).toMatchObject({ profile: first, hash: inForce.hash, approval: 'APPROVED' });
    expect(record.next).toEqual({ profile: next(), hash: digestOf(next()), proposedBy: PEOPLE.supervisor });
    expect(record.eventSeq).toBe(inForce.eventSeq + 1);
  });

  it('takes its place with the approval, and names the one before it', () => {
    const record = approved(next());
    expect(record).toMatchObject({
      profile: next(),
      hash: digestOf(next()),
      approval: 'APPROVED',
      proposedBy: PEOPLE.supervisor,
      approvedBy: PEOPLE.otherSupervisor,
      supersedes: { version: first.version, hash: inForce.hash },
    });
    expect(record).not.toHaveProperty('next');
    const third = next({ version: first.version + 2 });
    expect(approved(third, proposed(third, record)).supersedes).toEqual({
      version: first.version + 1,
      hash: digestOf(next()),
    });
  });

  it('may be replaced by another proposal until then', () => {
    const better = next({ title: '第二版' });
    const record = proposed(better, proposed(next()), PEOPLE.otherSupervisor);
    expect(record.next).toMatchObject({ hash: digestOf(better), proposedBy: PEOPLE.otherSupervisor });
    const facts = by(PEOPLE.supervisor, record);
    expect(codeOf(() => decideApproveProfile({ idempotencyKey, profileId, hash: digestOf(next()) }, facts))).toBe(
      'HASH_MISMATCH',
    );
  });

  it('is not approved by whoever proposed it', () => {
    const facts = by(PEOPLE.supervisor, proposed(next()));
    expect(codeOf(() => decideApproveProfile({ idempotencyKey, profileId, hash: digestOf(next()) }, facts))).toBe(
      'DUTIES_NOT_SEPARATED',
    );
  });

  it.each([
    ['has the number of the one in force', next({ version: first.version }), 'ALREADY_APPROVED'],
    ['leaves a number out', next({ version: first.version + 2 }), 'PROFILE_VERSION_NOT_NEXT'],
    ['is for tests where the one in force is not', next({ testOnly: true }), 'PROFILE_VERSION_NOT_NEXT'],
  ])('is refused where it %s', (_, profile, code) => {
    expect(codeOf(() => proposed(profile))).toBe(code);
  });

  it('says what the next version would be where it is another one', () => {
    const { details } = refusalOf(() => proposed(next({ version: 9 })));
    expect(details).toEqual({
      expected: { version: first.version + 1, testOnly: false },
      given: { version: 9, testOnly: false },
    });
  });

  it('is not proposed before the last event of the profile', () => {
    const facts = by(PEOPLE.supervisor, inForce, Date.parse(inForce.lastEventAt) - 1);
    expect(codeOf(() => decideProposeProfile({ idempotencyKey, profile: next() }, facts))).toBe(
      'TIME_BEFORE_LAST_EVENT',
    );
  });
});
