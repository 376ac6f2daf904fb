// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { CERTIFICATE_STATUSES } from '../../../../chaincode/src/protocol/schemas/vocabulary';
import {
  STATUS_ENTRIES,
  STATUS_MESSAGES,
  STATUS_PURPOSES,
  statusAt,
  statusBitsOf,
  statusBytesOf,
  statusPlaceOf,
} from '../../../../chaincode/src/protocol/status/statusBits';

describe('the place of a certificate in a status list', () => {
  it('follows from its number, and is of no other number of its registry and year', () => {
    const number = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9_999 }));
    const placeOf = ([month, serial]: readonly [number, number]): number =>
      statusPlaceOf(`SJ4112026${String(month).padStart(2, '0')}${String(serial).padStart(4, '0')}`).index;
    fc.assert(
      fc.property(number, number, (one, other) => {
        const isSame = one[0] === other[0] && one[1] === other[1];
        expect(placeOf(one) === placeOf(other)).toBe(isSame);
      }),
    );
    expect(statusPlaceOf('SJ4112026010001')).toEqual({ year: '2026', index: 1 });
    expect(statusPlaceOf('SJ4112026129999')).toEqual({ year: '2026', index: 119_999 });
    expect(119_999).toBeLessThan(STATUS_ENTRIES);
  });

  it('is refused for what is no number', () => {
    expect(() => statusPlaceOf('SJ4112026139999')).toThrow('INVALID_IDENTIFIER');
  });
});

describe('the bits of a status list', () => {
  it('give back every status, wherever it stands, and say nothing elsewhere', () => {
    const index = fc.integer({ min: 0, max: STATUS_ENTRIES - 1 });
    const entries = fc.dictionary(index.map(String), fc.constantFrom(...CERTIFICATE_STATUSES), { maxKeys: 50 });
    fc.assert(
      fc.property(entries, index, (chosen, other) => {
        const statuses = Object.entries(chosen).map(([at, status]) => [Number(at), status] as const);
        const bits = statusBitsOf('message', statuses);
        for (const [at, status] of statuses) expect(statusAt(bits, at)).toBe(status);
        expect(statusAt(bits, other)).toBe(chosen[String(other)]);
      }),
      { numRuns: 30 },
    );
  });

  it('are as many whatever they say', () => {
    for (const purpose of STATUS_PURPOSES) {
      expect(statusBitsOf(purpose, [[5, 'REVOKED']]).length).toBe(statusBytesOf(purpose));
    }
    expect(STATUS_PURPOSES.map(statusBytesOf)).toEqual([49_152, 16_384, 16_384]);
  });

  it('begin with the highest bit of a byte (W3C Bitstring Status List 3.2)', () => {
    expect(statusBitsOf('revocation', [[0, 'REVOKED']])[0]).toBe(0x80);
    expect(statusBitsOf('message', [[0, 'SUPERSEDED']])[0]).toBe(0b1100_0000);
    expect([...statusBitsOf('message', [[2, 'SUPERSEDED']]).subarray(0, 2)]).toEqual([0b0000_0011, 0]);
  });

  it('say of each status what W3C’s own words can say of it', () => {
    const saidBy = (purpose: 'revocation' | 'suspension'): string[] =>
      CERTIFICATE_STATUSES.filter((status) => statusBitsOf(purpose, [[0, status]])[0] === 0x80);
    expect(saidBy('revocation')).toEqual(['REVOKED', 'CANCELLED', 'SUPERSEDED']);
    expect(saidBy('suspension')).toEqual(['SUSPENDED']);
  });

  it('have a meaning for each value, and take one without a status for none', () => {
    expect(STATUS_MESSAGES).toHaveLength(8);
    expect(STATUS_MESSAGES[3]).toEqual({ status: '0x3', message: 'REVOKED' });
    expect(statusAt(Uint8Array.of(0xff, 0xff), 0)).toBeUndefined();
  });
});
