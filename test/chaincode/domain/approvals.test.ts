// SPDX-License-Identifier: Apache-2.0
import { applyToCalendar } from '../../../chaincode/src/domain/calendars/apply';
import { decideApproveCalendar, decideProposeCalendar } from '../../../chaincode/src/domain/calendars/decide';
import { applyToInstitution } from '../../../chaincode/src/domain/institutions/apply';
import {
  decideApproveInstitution,
  decideFound,
  decideProposeInstitution,
} from '../../../chaincode/src/domain/institutions/decide';
import type { InstitutionFacts } from '../../../chaincode/src/domain/institutions/decide';
import { applyToProfile } from '../../../chaincode/src/domain/profiles/apply';
import { decideApproveProfile, decideProposeProfile } from '../../../chaincode/src/domain/profiles/decide';
import { sealEvent } from '../../../chaincode/src/ledger/sealEvents';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import type { FoundingRecord, Person } from '../../../chaincode/src/protocol/schemas/records';
import { calendars, institutionNamed, profileNamed } from '../../support/cases';
import { APPLICANT, GUIYANG, ZHENGZHOU } from '../../support/filing';
import { PEOPLE } from '../../support/people';
import { codeOf, refusalOf } from '../../support/refusal';

const NOW = Date.parse('2026-09-01T02:00:00.000Z');
const idempotencyKey = 'key-00000001';
const endorsers = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
const supervisor = institutionNamed(PEOPLE.supervisor.uscc!);
const zhengzhou = institutionNamed(ZHENGZHOU);
const profile = profileNamed('zhengzhou-2024');
const calendar = calendars[0]!;

const founding: FoundingRecord = {
  kind: 'founding',
  schemaVersion: 1,
  uscc: supervisor.uscc,
  mspId: supervisor.mspId,
  accreditationNumber: supervisor.accreditation.number,
  endorsers,
};
const at = (actor: Person, now = NOW): { actor: Person; now: number; founding: FoundingRecord; txId: string } => ({
  actor,
  now,
  founding,
  txId: 'f'.repeat(64),
});
const none = { record: undefined, registryCodeHolder: undefined };

describe('founding a register', () => {
  const command = { idempotencyKey, institution: supervisor, endorsers };
  const first: InstitutionFacts = { ...at(PEOPLE.supervisor), ...none, founding: undefined };

  it('approves the supervisor at once, since nobody else is there yet', () => {
    const event = sealEvent(decideFound(command, first), { ...at(PEOPLE.supervisor), head: undefined });
    expect(applyToInstitution(undefined, event)).toMatchObject({
      kind: 'institution',
      approval: 'APPROVED',
      status: 'ACTIVE',
      institution: supervisor,
      hash: digestOf(supervisor),
      proposedBy: PEOPLE.supervisor,
      endorsers,
    });
  });

  it('happens once', () => {
    expect(codeOf(() => decideFound(command, { ...first, founding }))).toBe('REGISTER_ALREADY_FOUNDED');
  });

  it.each([
    [
      'somebody who is no supervisor',
      command,
      { ...PEOPLE.supervisor, role: 'decider' as const },
      'only a supervisor founds a register',
    ],
    [
      'an institution of another kind',
      { ...command, institution: zhengzhou },
      PEOPLE.supervisor,
      'only a supervisor founds a register',
    ],
    ['another membership', command, { ...PEOPLE.supervisor, mspId: 'ZhengzhouMSP' }, 'the supervisor founds it itself'],
    ['another organization', command, { ...PEOPLE.supervisor, uscc: APPLICANT }, 'the supervisor founds it itself'],
    [
      'a supervisor without peers',
      { ...command, endorsers: endorsers.slice(0, 2) },
      PEOPLE.supervisor,
      'the supervisor is one of the endorsers',
    ],
    [
      'an endorser counted twice',
      { ...command, endorsers: [...endorsers, 'GuiyangMSP'] },
      PEOPLE.supervisor,
      'an endorser stands twice',
    ],
  ])('is refused to %s', (_, asked, actor, reason) => {
    const refusal = refusalOf(() => decideFound(asked, { ...first, actor }));
    expect(refusal.code).toBe('ACCESS_DENIED');
    expect(refusal.details).toEqual({ reason });
  });
});

describe.each([
  {
    kind: 'institution',
    id: ZHENGZHOU,
    hash: digestOf(zhengzhou),
    propose: (facts: InstitutionFacts) => decideProposeInstitution({ idempotencyKey, institution: zhengzhou }, facts),
    approve: (facts: InstitutionFacts, hash: string) =>
      decideApproveInstitution({ idempotencyKey, uscc: ZHENGZHOU, hash }, facts),
    apply: applyToInstitution as unknown as (record: unknown, event: unknown) => InstitutionFacts['record'],
  },
  {
    kind: 'profile',
    id: profile.profileId,
    hash: digestOf(profile),
    propose: (facts: object) => decideProposeProfile({ idempotencyKey, profile }, facts as never),
    approve: (facts: object, hash: string) =>
      decideApproveProfile({ idempotencyKey, profileId: profile.profileId, hash }, facts as never),
    apply: applyToProfile as unknown as (record: unknown, event: unknown) => InstitutionFacts['record'],
  },
  {
    kind: 'calendar',
    id: calendar.calendarId,
    hash: digestOf(calendar),
    propose: (facts: object) => decideProposeCalendar({ idempotencyKey, calendar }, facts as never),
    approve: (facts: object, hash: string) =>
      decideApproveCalendar({ idempotencyKey, calendarId: calendar.calendarId, hash }, facts as never),
    apply: applyToCalendar as unknown as (record: unknown, event: unknown) => InstitutionFacts['record'],
  },
])('putting a $kind on the ledger', ({ kind, id, hash, propose, approve, apply }) => {
  const facts = (actor: Person, record: InstitutionFacts['record'], now = NOW): InstitutionFacts => ({
    ...at(actor, now),
    record,
    registryCodeHolder: undefined,
  });
  const proposed = (): NonNullable<InstitutionFacts['record']> => {
    const event = sealEvent(propose(facts(PEOPLE.supervisor, undefined)), {
      ...at(PEOPLE.supervisor),
      head: undefined,
    });
    return apply(undefined, event)!;
  };
  const approved = (): NonNullable<InstitutionFacts['record']> => {
    const record = proposed();
    const draft = approve(facts(PEOPLE.otherSupervisor, record), hash);
    return apply(record, sealEvent(draft, { ...at(PEOPLE.otherSupervisor), head: record }))!;
  };

  it('takes two officers of the supervisor', () => {
    expect(proposed()).toMatchObject({ kind, hash, approval: 'PROPOSED', proposedBy: PEOPLE.supervisor, eventSeq: 1 });
    expect(approved()).toMatchObject({ hash, approval: 'APPROVED', approvedBy: PEOPLE.otherSupervisor, eventSeq: 2 });
    expect(propose(facts(PEOPLE.supervisor, undefined)).authorityBasis).toBe(supervisor.accreditation.number);
  });

  it('can be proposed again until it is approved', () => {
    const draft = propose(facts(PEOPLE.otherSupervisor, proposed()));
    const again = apply(proposed(), sealEvent(draft, { ...at(PEOPLE.otherSupervisor), head: proposed() }));
    expect(again).toMatchObject({ approval: 'PROPOSED', proposedBy: PEOPLE.otherSupervisor, eventSeq: 2 });
    const refusal = refusalOf(() => propose(facts(PEOPLE.supervisor, approved())));
    expect(refusal.code).toBe('ALREADY_APPROVED');
    expect(refusal.details).toEqual({ hash });
  });

  it.each([
    ['by whoever proposed it', () => facts(PEOPLE.supervisor, proposed()), hash, 'DUTIES_NOT_SEPARATED'],
    [
      'by the same person under a new key',
      () => facts({ ...PEOPLE.supervisor, identityKey: PEOPLE.otherSupervisor.identityKey }, proposed()),
      hash,
      'DUTIES_NOT_SEPARATED',
    ],
    [
      'by another hash than the one proposed',
      () => facts(PEOPLE.otherSupervisor, proposed()),
      'e'.repeat(64),
      'HASH_MISMATCH',
    ],
    ['twice', () => facts(PEOPLE.otherSupervisor, approved()), hash, 'ALREADY_APPROVED'],
    ['before it is proposed', () => facts(PEOPLE.otherSupervisor, undefined), hash, 'NOT_FOUND'],
    [
      'before its proposal in time',
      () => facts(PEOPLE.otherSupervisor, proposed(), NOW - 1),
      hash,
      'TIME_BEFORE_LAST_EVENT',
    ],
    ['by a registry', () => facts(PEOPLE.decider, proposed()), hash, 'ACCESS_DENIED'],
    [
      'by a supervisor of another organization',
      () => facts({ ...PEOPLE.otherSupervisor, uscc: GUIYANG }, proposed()),
      hash,
      'ACCESS_DENIED',
    ],
    [
      'by a supervisor of another membership',
      () => facts({ ...PEOPLE.otherSupervisor, mspId: 'GuiyangMSP' }, proposed()),
      hash,
      'ACCESS_DENIED',
    ],
    [
      'where no register has been founded',
      () => ({ ...facts(PEOPLE.otherSupervisor, proposed()), founding: undefined }),
      hash,
      'REGISTER_NOT_FOUNDED',
    ],
  ])('is not approved %s', (_, given, named, code) => {
    expect(codeOf(() => approve(given(), named))).toBe(code);
  });

  it('is not approved without a proposal when replayed either', () => {
    const record = proposed();
    const draft = approve(facts(PEOPLE.otherSupervisor, record), hash);
    const event = sealEvent(draft, { ...at(PEOPLE.otherSupervisor), head: record });
    expect(refusalOf(() => apply(undefined, event)).details).toEqual({ recordType: kind, recordId: id });
  });
});

describe('a registry', () => {
  const event = sealEvent(
    decideProposeInstitution({ idempotencyKey, institution: zhengzhou }, { ...at(PEOPLE.supervisor), ...none }),
    { ...at(PEOPLE.supervisor), head: undefined },
  );
  const record = applyToInstitution(undefined, event);

  it('must have peers among the endorsers, since it keeps records', () => {
    const elsewhere = { ...zhengzhou, mspId: 'AgencyMSP' };
    const work = (): unknown =>
      decideProposeInstitution({ idempotencyKey, institution: elsewhere }, { ...at(PEOPLE.supervisor), ...none });
    expect(codeOf(work)).toBe('MSP_NOT_ENDORSING');
    const agency = institutionNamed('91410100DEM0FW419C');
    expect(
      decideProposeInstitution({ idempotencyKey, institution: agency }, { ...at(PEOPLE.supervisor), ...none }).type,
    ).toBe('institutionProposed');
  });

  it('has its code alone', () => {
    const approval = { idempotencyKey, uscc: ZHENGZHOU, hash: digestOf(zhengzhou) };
    const facts = (registryCodeHolder: string): InstitutionFacts => ({
      ...at(PEOPLE.otherSupervisor),
      record,
      registryCodeHolder,
    });
    expect(codeOf(() => decideApproveInstitution(approval, facts(GUIYANG)))).toBe('REGISTRY_CODE_TAKEN');
    expect(decideApproveInstitution(approval, facts(ZHENGZHOU)).type).toBe('institutionApproved');
  });

  it('shares no rule about codes with other institutions', () => {
    const agency = institutionNamed('91410100DEM0FW419C');
    const proposal = decideProposeInstitution(
      { idempotencyKey, institution: agency },
      { ...at(PEOPLE.supervisor), ...none },
    );
    const proposed = applyToInstitution(undefined, sealEvent(proposal, { ...at(PEOPLE.supervisor), head: undefined }));
    const facts = { ...at(PEOPLE.otherSupervisor), record: proposed, registryCodeHolder: GUIYANG };
    expect(decideApproveInstitution({ idempotencyKey, uscc: agency.uscc, hash: digestOf(agency) }, facts).type).toBe(
      'institutionApproved',
    );
  });
});
