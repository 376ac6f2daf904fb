// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { JsonValue } from '../../chaincode/src/protocol/canonicalJson';

/** A string that JSON of ours may carry, as a value or as a key. */
export const jsonText = fc
  .string({ unit: 'grapheme' })
  .filter((value) => !value.includes('\0') && value !== '__proto__');

/** Any value that JSON of ours may carry. */
export const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    jsonText,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(jsonText, tie('value'), { maxKeys: 6 }),
  ),
})).value;
