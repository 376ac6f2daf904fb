// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  eventKey,
  foundingKey,
  idempotencyKey,
  recordKey,
  registryCodeKey,
  serialKey,
} from '../../../chaincode/src/ledger/keys';
import { RECORD_TYPES } from '../../../chaincode/src/protocol/schemas/events';
import { codeOf } from '../../support/refusal';

const part = fc.stringMatching(/^[A-Za-z0-9._:-]{1,12}$/);
const recordType = fc.constantFrom(...RECORD_TYPES);

/** Every key that there is, with what it was made of. */
const named = fc.oneof(
  fc.tuple(recordType, part).map(([type, id]) => ({ of: ['record', type, id], key: recordKey(type, id) })),
  fc
    .tuple(recordType, part, fc.nat(99_999))
    .map(([type, id, seq]) => ({ of: ['event', type, id, seq], key: eventKey(type, id, seq) })),
  fc.tuple(part, part).map(([code, month]) => ({ of: ['serial', code, month], key: serialKey(code, month) })),
  fc.tuple(part, part).map(([one, two]) => ({ of: ['idempotency', one, two], key: idempotencyKey(one, two) })),
  part.map((code) => ({ of: ['code', code], key: registryCodeKey(code) })),
  fc.constant({ of: ['founding'], key: foundingKey() }),
);

describe('keys', () => {
  it('differ wherever what they name differs', () => {
    fc.assert(
      fc.property(fc.array(named, { minLength: 2, maxLength: 40 }), (all) => {
        const names = new Set(all.map(({ of }) => JSON.stringify(of)));
        expect(new Set(all.map(({ key }) => key)).size).toBe(names.size);
      }),
      { numRuns: 500 },
    );
  });

  it('have the form of a composite key, which no open range sees', () => {
    expect(recordKey('case', '411-X')).toBe('\u0000case\u0000411-X\u0000');
    fc.assert(fc.property(named, ({ key }) => key.startsWith('\u0000') && key.endsWith('\u0000')));
  });

  it('of events sort in the order of their numbers', () => {
    const keys = [1, 2, 9, 10, 11, 100, 99_999].map((seq) => eventKey('case', 'x', seq));
    expect([...keys].sort()).toEqual(keys);
  });

  it.each(['', 'a\u0000b', 'a\u{10ffff}', 'a/b', 'a b', '案', '\ud800', 'a'.repeat(129)])(
    'are not made of %j',
    (id) => {
      expect(codeOf(() => recordKey('case', id))).toBe('INVALID_IDENTIFIER');
    },
  );

  it('are refused for anything outside the allow-list', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/^[A-Za-z0-9._:-]{1,128}$/.test(text)),
        (text) => {
          expect(codeOf(() => serialKey('411', text))).toBe('INVALID_IDENTIFIER');
        },
      ),
    );
  });
});
