// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { toHex, utf8 } from '../../../chaincode/src/protocol/bytes';
import { canonicalJson } from '../../../chaincode/src/protocol/canonicalJson';
import {
  digestOf,
  dualDigest,
  dualDigestOf,
  isHex64,
  sha256,
  sha256Hex,
  sm3,
  sm3Hex,
} from '../../../chaincode/src/protocol/digest';
import { jsonValue } from '../../support/json';
import { codeOf } from '../../support/refusal';
import { readVectors } from '../../support/vectors';

const { vectors } = readVectors('digest.json') as { vectors: { text: string; sha256: string; sm3: string }[] };

describe('digest', () => {
  it.each(vectors)('gives the published digests of "$text"', ({ text, ...digests }) => {
    expect(dualDigest(utf8(text))).toEqual(digests);
    expect(toHex(sha256(utf8(text)))).toBe(digests.sha256);
    expect(toHex(sm3(utf8(text)))).toBe(digests.sm3);
  });

  it('agrees with OpenSSL on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(sm3Hex(bytes)).toBe(createHash('sm3').update(bytes).digest('hex'));
      }),
    );
  });

  it('digests a value by its canonical JSON in UTF-8', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = canonicalJson(value);
        expect(digestOf(value)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
        expect(dualDigestOf(value)).toEqual(dualDigest(utf8(text)));
      }),
    );
  });

  it('refuses what has no canonical JSON', () => {
    expect(codeOf(() => digestOf(0.1))).toBe('INVALID_JSON');
    expect(codeOf(() => dualDigestOf({ a: undefined }))).toBe('INVALID_JSON');
  });

  it('knows a digest by 64 lower-case digits', () => {
    expect(isHex64('0'.repeat(64))).toBe(true);
    expect(['0'.repeat(63), '0'.repeat(65), 'A'.repeat(64), `${'0'.repeat(64)}\n`].some(isHex64)).toBe(false);
  });
});
