// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { decodeSignature, encodeSignature } from '../../../../network/src/embedded/crypto/der';
import {
  newSignatureChecker,
  newSigner,
  verifySignature,
  type SignatureCheck,
} from '../../../../network/src/embedded/crypto/ecdsa';

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const newKeys = (): { pem: string; publicKey: KeyObject } => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: createPublicKey(privateKey),
  };
};
const otherS = (signature: Buffer): Buffer => {
  const { r, s } = decodeSignature(signature)!;
  const mirrored = (order - BigInt(`0x${s.toString('hex')}`)).toString(16).padStart(64, '0');
  return encodeSignature(r, Buffer.from(mirrored, 'hex'));
};

describe('ECDSA signatures', () => {
  const { pem, publicKey } = newKeys();
  const signer = newSigner(pem);

  it('verify for the data and key that they were made with, and for nothing else', () => {
    const stranger = newKeys().publicKey;
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (data, other) => {
        const signature = signer(data);
        expect(verifySignature(publicKey, data, signature)).toBe(true);
        expect(verifySignature(stranger, data, signature)).toBe(false);
        if (!Buffer.from(data).equals(other)) expect(verifySignature(publicKey, other, signature)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('always have the lower s, and are refused with the upper one', () => {
    for (let round = 0; round < 64; round++) {
      const data = Buffer.from([round]);
      const signature = signer(data);
      expect(BigInt(`0x${decodeSignature(signature)!.s.toString('hex')}`)).toBeLessThanOrEqual(order / 2n);
      expect(verifySignature(publicKey, data, otherS(signature))).toBe(false);
    }
  });

  it('of OpenSSL verify when their s is low and only then', () => {
    const verdicts = Array.from({ length: 64 }, (_, round) => {
      const data = Buffer.from([round]);
      const signature = sign('sha256', data, pem);
      const isLow = BigInt(`0x${decodeSignature(signature)!.s.toString('hex')}`) <= order / 2n;
      return verifySignature(publicKey, data, signature) === isLow;
    });
    expect(verdicts).not.toContain(false);
  });

  it('are refused with any byte changed, cut or added', () => {
    const data = Buffer.from('data');
    const signature = signer(data);
    const spelled = (change: (bytes: Buffer) => Uint8Array): boolean =>
      verifySignature(publicKey, data, change(Buffer.from(signature)));
    fc.assert(
      fc.property(
        fc.nat(signature.length - 1),
        fc.integer({ min: 1, max: 255 }),
        (at, change) =>
          !spelled((bytes) => {
            bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
            return bytes;
          }),
      ),
    );
    expect(spelled((bytes) => bytes.subarray(0, -1))).toBe(false);
    expect(spelled((bytes) => Buffer.concat([bytes, Buffer.from([0])]))).toBe(false);
    expect(spelled(() => Buffer.alloc(0))).toBe(false);
    expect(spelled((bytes) => bytes)).toBe(true);
  });

  it('have one spelling: what is read and written again is the same, and padding is refused', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (r, s) => {
          const signature = encodeSignature(Buffer.from(r), Buffer.from(s));
          const { r: readR, s: readS } = decodeSignature(signature)!;
          expect([readR, readS]).toEqual([Buffer.from(r), Buffer.from(s)]);
        },
      ),
    );
    expect(decodeSignature(Buffer.from('3007020200010201 01'.replaceAll(' ', ''), 'hex'))).toBeUndefined();
    expect(decodeSignature(Buffer.from('3006020181020101', 'hex'))).toBeUndefined();
    expect(decodeSignature(Buffer.from('308106020101020101', 'hex'))).toBeUndefined();
  });

  it('are read without exceptions from any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => !verifySignature(publicKey, Buffer.from('data'), bytes)),
    );
  });

  it('cannot be made with a key of another curve', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    expect(() => newSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow(TypeError);
  });
});

describe('the signature checker', () => {
  const { pem, publicKey } = newKeys();
  const data = Buffer.from('data');
  const good = { key: publicKey, keyId: 'k', data, signature: newSigner(pem)(data) };

  it('keeps saying what the signature deserves', () => {
    const checker = newSignatureChecker(2);
    const bad = { ...good, data: Buffer.from('other') };
    for (let round = 0; round < 3; round++) {
      expect(checker.check(good)).toBe(true);
      expect(checker.check(bad)).toBe(false);
      expect(checker.check({ ...good, key: newKeys().publicKey, keyId: 'another' })).toBe(false);
    }
  });

  it('takes a remembered signature for exactly that key and data', () => {
    const checker = newSignatureChecker();
    const unchecked = { ...good, signature: Buffer.from('made here') };
    checker.remember(unchecked);
    expect(checker.check(unchecked)).toBe(true);
    expect(checker.check({ ...unchecked, data: Buffer.from('datb') })).toBe(false);
    expect(checker.check({ ...unchecked, keyId: 'km', signature: Buffer.from('ade here') })).toBe(false);
  });

  it('forgets what was used longest ago', () => {
    const checker = newSignatureChecker(1);
    const made = (text: string): SignatureCheck => ({ ...good, signature: Buffer.from(text) });
    checker.remember(made('first'));
    checker.remember(made('second'));
    expect([checker.check(made('first')), checker.check(made('second'))]).toEqual([false, true]);
  });
});
