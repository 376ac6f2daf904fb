// SPDX-License-Identifier: Apache-2.0
import { TypedDataEncoder, verifyTypedData, Wallet } from 'ethers';
import { toHex } from '../../../../chaincode/src/protocol/bytes';
import { certificateDomain } from '../../../../chaincode/src/protocol/typedData/certificateMessage';
import { addressOf, recoverKey } from '../../../../chaincode/src/protocol/typedData/recoverKey';
import {
  secondsOf,
  STATUS_ROOT_TYPES,
  statusLeafOf,
  statusRootDigestOf,
} from '../../../../chaincode/src/protocol/typedData/statusTree';
import type { StatedStatus } from '../../../../chaincode/src/protocol/typedData/statusTree';
import {
  TRUST_LIST_TYPES,
  trustListDigestOf,
  trustListMessage,
} from '../../../../chaincode/src/protocol/typedData/trustListMessage';
import { signDigest } from '../../../../gateway/src/signing/privateKeys';
import { ZHENGZHOU } from '../../../support/filing';
import { aSigner, aTrustList, listed, PLACE, signatureFor } from '../../../support/trustLists';

const signer = aSigner();
const root = { root: 'd'.repeat(64), size: 12, height: 40, at: '2026-09-20T04:00:00.999Z' };
const statement: StatedStatus['statement'] = {
  ...{ number: 'SJ4112026090001', version: 1, registry: ZHENGZHOU, validFrom: '2026-09-20', validTo: '2029-09-20' },
  recordDigest: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } as StatedStatus['statement']['recordDigest'],
};

describe('what EVM chains are told', () => {
  it('of a status root is what ethers takes for the typed message, in whole seconds', () => {
    const message = { root: `0x${root.root}`, size: 12, height: 40, at: 1_789_876_800 };
    const signature = `0x${signDigest(statusRootDigestOf(PLACE, root), signer.keys)}`;
    const address = verifyTypedData(certificateDomain(PLACE), STATUS_ROOT_TYPES, message, signature);
    expect(address.toLowerCase()).toBe(addressOf(signer.set.keys.secp256k1));
    expect(secondsOf(root.at)).toBe(1_789_876_800);
  });

  it('of a trust list is what ethers takes for the typed message: registries alone, and the digest of it all', () => {
    const list = aTrustList(signer, {
      institutions: [
        listed(ZHENGZHOU, [{ ...signer.set, validUntil: '2026-10-01T00:00:00.000Z' }], {
          accreditation: { number: 'A', from: '2026-01-01', to: '2026-12-31' },
        }),
        listed('91410100DEM0FW419C', [], { institutionKind: 'AGENCY' }),
      ],
    });
    const message = trustListMessage(list);
    expect(message).toMatchObject({
      supervisor: addressOf(signer.set.keys.secp256k1),
      issuers: [
        {
          accreditedFrom: 1_767_196_800,
          accreditedTo: 1_798_732_800,
          keySets: [{ validUntil: 1_790_812_800, revokedAt: 0 }],
        },
      ],
    });
    expect(`0x${toHex(trustListDigestOf(list))}`).toBe(
      TypedDataEncoder.hash(certificateDomain(PLACE), TRUST_LIST_TYPES, message),
    );
    const signature = `0x${signatureFor(list, signer)}`;
    expect(verifyTypedData(certificateDomain(PLACE), TRUST_LIST_TYPES, message, signature).toLowerCase()).toBe(
      message['supervisor'],
    );
  });

  it('names as the next signer the last of the supervisor’s sets that is not revoked, or else the last', () => {
    const second = aSigner({ version: 2, revokedAt: '2026-09-05T00:00:00.000Z' });
    const named = (...keySets: object[]): unknown =>
      trustListMessage(
        aTrustList(signer, { supervisor: { ...aTrustList(signer).supervisor, keySets: keySets as never } }),
      )['supervisor'];
    expect(named(signer.set, second.set)).toBe(addressOf(signer.set.keys.secp256k1));
    expect(named(second.set)).toBe(addressOf(second.set.keys.secp256k1));
  });

  it('of a certificate differs with every part of it, and its expiry is left to its dates', () => {
    const leaf = (changes: Partial<StatedStatus>): string =>
      toHex(statusLeafOf({ statement, status: 'VALID', ...changes }));
    const until = { suspendedUntil: '2026-10-01T00:00:00.000Z' };
    const leaves = [
      leaf({}),
      leaf({ status: 'SUSPENDED' }),
      leaf({ status: 'SUSPENDED', ...until }),
      leaf({ status: 'REVOKED' }),
      leaf({ status: 'CANCELLED' }),
      leaf({ status: 'SUPERSEDED' }),
      leaf({ statement: { ...statement, version: 2 } }),
    ];
    expect(new Set(leaves).size).toBe(leaves.length);
    expect(leaf({ status: 'EXPIRED' })).toBe(leaf({}));
    expect(leaf({ status: 'VALID', ...until })).toBe(leaf({}));
  });
});

describe('the key behind a signature', () => {
  const digest = statusRootDigestOf(PLACE, root);
  const signature = signDigest(digest, signer.keys);

  it('is found, with the address that ethers gives it', () => {
    expect(recoverKey(digest, signature)).toBe(signer.set.keys.secp256k1);
    expect(addressOf(signer.set.keys.secp256k1)).toBe(new Wallet(`0x${signer.keys.secp256k1}`).address.toLowerCase());
  });

  it.each([
    ['no v', signature.slice(0, 128)],
    ['v of 0', `${signature.slice(0, 128)}00`],
    ['v of 29', `${signature.slice(0, 128)}1d`],
    ['capitals', signature.toUpperCase()],
    ['s of the upper half', `${signature.slice(0, 64)}${'f'.repeat(31)}0${'0'.repeat(32)}1b`],
    ['s of zero', `${signature.slice(0, 64)}${'0'.repeat(64)}1b`],
    ['r that no point has', `${'0'.repeat(63)}5${signature.slice(64)}`],
  ])('is none for %s', (_what, changed) => {
    expect(recoverKey(digest, changed)).toBeUndefined();
  });
});
