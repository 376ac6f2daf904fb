// SPDX-License-Identifier: Apache-2.0
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { fromHex, toHex, utf8 } from '../../../../chaincode/src/protocol/bytes';
import { sha256 } from '../../../../chaincode/src/protocol/digest';
import { signaturePoint } from '../../../../chaincode/src/protocol/typedData/ecdsa';
import { statementOf } from '../../../../chaincode/src/protocol/typedData/certificateStatement';
import { typedDigestOf } from '../../../../chaincode/src/protocol/typedData/certificateMessage';
import { recoverKey } from '../../../../chaincode/src/protocol/typedData/recoverKey';
import { isEs256, wrongSignatures } from '../../../../chaincode/src/protocol/typedData/verifySignatures';
import { newPrivateKeys, publicKeysOf, signEs256, signStatement } from '../../../../gateway/src/signing/privateKeys';
import { PLACE } from '../../../support/trustLists';

const keys = newPrivateKeys();
const pub = publicKeysOf(keys);
const other = publicKeysOf(newPrivateKeys());
const hex = (value: bigint): string => value.toString(16).padStart(64, '0');
const { n: orderOfP256 } = p256.Point.CURVE();
const { n: orderOfK1 } = secp256k1.Point.CURVE();

/** Numbers at which something could go another way: nothing, the smallest, the order and what lies around it. */
const edges = (order: bigint): string[] =>
  [0n, 1n, 2n, order >> 1n, (order >> 1n) + 1n, order - 1n, order, order + 1n, (1n << 256n) - 1n].map(hex);
const digits = (order: bigint): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...edges(order)), fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }).map(hex));
/** One of the two numbers of a signature, as it was or another. */
const either = (good: string, order: bigint): fc.Arbitrary<string> => fc.oneof(fc.constant(good), digits(order));

describe('ES256', () => {
  /** As the library does it, without anything at hand. */
  const byLibrary = (text: string, signature: string, key: string): boolean => {
    try {
      return p256.verify(fromHex(signature), sha256(utf8(text)), fromHex(key), { lowS: false });
    } catch {
      return false;
    }
  };

  it('holds just where the library finds that it does', () => {
    const signed = ['a', 'b', 'c'].map((text) => ({ text, good: toHex(signEs256(text, keys)) }));
    const cases = fc.constantFrom(...signed).chain(({ text, good }) =>
      fc.record({
        ...{ text: fc.constantFrom(text, 'another'), key: fc.constantFrom(pub.p256, other.p256) },
        r: either(good.slice(0, 64), orderOfP256),
        s: fc.oneof(either(good.slice(64), orderOfP256), fc.constant(hex(orderOfP256 - BigInt(`0x${good.slice(64)}`)))),
      }),
    );
    fc.assert(
      fc.property(cases, ({ text, key, r, s }) => {
        expect(isEs256({ text, signature: r + s, key })).toBe(byLibrary(text, r + s, key));
      }),
      { numRuns: 150 },
    );
    for (const { text, good } of signed) expect(isEs256({ text, signature: good, key: pub.p256 })).toBe(true);
  });

  it('does not hold under what is no key', () => {
    const signature = toHex(signEs256('a', keys));
    for (const key of ['00', `02${'f'.repeat(64)}`, '']) expect(isEs256({ text: 'a', signature, key })).toBe(false);
  });
});

describe('the typed message', () => {
  const statement = statementOf({
    ...{ number: 'SJ4112026090001', version: 1, registry: { uscc: '91410100DEM0DJ412Y' } },
    ...{
      validFrom: '2026-09-20',
      validTo: '2029-09-20',
      recordDigest: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) },
    },
  } as never);
  const signatures = signStatement({ place: PLACE, statement }, { version: 1, keys });
  const digest = typedDigestOf(PLACE, statement);
  const isWrong = (eip712: string, secp256k1Key = pub.secp256k1): boolean => {
    const said = { place: PLACE, statement, signatures: { ...signatures, eip712 } };
    return wrongSignatures({ ...said, keys: { ...pub, secp256k1: secp256k1Key } }).includes('eip712');
  };

  it('is the key’s just where the key is recovered', () => {
    const good = signatures.eip712;
    expect(isWrong(good)).toBe(false);
    const cases = fc.record({
      key: fc.constantFrom(pub.secp256k1, other.secp256k1),
      r: either(good.slice(0, 64), orderOfK1),
      s: fc.oneof(
        either(good.slice(64, 128), orderOfK1),
        fc.constant(hex(orderOfK1 - BigInt(`0x${good.slice(64, 128)}`))),
      ),
      v: fc.constantFrom('1b', '1c', '00', '01', '1d', '1B', '1bzz', ''),
    });
    fc.assert(
      fc.property(cases, ({ key, r, s, v }) => {
        expect(isWrong(r + s + v, key)).toBe(recoverKey(digest, r + s + v) !== key);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a signature that names no point', () => {
  it('is none: a digest that takes the key away from itself', () => {
    const r = 5n;
    const { Fn } = p256.Point;
    const digest = fromHex(hex(Fn.neg(Fn.mul(r, BigInt(`0x${keys.p256}`)))));
    expect(signaturePoint('p256', { digest, signature: hex(r) + hex(7n), key: pub.p256 })).toBeUndefined();
    const typed = fromHex(hex(secp256k1.Point.Fn.neg(secp256k1.Point.Fn.mul(r, BigInt(`0x${keys.secp256k1}`)))));
    expect(
      signaturePoint('secp256k1', { digest: typed, signature: hex(r) + hex(7n), key: pub.secp256k1 }),
    ).toBeUndefined();
  });

  it('does not push out what is used: however many keys are seen, each is still checked', () => {
    const many = Array.from({ length: 20 }, () => newPrivateKeys());
    for (let round = 0; round < 3; round += 1) {
      for (const one of many) {
        const signature = toHex(signEs256('a', one));
        expect(isEs256({ text: 'a', signature, key: publicKeysOf(one).p256 })).toBe(true);
      }
    }
  });
});
