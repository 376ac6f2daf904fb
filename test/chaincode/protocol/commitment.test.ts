// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { commit, isSalt, verifyCommitment } from '../../../chaincode/src/protocol/commitment';
import type { Hex64 } from '../../../chaincode/src/protocol/digest';
import { jsonText, jsonValue } from '../../support/json';
import { codeOf } from '../../support/refusal';

const salt = '00112233445566778899aabbccddeeff';
const opening = { salt, label: '/applicants/0/phone', value: '0371-12345678' };

describe('commitment', () => {
  it('is both digests of the canonical label, salt and value', () => {
    const text = '["/applicants/0/phone","00112233445566778899aabbccddeeff","0371-12345678"]';
    expect(commit(opening)).toEqual({
      sha256: createHash('sha256').update(text).digest('hex'),
      sm3: createHash('sm3').update(text).digest('hex'),
    });
  });

  it('is opened by what it was made of', () => {
    const salts = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    fc.assert(
      fc.property(salts, jsonText, jsonValue, (own, label, value) => {
        expect(verifyCommitment({ salt: own, label, value }, commit({ salt: own, label, value }))).toBe(true);
      }),
    );
  });

  it.each([
    ['another salt', { ...opening, salt: '10112233445566778899aabbccddeeff' }],
    ['another label', { ...opening, label: '/applicants/1/phone' }],
    ['another value', { ...opening, value: '0371-12345679' }],
    ['a value of another type', { ...opening, value: [opening.value] }],
    ['a salt in capitals', { ...opening, salt: salt.toUpperCase() }],
    ['no salt', { ...opening, salt: '' }],
  ])('is not opened by %s', (_, other) => {
    expect(verifyCommitment(other, commit(opening))).toBe(false);
  });

  it('is not opened where only one of the digests agrees', () => {
    const commitment = commit(opening);
    const zeros = '0'.repeat(64) as Hex64;
    expect(verifyCommitment(opening, { ...commitment, sm3: zeros })).toBe(false);
    expect(verifyCommitment(opening, { ...commitment, sha256: zeros })).toBe(false);
  });

  it('is refused for a salt of another length, and for what is not JSON', () => {
    expect(isSalt(salt)).toBe(true);
    expect([salt.slice(1), `${salt}0`, `${salt}\n`].some(isSalt)).toBe(false);
    expect(codeOf(() => commit({ ...opening, salt: salt.slice(1) }))).toBe('INVALID_IDENTIFIER');
    expect(codeOf(() => commit({ ...opening, value: 0.5 }))).toBe('INVALID_JSON');
  });
});
