// SPDX-License-Identifier: Apache-2.0
import type { TrustList } from '../../../../chaincode/src/protocol/schemas/trustList';
import { followTrustLists } from '../../../../chaincode/src/protocol/trust/followTrustLists';
import { aSigner, aTrustList, jwsOf, PLACE } from '../../../support/trustLists';
import type { Signer } from '../../../support/trustLists';

const first = aSigner();
const second = aSigner({ version: 2 });
const supervisorWith = (...signers: Signer[]): TrustList['supervisor'] => ({
  ...aTrustList(first).supervisor,
  keySets: signers.map(({ set }) => set) as TrustList['supervisor']['keySets'],
});
const ONE = aTrustList(first);
const TWO = aTrustList(first, {
  ...{ version: 2, issuedAt: '2026-10-02T00:00:00.000Z' },
  supervisor: supervisorWith(first, second),
});
const THREE = { ...TWO, version: 3, issuedAt: '2026-11-02T00:00:00.000Z' };
const known = { place: PLACE, keySets: ONE.supervisor.keySets };
const versions = (...shown: string[]): readonly [number[], string | undefined] => {
  const { lists, stoppedBy } = followTrustLists(shown, known);
  return [lists.map(({ version }) => version), stoppedBy];
};

describe('the lists of a supervisor, one after the other', () => {
  it('lead from one key that is known to those that took its place', () => {
    expect(versions(jwsOf(ONE, first), jwsOf(TWO, first), jwsOf(THREE, second))).toEqual([[1, 2, 3], undefined]);
    expect(versions()).toEqual([[], undefined]);
  });

  it('do not lead beyond one that is left out: its successor’s key is not known', () => {
    expect(versions(jwsOf(ONE, first), jwsOf(THREE, second))).toEqual([[1], 'LIST_KEY_UNKNOWN']);
  });

  it.each([
    ['skips one', { ...TWO, version: 3 }],
    ['comes again', ONE],
    ['is older', { ...TWO, issuedAt: '2026-09-01T12:00:00.000Z' }],
  ])('stop where one %s', (_what, list) => {
    expect(versions(jwsOf(ONE, first), jwsOf(list, first))).toEqual([[1], 'LIST_NOT_NEXT']);
  });

  it('stop at whatever nobody trusted signed', () => {
    expect(versions(jwsOf(ONE, aSigner()))).toEqual([[], 'LIST_SIGNATURE_WRONG']);
    expect(versions(jwsOf(ONE, first), 'nonsense', jwsOf(TWO, first))).toEqual([[1], 'LIST_MALFORMED']);
  });
});
