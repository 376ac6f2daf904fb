// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { computeAddress, verifyTypedData } from 'ethers';
import { dualDigestOf } from '../../../../chaincode/src/protocol/digest';
import {
  certificateDomain,
  certificateMessage,
  CERTIFICATE_TYPES,
  typedDigestOf,
} from '../../../../chaincode/src/protocol/typedData/certificateMessage';
import type { CertificateStatement } from '../../../../chaincode/src/protocol/typedData/certificateStatement';
import { keyIdOf, signingInputOf } from '../../../../chaincode/src/protocol/typedData/signedText';
import { unusableKeys, wrongSignatures } from '../../../../chaincode/src/protocol/typedData/verifySignatures';
import type { SignedStatement } from '../../../../chaincode/src/protocol/typedData/verifySignatures';
import { fromHex, toHex } from '../../../../chaincode/src/protocol/bytes';
import { newPrivateKeys, publicKeysOf, signStatement } from '../../../../gateway/src/signing/privateKeys';

const place = { channel: 'registry', register: '11410000005184603J' };
const statement: CertificateStatement = {
  number: 'SJ4112026090001',
  version: 1,
  registry: '91410100DEM0RG411N',
  validFrom: '2026-09-19',
  validTo: '2029-09-19',
  recordDigest: dualDigestOf('郑州市交通路网'),
};
const privateKeys = newPrivateKeys();
const keys = publicKeysOf(privateKeys);
const signatures = signStatement({ place, statement }, { version: 3, keys: privateKeys });
const signed: SignedStatement = { place, statement, signatures, keys };

describe('the signatures of a certificate', () => {
  it('all hold for what was signed', () => {
    expect(wrongSignatures(signed)).toEqual([]);
  });

  it.each([
    ['number', { number: 'SJ4112026090002' }],
    ['version', { version: 2 }],
    ['registry', { registry: '91520100DEM0RG521K' }],
    ['first day', { validFrom: '2026-09-20' }],
    ['last day', { validTo: '2029-09-20' }],
    ['SHA-256', { recordDigest: { ...statement.recordDigest, sha256: statement.recordDigest.sm3 } }],
    ['SM3', { recordDigest: { ...statement.recordDigest, sm3: statement.recordDigest.sha256 } }],
  ])('are none of another %s', (_, changes) => {
    const other = { ...signed, statement: { ...statement, ...changes } };
    expect(wrongSignatures(other)).toEqual(['eip712', 'es256', 'sm2']);
  });

  it('are none of another channel or register', () => {
    expect(wrongSignatures({ ...signed, place: { ...place, channel: 'other' } })).toHaveLength(3);
    expect(wrongSignatures({ ...signed, place: { ...place, register: statement.registry } })).toHaveLength(3);
  });

  it('name the key set that they are of', () => {
    expect(wrongSignatures({ ...signed, signatures: { ...signatures, keys: 4 } })).toEqual(['es256', 'sm2']);
  });

  it.each([
    ['eip712', 'secp256k1'],
    ['es256', 'p256'],
    ['sm2', 'sm2'],
  ] as const)('hold each by itself: %s under another key', (scheme, name) => {
    const other = { ...keys, [name]: publicKeysOf(newPrivateKeys())[name] };
    expect(wrongSignatures({ ...signed, keys: other })).toEqual([scheme]);
  });

  it.each(['eip712', 'es256', 'sm2'] as const)(
    'are refused and do not throw where %s is no number in range',
    (scheme) => {
      const zeros = '0'.repeat(signatures[scheme].length);
      expect(wrongSignatures({ ...signed, signatures: { ...signatures, [scheme]: zeros } })).toEqual([scheme]);
    },
  );

  it('take of the typed message only what a contract on an EVM chain would take', () => {
    const high = secp256k1.Signature.fromHex(signatures.eip712.slice(0, 128), 'compact');
    const flipped = toHex(new secp256k1.Signature(high.r, secp256k1.Point.CURVE().n - high.s).toBytes('compact'));
    const v = signatures.eip712.slice(128) === '1b' ? '1c' : '1b';
    for (const eip712 of [flipped + v, signatures.eip712.slice(0, 128) + v, `${signatures.eip712.slice(0, 128)}1d`]) {
      expect(wrongSignatures({ ...signed, signatures: { ...signatures, eip712 } })).toEqual(['eip712']);
    }
  });
});

describe('a verifier that lives long', () => {
  it('checks certificates of more registries than it keeps keys at hand of', () => {
    for (let one = 0; one < 18; one += 1) {
      const own = newPrivateKeys();
      const by = { ...signed, keys: publicKeysOf(own) };
      const others = signStatement({ place, statement }, { version: 3, keys: own });
      expect(wrongSignatures({ ...by, signatures: others })).toEqual([]);
    }
    expect(wrongSignatures(signed)).toEqual([]);
  });
});

describe('what others make of the signatures', () => {
  it('ethers recovers the registry from the typed message', () => {
    const from = verifyTypedData(
      certificateDomain(place),
      CERTIFICATE_TYPES,
      certificateMessage(statement),
      `0x${signatures.eip712}`,
    );
    expect(from).toBe(computeAddress(`0x${keys.secp256k1}`));
  });

  it('OpenSSL takes the JWS signature', () => {
    const [x, y] = [p256.Point.fromHex(keys.p256).toAffine()].flatMap((point) => [point.x, point.y]);
    const coordinate = (value: bigint): string =>
      Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
    const key = createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: coordinate(x!), y: coordinate(y!) },
      format: 'jwk',
    });
    const text = signingInputOf(place, statement, 3);
    const signature = fromHex(signatures.es256);
    expect(verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    expect(JSON.parse(Buffer.from(text.split('.')[0]!, 'base64url').toString())).toEqual({
      alg: 'ES256',
      kid: keyIdOf(statement.registry, 3),
      typ: 'dpr-certificate+jws',
    });
    expect(JSON.parse(Buffer.from(text.split('.')[1]!, 'base64url').toString())).toMatchObject({
      ...place,
      number: statement.number,
      ...statement.recordDigest,
    });
  });

  it('OpenSSL takes the SM2 signature', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sm2-'));
    try {
      writeFileSync(join(folder, 'key.der'), sm2PublicKey(keys.sm2));
      writeFileSync(join(folder, 'text'), signingInputOf(place, statement, 3));
      writeFileSync(join(folder, 'signature'), derOf(signatures.sm2));
      const options = [
        '-inkey',
        'key.der',
        '-pubin',
        '-keyform',
        'DER',
        '-in',
        'text',
        '-sigfile',
        'signature',
        '-rawin',
      ];
      const sm3 = ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];
      const said = execFileSync('openssl', ['pkeyutl', '-verify', ...options, ...sm3], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(said).toContain('Signature Verified Successfully');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** SubjectPublicKeyInfo of a point of the SM2 curve (OIDs 1.2.840.10045.2.1 and 1.2.156.10197.1.301). */
const sm2PublicKey = (compressed: string): Buffer =>
  Buffer.from(`3039301306072a8648ce3d020106082a811ccf5501822d032200${compressed}`, 'hex');

const derInteger = (hex: string): string => {
  const digits = hex.replace(/^(00)+(?=[0-9a-f]{2})/, '');
  const positive = parseInt(digits.slice(0, 2), 16) > 127 ? `00${digits}` : digits;
  return `02${(positive.length / 2).toString(16).padStart(2, '0')}${positive}`;
};

const derOf = (signature: string): Buffer => {
  const both = derInteger(signature.slice(0, 64)) + derInteger(signature.slice(64));
  return Buffer.from(`30${(both.length / 2).toString(16)}${both}`, 'hex');
};

describe('the typed message', () => {
  it('has one digest, which other implementations of EIP-712 give too', () => {
    const fixed = { ...statement, recordDigest: { sha256: '11'.repeat(32), sm3: '22'.repeat(32) } } as never;
    expect(toHex(typedDigestOf(place, fixed))).toBe(EIP712_VECTOR);
  });
});

/** By eth-account 0.13.7's `encode_typed_data`, from the same domain, types and message. */
const EIP712_VECTOR = 'ccffbaf8350d1dde67e020b8bb8de919ed3e3be8221f1d15bc015338382e0959';

describe('the public parts of keys', () => {
  it('are points of their curves', () => {
    expect(unusableKeys(keys)).toEqual([]);
    const none = `02${'f'.repeat(64)}`;
    expect(unusableKeys({ secp256k1: none, p256: none, sm2: none })).toEqual(['secp256k1', 'p256', 'sm2']);
  });
});
