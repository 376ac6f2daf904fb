// SPDX-License-Identifier: Apache-2.0
import { applyToCertificate } from '../../../../chaincode/src/domain/certificates/apply';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import type { EventDraft } from '../../../../chaincode/src/protocol/schemas/events';
import type { ApplicationForm, Filing } from '../../../../chaincode/src/protocol/schemas/filing';
import type { CertificateRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { without } from '../../../../chaincode/src/protocol/without';
import {
  before,
  decided,
  facts,
  FRIDAY_MORNING,
  NOTICE_OVER,
  stepped,
  submission,
  submitted,
} from '../../../support/cases';
import { aFiling, anApplicationForm, AGENT, APPLICANT, docIdOf } from '../../../support/filing';
import { partUpheld } from '../../../support/objections';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const form = anApplicationForm();
type Product = ApplicationForm['product'];
type Line = ApplicationForm['rights'][number];

const granted = (filing: Filing, upstream: ReadonlyMap<string, CertificateRecord> = new Map()): CertificateRecord => {
  const [, issued] = decided(before('grant', filing), 'grant', { facts: { upstream } });
  const at = facts(PEOPLE.otherDecider, NOTICE_OVER);
  return applyToCertificate(
    undefined,
    sealEvent(issued as EventDraft<'certificateIssued'>, { ...at, head: undefined }),
  );
};

/** A certificate of somebody else, who may operate and lets others derive under a licence. */
const certificate = (changes: Partial<Line> = {}, product: Partial<Product> = {}): CertificateRecord =>
  granted(
    aFiling({
      rights: [{ ...form.rights[0]!, rightType: 'OPERATE', holderUscc: AGENT, ...changes }],
      product: { ...form.product, ...product },
    }),
  );
const asUpstream = (record: CertificateRecord): ReadonlyMap<string, CertificateRecord> =>
  new Map([[record.number, record]]);

const licence = docIdOf('LICENCE');
const derivedFrom = (source: Partial<Product['upstream'][number]>, changes: Partial<Product> = {}): Filing =>
  aFiling({
    product: { ...form.product, upstream: [{ description: '上游产品', ...source }], ...changes },
    materials: [...form.materials, { type: 'UPSTREAM_LICENCE', docId: licence }],
  });

const theirs = certificate();
const number = theirs.number;

describe('a product made from a registration of this ledger', () => {
  const filing = derivedFrom({ certificateNumber: number, licenceDocument: licence });

  it('is filed while that registration is in force and its holder lets others derive', () => {
    expect(submitted(filing, { facts: { upstream: asUpstream(theirs) } }).state).toBe('SUBMITTED');
  });

  it.each<[string, CertificateRecord | undefined, Partial<Product['upstream'][number]>, string]>([
    ['there is no such registration', undefined, {}, 'UPSTREAM_NOT_REGISTERED'],
    ['it is suspended', { ...theirs, status: 'SUSPENDED' }, {}, 'UPSTREAM_NOT_IN_FORCE'],
    ['it is revoked', { ...theirs, status: 'REVOKED' }, {}, 'UPSTREAM_NOT_IN_FORCE'],
    [
      'its validity has ended',
      { ...theirs, validUntil: new Date(FRIDAY_MORNING).toISOString() },
      {},
      'UPSTREAM_NOT_IN_FORCE',
    ],
    ['its limits forbid it', { ...theirs, derivation: 'FORBIDDEN' }, {}, 'UPSTREAM_FORBIDS_DERIVATION'],
    [
      'nobody registered the right to operate',
      { ...theirs, rights: [{ ...theirs.rights[0]!, rightType: 'USE' }] },
      {},
      'UPSTREAM_FORBIDS_DERIVATION',
    ],
    [
      'the right to operate has ended',
      { ...theirs, rights: [{ ...theirs.rights[0]!, term: { from: '2026-07-01', to: '2026-09-10' } }] },
      {},
      'UPSTREAM_FORBIDS_DERIVATION',
    ],
    [
      'the right to operate has not begun',
      { ...theirs, rights: [{ ...theirs.rights[0]!, term: { from: '2026-09-12' } }] },
      {},
      'UPSTREAM_FORBIDS_DERIVATION',
    ],
    ['the licence is not filed', theirs, { licenceDocument: undefined }, 'UPSTREAM_LICENCE_MISSING'],
    ['the contract has ended', theirs, { contractEndsOn: '2026-09-10' }, 'UPSTREAM_CONTRACT_ENDED'],
  ])('is refused where %s', (_, record, source, code) => {
    const { licenceDocument, ...rest } = { licenceDocument: licence, certificateNumber: number, ...source };
    const given = derivedFrom({ ...rest, ...(licenceDocument !== undefined && { licenceDocument }) });
    const upstream = record === undefined ? new Map() : asUpstream(record);
    const refusal = refusalOf(() => submission(given, { facts: { upstream } }));
    expect(refusal.code).toBe(code);
    expect(refusal.details['upstream']).toMatchObject([{ path: '/product/upstream/0', certificateNumber: number }]);
  });

  it('needs no licence where others may derive freely', () => {
    const free = { ...theirs, derivation: 'FREE' } as const;
    const given = derivedFrom({ certificateNumber: number });
    expect(submission(given, { facts: { upstream: asUpstream(free) } })).toHaveLength(1);
  });

  it('needs no licence from its own holder, who may use what is registered', () => {
    const own = certificate({ rightType: 'USE', holderUscc: APPLICANT }, { derivation: 'FORBIDDEN' });
    const given = derivedFrom({ certificateNumber: own.number });
    expect(submission(given, { facts: { upstream: asUpstream(own) } })).toHaveLength(1);
  });

  it('is refused to a holder who may only keep the data', () => {
    const own = certificate({ rightType: 'HOLD', holderUscc: APPLICANT });
    const given = derivedFrom({ certificateNumber: own.number });
    expect(codeOf(() => submission(given, { facts: { upstream: asUpstream(own) } }))).toBe(
      'UPSTREAM_FORBIDS_DERIVATION',
    );
  });

  it('of a natural person takes the licence like any other', () => {
    const line = without(form.rights[0]!, ['holderUscc']);
    const persons = granted(aFiling({ rights: [{ ...line, holderName: '王示例', rightType: 'OPERATE' }] }));
    const given = derivedFrom({ certificateNumber: persons.number });
    expect(codeOf(() => submission(given, { facts: { upstream: asUpstream(persons) } }))).toBe(
      'UPSTREAM_LICENCE_MISSING',
    );
  });
});

describe('a product made from something else', () => {
  it('may build on what is not registered here', () => {
    const given = derivedFrom({ registrationNumber: 'BJ-2025-1', licence: 'MIT', contractEndsOn: '2026-09-11' });
    expect(submission(given)).toHaveLength(1);
  });

  it.each([
    ['by its kind', aFiling({ product: { ...form.product, objectKind: 'DERIVED_PRODUCT' } })],
    ['by a source', aFiling({ product: { ...form.product, sources: [{ kind: 'DERIVED', sharePercent: 100 }] } })],
    ['by the basis of a right', aFiling({ rights: [{ ...form.rights[0]!, basis: 'DERIVED' }] })],
  ])('names it, where it is derived %s', (_, filing) => {
    expect(codeOf(() => submission(filing))).toBe('UPSTREAM_NOT_NAMED');
  });

  it('whose sources are withheld still shows by its basis that it is derived', () => {
    const withhold = [{ path: '/product/sources', reason: '商业秘密' }];
    const sources = [{ kind: 'DERIVED' as const, sharePercent: 100 }];
    expect(submission(aFiling({ product: { ...form.product, sources }, withhold }))).toHaveLength(1);
    const rights = [{ ...form.rights[0]!, basis: 'DERIVED' as const }];
    expect(codeOf(() => submission(aFiling({ rights, withhold })))).toBe('UPSTREAM_NOT_NAMED');
  });
});

describe('what a product rests on', () => {
  const filing = derivedFrom({ certificateNumber: number, licenceDocument: licence });
  const revokedSince = { facts: { upstream: asUpstream({ ...theirs, status: 'REVOKED' as const }) } };
  const inForce = { upstream: asUpstream(theirs) };

  it('is looked at again when the filing is corrected or amended', () => {
    const corrected = stepped(submitted(filing, { facts: inForce }), 'requestCorrection');
    expect(codeOf(() => decided(corrected, 'supplyCorrection', revokedSince))).toBe('UPSTREAM_NOT_IN_FORCE');
    const objected = stepped(before('closeNotice', filing, inForce), 'raiseObjection');
    const amending = stepped(objected, 'decideObjection', { body: partUpheld() });
    expect(codeOf(() => decided(amending, 'supplyAmendment', revokedSince))).toBe('UPSTREAM_NOT_IN_FORCE');
    expect(stepped(amending, 'supplyAmendment', { facts: inForce }).state).toBe('REVIEWED');
  });

  it('does not keep an applicant from supplying the evidence that a review asks for', () => {
    const asked = stepped(before('passFormalReview', filing, inForce), 'requestSupplement');
    expect(stepped(asked, 'supplySupplement', revokedSince).state).toBe('FORMAL_REVIEW');
  });

  it.each([
    [
      'the profile, where that ends first',
      { validTo: '2031-01-01', validUntil: '2031-01-01T16:00:00.000Z' },
      'PROFILE',
    ],
    ['an upstream registration', { validTo: '2028-02-01', validUntil: '2028-02-01T16:00:00.000Z' }, 'UPSTREAM'],
  ])('bounds its validity: %s', (_, ends, validityBoundedBy) => {
    const upstream = asUpstream({ ...theirs, ...ends });
    const record = before('grant', filing, { upstream });
    const [, issued] = decided(record, 'grant', { facts: { upstream } });
    expect((issued as EventDraft<'certificateIssued'>).data.content).toMatchObject({
      validityBoundedBy,
      ...(validityBoundedBy === 'UPSTREAM' && { validTo: ends.validTo, validUntil: ends.validUntil }),
    });
  });

  it('must still be in force on the day of attestation; then the application can be rejected', () => {
    const record = before('grant', filing, { upstream: asUpstream(theirs) });
    expect(codeOf(() => decided(record, 'grant', revokedSince))).toBe('UPSTREAM_NOT_IN_FORCE');
    expect(decided(record, 'reject')).toMatchObject([{ type: 'applicationRejected', state: 'REJECTED' }]);
  });
});
