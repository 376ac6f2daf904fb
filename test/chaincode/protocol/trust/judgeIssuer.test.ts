// SPDX-License-Identifier: Apache-2.0
import type { ListedInstitution, TrustList } from '../../../../chaincode/src/protocol/schemas/trustList';
import { judgeIssuer, listInForceAt, liesWithin } from '../../../../chaincode/src/protocol/trust/judgeIssuer';
import type { IssuedCertificate, ScopeAsked } from '../../../../chaincode/src/protocol/trust/judgeIssuer';
import { GUIYANG, ZHENGZHOU } from '../../../support/filing';
import { aSigner, aTrustList, listed } from '../../../support/trustLists';

const supervisor = aSigner();
const { set } = aSigner();
const SEPTEMBER = '2026-09-10T04:00:00.000Z';
const OCTOBER = '2026-10-10T04:00:00.000Z';

const version = (
  number: number,
  issuedAt: string,
  own: Partial<ListedInstitution> | undefined,
  keySets = [set],
): TrustList =>
  aTrustList(supervisor, {
    ...{ version: number, issuedAt },
    institutions: [listed(GUIYANG, []), ...(own === undefined ? [] : [listed(ZHENGZHOU, keySets, own)])],
  });

const narrow = { scope: { caseTypes: ['INITIAL'], regionCodes: ['410100'], purposes: ['LISTING'] } } as const;
const FIRST = version(1, '2026-09-02T00:00:00.000Z', {}, []);
const SECOND = version(2, '2026-10-01T00:00:00.000Z', narrow as never);

const certificate = (changes: Partial<IssuedCertificate> = {}): IssuedCertificate => ({
  ...{ registry: ZHENGZHOU, attestedAt: SEPTEMBER, keys: 1 },
  ...changes,
});
const judged = (lists: TrustList[], changes: Partial<IssuedCertificate> = {}, asked?: ScopeAsked): unknown => {
  const finding = judgeIssuer(lists, certificate(changes), asked);
  return 'refusal' in finding ? finding.refusal : finding.found.version;
};

describe('a certificate is judged by the list of its own day', () => {
  it('whichever lists came after it', () => {
    expect(judged([FIRST, SECOND])).toBe(1);
    expect(judged([SECOND, FIRST])).toBe(1);
    expect(judged([SECOND, FIRST], { attestedAt: OCTOBER })).toBe(2);
    expect(judged([FIRST, SECOND], { attestedAt: '2026-10-01T00:00:00.000Z' })).toBe(2);
    expect(listInForceAt<TrustList>([], OCTOBER)).toBeUndefined();
  });

  it('and by none before the first', () => {
    expect(judged([FIRST, SECOND], { attestedAt: '2026-09-01T23:59:59.999Z' })).toBe('LIST_NONE_ON_THE_DAY');
  });

  it('so that a scope that was narrowed since still covers it', () => {
    const trade: ScopeAsked = { purpose: 'TRADE' };
    expect(judged([FIRST, SECOND], {}, trade)).toBe(1);
    expect(judged([FIRST, SECOND], { attestedAt: OCTOBER }, trade)).toBe('PURPOSE_OUT_OF_SCOPE');
  });

  it('so that whoever was left out later was trusted then, as long as its keys are known', () => {
    const third = version(3, '2026-10-05T00:00:00.000Z', {
      accreditation: { number: 'A', from: '2026-01-01', to: '2026-10-05' },
    });
    expect(judged([FIRST, SECOND, third])).toBe(1);
    expect(judged([FIRST, SECOND, third], { attestedAt: OCTOBER })).toBe('NOT_ACCREDITED_ON_THE_DAY');
    expect(judged([FIRST, version(2, '2026-10-01T00:00:00.000Z', undefined)])).toBe('KEY_UNKNOWN');
  });

  it('with the keys of the last list: a set is younger than the list of its day, and a theft reaches back', () => {
    expect(judged([FIRST])).toBe('KEY_UNKNOWN');
    const stolen = { ...set, revokedAt: '2026-10-01T00:00:00.000Z', reasonCode: 'KR-COMPROMISED' };
    expect(judged([FIRST, version(2, '2026-10-01T00:00:00.000Z', {}, [stolen])])).toBe('KEY_REVOKED');
    const onLedger = { isOnLedger: true };
    expect(judged([FIRST, version(2, '2026-10-01T00:00:00.000Z', {}, [stolen])], onLedger)).toBe(1);
    const dated = { ...stolen, compromisedSince: '2026-09-01T00:00:00.000Z' };
    for (const changes of [{}, onLedger]) {
      expect(judged([FIRST, version(2, '2026-10-01T00:00:00.000Z', {}, [dated])], changes)).toBe('KEY_COMPROMISED');
    }
    const ceased = { ...stolen, reasonCode: 'KR-CEASED' };
    expect(judged([FIRST, version(2, '2026-10-01T00:00:00.000Z', {}, [ceased])])).toBe(1);
  });

  it.each<readonly [string, Partial<IssuedCertificate>, ScopeAsked]>([
    ['NOT_LISTED', { registry: '91410300DEM0DJ4391' }, {}],
    ['KEY_UNKNOWN', { keys: 2 }, {}],
    ['KEY_UNKNOWN', { registry: GUIYANG }, {}],
    ['KEY_OUT_OF_VALIDITY', { attestedAt: '2026-09-03T00:00:00.000Z' }, {}],
    ['CASE_TYPE_OUT_OF_SCOPE', {}, { caseType: 'TRANSFER' }],
    ['REGION_OUT_OF_SCOPE', {}, { regionCode: '520100' }],
    ['PURPOSE_OUT_OF_SCOPE', {}, { purpose: 'PLEDGE' }],
  ])('%s for %j, asked for %j', (refusal, changes, asked) => {
    const late = { ...set, validFrom: '2026-09-03T00:00:00.001Z' };
    expect(judged([FIRST, version(2, '2026-10-01T00:00:00.000Z', {}, [late])], changes, asked)).toBe(refusal);
  });

  it('trusts no institution but a registry with certificates', () => {
    expect(judged([version(1, '2026-09-02T00:00:00.000Z', { institutionKind: 'AGENCY' })])).toBe('NOT_LISTED');
  });

  it('counts accreditation in days of Asia/Shanghai, both ends included', () => {
    const days = { accreditation: { number: 'A', from: '2026-09-10', to: '2026-09-10' } };
    const lists = [version(1, '2026-09-02T00:00:00.000Z', days)];
    expect(judged(lists, { attestedAt: '2026-09-09T15:59:59.999Z' })).toBe('NOT_ACCREDITED_ON_THE_DAY');
    expect(judged(lists, { attestedAt: '2026-09-09T16:00:00.000Z' })).toBe(1);
    expect(judged(lists, { attestedAt: '2026-09-10T15:59:59.999Z' })).toBe(1);
    expect(judged(lists, { attestedAt: '2026-09-10T16:00:00.000Z' })).toBe('NOT_ACCREDITED_ON_THE_DAY');
  });
});

describe('a region lies within another', () => {
  it.each([
    ['410105', '410105', true],
    ['410105', '410100', true],
    ['410105', '410000', true],
    ['410105', '000000', true],
    ['410100', '410105', false],
    ['410100', '520000', false],
    ['411000', '410000', true],
    ['411000', '410100', false],
  ])('%s within %s: %s', (region, within, expected) => {
    expect(liesWithin(region, within)).toBe(expected);
  });
});
