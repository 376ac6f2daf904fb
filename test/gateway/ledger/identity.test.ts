// SPDX-License-Identifier: Apache-2.0
import { createVerify, generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { identityKeyOf, IdentityUnusable, newLedgerIdentity, readKeyPair } from '../../../gateway/src/ledger/identity';
import { derSignature } from '../../../gateway/src/ledger/lowS';
import { issueLeaf, newAuthority, openAuthority } from '../../../network/src/identities/authority';
import { signingExtensions } from '../../../network/src/identities/extensions';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const newPair = async (): Promise<{ certificate: string; privateKey: string }> => {
  const now = new Date();
  const authority = await openAuthority(await newAuthority({ organization: 'zhengzhou', commonName: 'ca' }, now));
  const subject = { organization: 'zhengzhou', unit: 'client', commonName: 'someone' } as const;
  return issueLeaf(authority, { subject, extensions: signingExtensions(), now });
};

/** The s of a DER signature. */
const sOf = (signature: Uint8Array): bigint => {
  const bytes = Buffer.from(signature);
  const rLength = bytes[3]!;
  return BigInt(`0x${bytes.subarray(6 + rLength).toString('hex')}`);
};

describe('An identity that signs for the ledger', () => {
  it('signs so that OpenSSL verifies, with s in the lower half every time', async () => {
    const pair = await newPair();
    const identity = newLedgerIdentity({ mspId: 'ZhengzhouMSP', ...pair });
    for (let round = 0; round < 200; round += 1) {
      const message = Buffer.from(`message ${round}`);
      const signature = identity.sign(message);
      const key = new X509Certificate(pair.certificate).publicKey;
      expect(createVerify('sha256').update(message).verify(key, signature)).toBe(true);
      expect(sOf(signature) <= ORDER / 2n).toBe(true);
    }
  });

  it('refuses a key that is not the one in the certificate', async () => {
    const [one, other] = [await newPair(), await newPair()];
    const mixed = { mspId: 'ZhengzhouMSP', certificate: one.certificate, privateKey: other.privateKey };
    expect(() => newLedgerIdentity(mixed)).toThrow(IdentityUnusable);
  });

  it('refuses a key on another curve', async () => {
    const { certificate } = await newPair();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => newLedgerIdentity({ mspId: 'X', certificate, privateKey: pem })).toThrow('not on P-256');
  });

  it('has the same key whatever stands around the certificate', async () => {
    const { certificate } = await newPair();
    const key = identityKeyOf({ mspId: 'ZhengzhouMSP', certificate });
    expect(key).toMatch(/^ZhengzhouMSP:[0-9a-f]{64}$/);
    expect(identityKeyOf({ mspId: 'ZhengzhouMSP', certificate: `${certificate}\n` })).toBe(key);
  });

  it('is missed by naming the folder', () => {
    expect(() => readKeyPair('/nowhere/at/all', 'X')).toThrow('/nowhere/at/all holds no identity');
  });
});

describe('A DER signature', () => {
  const number = fc.bigInt({ min: 1n, max: ORDER - 1n });
  const bytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

  it('keeps r, and s or its mirror, whichever is low', () => {
    fc.assert(
      fc.property(number, number, (r, s) => {
        const der = Buffer.from(derSignature(Buffer.concat([bytes(r), bytes(s)])));
        const low = s <= ORDER / 2n ? s : ORDER - s;
        expect(sOf(der)).toBe(low);
        expect(BigInt(`0x${der.subarray(4, 4 + der[3]!).toString('hex')}`)).toBe(r);
        expect(der.length).toBe(2 + der[1]!);
      }),
    );
  });
});
