// SPDX-License-Identifier: Apache-2.0
import { endOn, validity } from '../../../../chaincode/src/domain/legalTime/validity';

const attestedAt = Date.parse('2026-09-11T02:00:00.000Z');

describe('validity', () => {
  it('runs from attestation to 24:00 of the corresponding day, holiday or not', () => {
    expect(validity(attestedAt, { unit: 'YEAR', length: 5 }, [])).toEqual({
      validFrom: '2026-09-11',
      validTo: '2031-09-11',
      validUntil: Date.parse('2031-09-11T16:00:00.000Z'),
      boundedBy: 'PROFILE',
    });
  });

  it('begins on the day that it is in Shanghai', () => {
    expect(validity(Date.parse('2026-09-10T16:00:00.000Z'), { unit: 'MONTH', length: 6 }, [])).toMatchObject({
      validFrom: '2026-09-11',
      validTo: '2027-03-11',
    });
  });

  it('ends on 28 February where there is no 29th', () => {
    const leapDay = Date.parse('2028-02-29T02:00:00.000Z');
    expect(validity(leapDay, { unit: 'YEAR', length: 1 }, []).validTo).toBe('2029-02-28');
  });

  it('ends with the first right or contract that ends earlier', () => {
    const period = { unit: 'YEAR', length: 5 } as const;
    const ends = [endOn('RIGHT', '2030-01-31'), endOn('CONTRACT', '2029-12-31'), endOn('UPSTREAM', '2040-01-01')];
    expect(validity(attestedAt, period, ends)).toMatchObject({
      boundedBy: 'CONTRACT',
      validTo: '2029-12-31',
      validUntil: Date.parse('2029-12-31T16:00:00.000Z'),
    });
    expect(validity(attestedAt, period, [endOn('CONTRACT', '2031-09-12')])).toMatchObject({
      validTo: '2031-09-11',
      boundedBy: 'PROFILE',
    });
  });

  it('counts seconds for a test profile', () => {
    expect(validity(attestedAt, { unit: 'SECOND', length: 90 }, [])).toEqual({
      validFrom: '2026-09-11',
      validTo: '2026-09-11',
      validUntil: attestedAt + 90_000,
      boundedBy: 'PROFILE',
    });
  });
});
