// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  buildCertificateNumber,
  certificateNumberProblem,
  isCertificateNumber,
  parseCertificateNumber,
} from '../../../../chaincode/src/protocol/identifiers/certificateNumber';
import { codeOf } from '../../../support/refusal';

const parts = { region: '41', registryDigit: '1', yearMonth: '202611', serial: 7 };

describe('the national certificate number', () => {
  it('is SJ, region, registry, month and serial', () => {
    expect(buildCertificateNumber(parts)).toBe('SJ4112026110007');
    expect(parseCertificateNumber('SJ4112026110007')).toEqual(parts);
  });

  it('is read back into its parts', () => {
    const arbitrary = fc.record({
      region: fc.constantFrom('00', '11', '41', '52', '65', '71'),
      registryDigit: fc.nat(9).map(String),
      yearMonth: fc
        .tuple(fc.integer({ min: 2024, max: 2199 }), fc.integer({ min: 1, max: 12 }))
        .map(([year, month]) => `${year}${String(month).padStart(2, '0')}`),
      serial: fc.integer({ min: 1, max: 9999 }),
    });
    fc.assert(
      fc.property(arbitrary, (any) => {
        const number = buildCertificateNumber(any);
        expect(number).toMatch(/^SJ\d{13}$/);
        expect(isCertificateNumber(number)).toBe(true);
        expect(parseCertificateNumber(number)).toEqual(any);
      }),
    );
  });

  it.each([
    ['sj4112026110007', '13 digits'],
    ['SJ411202611007', '13 digits'],
    ['SJ41120261100070', '13 digits'],
    ['SJ4112026110007\n', '13 digits'],
    ['SJ9912026110007', 'no region'],
    ['SJ4112026000007', 'no month'],
    ['SJ4112026130007', 'no month'],
    ['SJ4112026110000', '0000'],
  ])('%j is refused', (number, problem) => {
    expect(certificateNumberProblem(number)).toContain(problem);
    expect(codeOf(() => parseCertificateNumber(number))).toBe('INVALID_IDENTIFIER');
  });

  it.each([
    ['serial 0', { serial: 0 }],
    ['serial 10000', { serial: 10_000 }],
    ['a negative serial', { serial: -1 }],
    ['a fractional serial', { serial: 1.5 }],
    ['a serial in exponential form', { serial: 1e21 }],
    ['month 13', { yearMonth: '202613' }],
    ['an unknown region', { region: '99' }],
    ['a registry of two digits that push the month', { registryDigit: '12', yearMonth: '02611' }],
    ['a region of three digits', { region: '411', registryDigit: '' }],
    ['a month that pushes the serial', { yearMonth: '2026110', serial: 7 }],
    ['a month of five digits before a serial of five', { yearMonth: '20261', serial: 20_007 }],
  ])('is not built of %s', (_, wrong) => {
    expect(codeOf(() => buildCertificateNumber({ ...parts, ...wrong }))).toBe('INVALID_IDENTIFIER');
  });
});
