// SPDX-License-Identifier: Apache-2.0
import { checkClaims } from '../../../chaincode/src/domain/claims/flags';
import type { Claim } from '../../../chaincode/src/domain/claims/flags';
import { overlaps } from '../../../chaincode/src/domain/claims/overlap';
import { mayLead, stands } from '../../../chaincode/src/domain/claims/standing';
import type { OtherClaim } from '../../../chaincode/src/domain/claims/standing';
import { seenByParty } from '../../../chaincode/src/protocol/claimSight';
import type { ApplicationForm } from '../../../chaincode/src/protocol/schemas/filing';
import type { CaseRecord, CertificateRecord, ClaimFlag } from '../../../chaincode/src/protocol/schemas/records';
import { before, caseIn, decided, FRIDAY_MORNING, stepped, submission, submitted } from '../../support/cases';
import { aFiling, anApplicationForm, AGENT, APPLICANT, docIdOf, sealedValue } from '../../support/filing';
import { PEOPLE } from '../../support/people';
import { codeOf, refusalOf } from '../../support/refusal';
import { without } from '../../../chaincode/src/protocol/without';

const form = anApplicationForm();
type Line = ApplicationForm['rights'][number];

const CERTIFICATE = { status: 'VALID', validUntil: '2029-09-19T16:00:00.000Z' } as CertificateRecord;
const NUMBER = 'SJ4112026080007';

const filed = (changes: Partial<Line>, product: Partial<ApplicationForm['product']> = {}): CaseRecord =>
  submitted(aFiling({ rights: [{ ...form.rights[0]!, ...changes }], product: { ...form.product, ...product } }));
const pending = (changes: Partial<Line>): OtherClaim => ({ record: { ...filed(changes), caseId: 'other' } });
const registered = (changes: Partial<Line>): OtherClaim => ({
  record: { ...pending(changes).record, state: 'REGISTERED', certificateNumber: NUMBER },
  certificate: CERTIFICATE,
});
const flagsOf = (own: Claim, ...others: OtherClaim[]): readonly ClaimFlag[] =>
  checkClaims(own, { others, isComplete: true }, FRIDAY_MORNING)?.flags ?? [];
const kindsOf = (own: Claim, ...others: OtherClaim[]): string[] =>
  flagsOf(own, ...others).map(({ kind, grade }) => `${kind} ${grade}`);

const THEIRS = { holderUscc: AGENT } as const;

describe('another claim in the same content', () => {
  it.each<[string, CaseRecord, OtherClaim, string[]]>([
    ['of another holder of the same right', filed({}), pending(THEIRS), ['LAWFUL_CO_HOLDER INFORMATION']],
    ['of another holder of another right', filed({}), pending({ ...THEIRS, rightType: 'USE' }), []],
    ['of the same holder', filed({}), pending({}), ['SAME_HOLDER_AGAIN WARNING']],
    ['of the same holder, to another right', filed({}), pending({ rightType: 'USE' }), ['SAME_HOLDER_AGAIN WARNING']],
    [
      'of the same holder, registered and not declared',
      filed({}),
      registered({}),
      ['SAME_HOLDER_AGAIN WARNING', 'PRIOR_NOT_DECLARED WARNING'],
    ],
    [
      'against an exclusive right that is filed',
      filed({ exclusivity: 'EXCLUSIVE' }),
      pending(THEIRS),
      ['CONTRADICTING_EXCLUSIVE WARNING'],
    ],
    [
      'with an exclusive right of its own',
      filed({}),
      pending({ ...THEIRS, exclusivity: 'EXCLUSIVE' }),
      ['CONTRADICTING_EXCLUSIVE WARNING'],
    ],
    [
      'with an exclusive right that is registered',
      filed({}),
      registered({ ...THEIRS, exclusivity: 'EXCLUSIVE' }),
      ['CONTRADICTING_EXCLUSIVE CONFLICT'],
    ],
    [
      'with an exclusive right in another place',
      filed({ regionCodes: ['410100'] }),
      registered({ ...THEIRS, exclusivity: 'EXCLUSIVE', regionCodes: ['520000'] }),
      ['LAWFUL_CO_HOLDER INFORMATION'],
    ],
    [
      'with an exclusive right that ends before',
      filed({}),
      registered({ ...THEIRS, exclusivity: 'EXCLUSIVE', term: { from: '2020-01-01', to: '2026-06-30' } }),
      ['LAWFUL_CO_HOLDER INFORMATION'],
    ],
  ])('%s is told for what it is', (_, own, other, kinds) => {
    expect(kindsOf(own, other)).toEqual(kinds);
  });

  it('is named with its registry, its number and the rights concerned', () => {
    expect(flagsOf(filed({}), registered({}))[1]).toEqual({
      kind: 'PRIOR_NOT_DECLARED',
      grade: 'WARNING',
      caseId: 'other',
      registry: '91410100DEM0DJ412Y',
      certificateNumber: NUMBER,
      rights: ['HOLD'],
      reasonCodes: ['CR-PRIOR', 'RJ-CONCEAL'],
    });
  });

  it('is no concealment where the filing declares it', () => {
    const proof = docIdOf('SOURCE_PROOF');
    const prior = { registry: '示例', number: NUMBER, type: '初次', date: '2026-08-01', status: '有效', proof };
    expect(kindsOf(filed({}, { priorRegistrations: [prior] }), registered({}))).toEqual(['SAME_HOLDER_AGAIN WARNING']);
    const others = [{ ...prior, number: 'X-1' }];
    expect(kindsOf(filed({}, { priorRegistrations: others }), registered({}))).toContain('PRIOR_NOT_DECLARED WARNING');
  });

  const person = (identityKey: string): Claim => {
    const line = without(form.rights[0]!, ['holderUscc']);
    const filing = aFiling({ rights: [{ ...line, holderName: '王示例' }] });
    return { filing, submittedBy: { ...without(PEOPLE.applicant, ['uscc']), identityKey } };
  };
  const other = (claim: Claim): OtherClaim => ({ record: { ...pending({}).record, ...claim } });

  it('of a natural person is told by the key with which that person filed', () => {
    expect(kindsOf(person('ZhengzhouMSP:a'), other(person('ZhengzhouMSP:a')))).toEqual(['SAME_HOLDER_AGAIN WARNING']);
    expect(kindsOf(person('ZhengzhouMSP:a'), other(person('ZhengzhouMSP:b')))).toEqual([
      'LAWFUL_CO_HOLDER INFORMATION',
    ]);
  });

  it('of a natural person for whom an agent filed is not told to be the same', () => {
    const claim = { ...person('ZhengzhouMSP:a'), submittedBy: { ...PEOPLE.agent } };
    expect(kindsOf(claim, other(claim))).toEqual(['LAWFUL_CO_HOLDER INFORMATION']);
  });

  it.each<[string, Partial<CertificateRecord> | undefined, boolean]>([
    ['is in force', {}, true],
    ['is suspended', { status: 'SUSPENDED' }, true],
    ['is revoked', { status: 'REVOKED' }, false],
    ['has ended', { validUntil: '2026-09-11T02:00:00.000Z' }, false],
    ['is not there', undefined, false],
  ])('that led to a certificate counts while it %s', (_, changes, counts) => {
    const { record } = registered({});
    const claim = changes === undefined ? { record } : { record, certificate: { ...CERTIFICATE, ...changes } };
    expect(stands(claim, FRIDAY_MORNING)).toBe(counts);
    expect(flagsOf(filed({}), claim).length > 0).toBe(counts);
  });

  it('says that there are more than were compared, even where none of these says anything', () => {
    expect(checkClaims(filed({}), { others: [], isComplete: false }, FRIDAY_MORNING)).toEqual({
      flags: [],
      isComplete: false,
    });
    expect(checkClaims(filed({}), { others: [], isComplete: true }, FRIDAY_MORNING)).toBeUndefined();
  });
});

describe('a case', () => {
  const root = form.product.content.sha256Root;

  it.each([
    ['SUBMITTED', true],
    ['NOTICE', true],
    ['REGISTERED', true],
    ['LAPSED', false],
    ['NOT_ACCEPTED', false],
    ['REJECTED', false],
    ['TERMINATED', false],
    ['WITHDRAWN', false],
  ] as const)('that is %s may lead to a right in its content: %s', (state, may) => {
    expect(mayLead(caseIn(state), root)).toBe(may);
    expect(mayLead(caseIn(state), 'f'.repeat(64))).toBe(false);
  });
});

describe('two rights', () => {
  const extent = (regionCodes: string[], from = '2026-01-01', to?: string): Parameters<typeof overlaps>[0] => ({
    regionCodes,
    term: { from, ...(to !== undefined && { to }) },
  });
  const nation = extent(['000000']);

  it.each([
    ['a city and the nation', extent(['410100']), nation, true],
    ['a city and its province', extent(['410100']), extent(['410000']), true],
    ['two cities of a province', extent(['410100']), extent(['410200']), false],
    ['a county and another city', extent(['410105']), extent(['410200']), false],
    ['one region of several', extent(['520000', '410105']), extent(['410100']), true],
    ['the last day of one and the first of the other', extent(['000000'], '2025-01-01', '2026-01-01'), nation, true],
    ['one that ends the day before', extent(['000000'], '2025-01-01', '2025-12-31'), nation, false],
  ])('meet or not: %s', (_, one, other, meet) => {
    expect(overlaps(one, other)).toBe(meet);
    expect(overlaps(other, one)).toBe(meet);
  });
});

describe('what was found', () => {
  const claims = { others: [registered(THEIRS)], isComplete: true };

  it('when the application was filed stands on the case and in its event', () => {
    const [draft] = submission(aFiling(), { facts: { claims } });
    expect(draft?.data).toHaveProperty('claims.flags.0.kind', 'LAWFUL_CO_HOLDER');
    expect(submitted(aFiling(), { facts: { claims } }).claims?.flags).toHaveLength(1);
    expect(submitted()).not.toHaveProperty('claims');
  });

  it('is found anew when the filing has been corrected', () => {
    const record = submitted(aFiling(), { facts: { claims } });
    const corrected = stepped(stepped(record, 'requestCorrection'), 'supplyCorrection');
    expect(corrected).not.toHaveProperty('claims');
    const again = stepped(stepped(record, 'requestCorrection'), 'supplyCorrection', { facts: { claims } });
    expect(again.claims).toEqual(record.claims);
  });

  it('is found anew when the filing has been amended after an objection', () => {
    expect(stepped(caseIn('AMENDMENT'), 'supplyAmendment', { facts: { claims } }).claims?.flags).toHaveLength(1);
    const flagged = { ...caseIn('AMENDMENT'), claims: { flags: [], isComplete: false } };
    expect(stepped(flagged, 'supplyAmendment')).not.toHaveProperty('claims');
  });

  it('does not keep a certificate from being granted, and is found anew at attestation', () => {
    expect(stepped(before('grant'), 'grant', { facts: { claims } })).toMatchObject({
      state: 'REGISTERED',
      claims: { flags: [{ kind: 'LAWFUL_CO_HOLDER' }] },
    });
    expect(stepped(before('grant', aFiling(), { claims }), 'grant')).not.toHaveProperty('claims');
  });

  it('against a registered exclusive right is for the decider to have looked at', () => {
    const conflict = { others: [registered({ ...THEIRS, exclusivity: 'EXCLUSIVE' })], isComplete: true };
    const grant = (body: Readonly<Record<string, unknown>>): unknown =>
      decided(before('grant'), 'grant', { body, facts: { claims: conflict } });
    const caseId = registered({}).record.caseId;
    expect(codeOf(() => grant({}))).toBe('CONFLICT_NOT_CONSIDERED');
    expect(refusalOf(() => grant({ conflictsConsidered: [before('grant').caseId] })).details).toEqual({
      cases: [caseId],
    });
  });

  it('and was considered stands in the decision', () => {
    const { record, certificate } = registered({ ...THEIRS, exclusivity: 'EXCLUSIVE' });
    const { caseId } = submitted(aFiling(), { at: FRIDAY_MORNING - 1 });
    const conflict = { others: [{ record: { ...record, caseId }, certificate: certificate! }], isComplete: true };
    const [granted] = decided(before('grant'), 'grant', {
      body: { conflictsConsidered: [caseId] },
      facts: { claims: conflict },
    });
    expect(granted?.data).toMatchObject({
      conflictsConsidered: [caseId],
      claims: { flags: [{ kind: 'CONTRADICTING_EXCLUSIVE', grade: 'CONFLICT', caseId }] },
    });
  });

  it('shows a party what is registered, and nothing of what others have only filed', () => {
    const flags = [...flagsOf(filed({}), pending(THEIRS)), ...flagsOf(filed({}), registered(THEIRS))];
    const record = { ...filed({}), claims: { flags, isComplete: false } };
    expect(seenByParty(record).claims).toEqual({ flags: [flags[1]], isComplete: true });
    expect(seenByParty({ ...record, claims: { flags: flags.slice(0, 1), isComplete: true } })).not.toHaveProperty(
      'claims',
    );
    expect(seenByParty(filed({}))).toEqual(filed({}));
  });
});

describe('a registration that was not declared', () => {
  const asked = (target: object): (() => CaseRecord) => {
    const note = sealedValue('/items/0/note', '请说明在先登记');
    const items = [{ target, verdict: 'WRONG', reasonCode: 'CR-PRIOR', note }];
    return () => stepped(submitted(), 'requestCorrection', { body: { items } });
  };

  it.each([{ field: '/product/priorRegistrations' }, { material: 'PRIOR_REGISTRATION_PROOF' }])(
    'is put right under CR-PRIOR in %j',
    (target) => {
      expect(asked(target)().state).toBe('CORRECTION');
    },
  );

  it('is not put right elsewhere', () => {
    expect(codeOf(asked({ field: '/product/dataSummary' }))).toBe('CORRECTION_LIST_INVALID');
  });

  it('is a ground for rejection under RJ-CONCEAL', () => {
    const rejected = stepped(before('publishNotice'), 'reject', {
      body: {
        reasonCode: 'RJ-CONCEAL',
        legalBasis: ['第二十二条'],
        reason: sealedValue('/reason', '隐瞒在先登记'),
        departure: sealedValue('/departure', '审查后发现'),
      },
    });
    expect(rejected).toMatchObject({ state: 'REJECTED', rejection: { reasonCode: 'RJ-CONCEAL' } });
    expect(rejected.filing.applicants[0]?.idNumber).toBe(APPLICANT);
  });
});
