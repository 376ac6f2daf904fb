// SPDX-License-Identifier: Apache-2.0
import { toBase64Url, utf8 } from '../../../../chaincode/src/protocol/bytes';
import { canonicalJson } from '../../../../chaincode/src/protocol/canonicalJson';
import { checkFreshness, checkTrustList } from '../../../../chaincode/src/protocol/trust/checkTrustList';
import type { KnownSupervisor } from '../../../../chaincode/src/protocol/trust/checkTrustList';
import { signingSetOf } from '../../../../chaincode/src/protocol/trust/signingSet';
import { aSigner, aTrustList, jwsOf, PLACE } from '../../../support/trustLists';

const supervisor = aSigner();
const list = aTrustList(supervisor);
const jws = jwsOf(list, supervisor);
const knowing = (...sets: object[]): KnownSupervisor => ({ place: PLACE, keySets: sets as never });
const known = knowing(supervisor.set);
const [header = '', payload = '', signature = ''] = jws.split('.');
const part = (value: unknown): string => toBase64Url(utf8(JSON.stringify(value)));

describe('a trust list that somebody shows', () => {
  it('is believed where the supervisor signed it', () => {
    expect(checkTrustList(jws, known)).toEqual({ found: list });
  });

  it.each([
    ['no text', ''],
    ['no JSON', `${toBase64Url(utf8('{'))}.${payload}.${signature}`],
    ['a header without a key', `${part({ alg: 'ES256', typ: 'dpr-trust-list+jws' })}.${payload}.${signature}`],
    [
      'another algorithm',
      `${part({ alg: 'none', kid: `${PLACE.register}#1`, typ: 'dpr-trust-list+jws' })}.${payload}.${signature}`,
    ],
    [
      'the type of a certificate',
      `${part({ alg: 'ES256', kid: `${PLACE.register}#1`, typ: 'dpr-certificate+jws' })}.${payload}.${signature}`,
    ],
    ['JSON in another order', `${header}.${part(Object.fromEntries(Object.entries(list).reverse()))}.${signature}`],
    ['a field that no list has', `${header}.${part({ ...list, more: 1 })}.${signature}`],
    ['a part too many', `${jws}.${signature}`],
  ])('is none with %s', (_what, shown) => {
    expect(checkTrustList(shown, known)).toEqual({ refusal: 'LIST_MALFORMED' });
  });

  it('is believed for its own register only', () => {
    const elsewhere = { place: { ...PLACE, channel: 'other' }, keySets: known.keySets };
    expect(checkTrustList(jws, elsewhere)).toEqual({ refusal: 'LIST_OF_ANOTHER_REGISTER' });
    const other = { place: { ...PLACE, register: '91410100DEM0DJ412Y' }, keySets: known.keySets };
    expect(checkTrustList(jws, other)).toEqual({ refusal: 'LIST_OF_ANOTHER_REGISTER' });
  });

  it('is not believed with one letter changed, or with another key', () => {
    const changed = `${header}.${toBase64Url(utf8(canonicalJson({ ...list, nextUpdate: '2027-01-01T00:00:00.000Z' })))}.${signature}`;
    expect(checkTrustList(changed, known)).toEqual({ refusal: 'LIST_SIGNATURE_WRONG' });
    expect(checkTrustList(jwsOf(list, aSigner()), known)).toEqual({ refusal: 'LIST_SIGNATURE_WRONG' });
    expect(checkTrustList(jwsOf(list, aSigner({ version: 2 })), known)).toEqual({ refusal: 'LIST_KEY_UNKNOWN' });
  });

  it.each([
    ['LIST_KEY_REVOKED', { revokedAt: '2026-09-01T12:00:00.000Z', reasonCode: 'KR-CEASED' }],
    ['LIST_KEY_REVOKED', { revokedAt: '2027-09-01T12:00:00.000Z', reasonCode: 'KR-COMPROMISED' }],
    ['LIST_KEY_OUT_OF_VALIDITY', { validFrom: '2026-09-02T00:00:00.001Z' }],
  ])('is refused with %s where its key is so: %j', (refusal, changes) => {
    expect(checkTrustList(jws, knowing({ ...supervisor.set, ...changes }))).toEqual({ refusal });
  });

  it('may be signed with a set that was rotated out, or that ceased later: it names the successor', () => {
    const rotated = { ...supervisor.set, validUntil: '2026-09-01T12:00:00.000Z' };
    expect(checkTrustList(jws, knowing(rotated))).toEqual({ found: list });
    const ceased = { ...rotated, revokedAt: '2026-10-01T00:00:00.000Z', reasonCode: 'KR-CEASED' };
    expect(checkTrustList(jws, knowing(ceased))).toEqual({ found: list });
  });

  it('is fresh from its issue until its next update', () => {
    expect(checkFreshness(list, '2026-09-01T23:59:59.999Z')).toBe('LIST_FROM_THE_FUTURE');
    expect(checkFreshness(list, list.issuedAt)).toBeUndefined();
    expect(checkFreshness(list, '2026-12-01T23:59:59.999Z')).toBeUndefined();
    expect(checkFreshness(list, list.nextUpdate)).toBe('LIST_STALE');
  });
});

describe('the set that signs the next list', () => {
  const one = supervisor.set;
  const two = aSigner({ version: 2 }).set;
  const revoked = { revokedAt: '2026-09-05T00:00:00.000Z' };
  const listing = (...keySets: object[]): typeof list => ({
    ...list,
    supervisor: { ...list.supervisor, keySets: keySets as never },
  });

  it('is the last where there is no list yet', () => {
    expect(signingSetOf(undefined, [one, two])).toBe(two);
    expect(signingSetOf<typeof one>(undefined, [])).toBeUndefined();
  });

  it('is the one that the list before names, though others came after it', () => {
    expect(signingSetOf(listing(one), [one, two])).toBe(one);
    expect(signingSetOf(listing(one, two), [one, two])).toBe(two);
    expect(signingSetOf(listing(one, { ...two, ...revoked }), [one, two])).toBe(one);
  });

  it('is the last that is not revoked, where that one is', () => {
    expect(signingSetOf(listing(one), [{ ...one, ...revoked }, two])).toBe(two);
    expect(signingSetOf(listing(one), [{ ...one, ...revoked }])).toBeUndefined();
  });
});
