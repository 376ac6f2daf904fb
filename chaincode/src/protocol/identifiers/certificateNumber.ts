// SPDX-License-Identifier: Apache-2.0
import { assertNoProblem } from './invalidIdentifier';
import { isRegionCode } from './regionCode';

/** The parts of a national certificate number (N35 annex): SJ, region, registry, year and month, monthly serial. */
export interface CertificateNumberParts {
  /** First two digits of GB/T 2260. */
  readonly region: string;
  /** One digit of the registry within its region. */
  readonly registryDigit: string;
  /** YYYYMM */
  readonly yearMonth: string;
  /** 1 to 9999 within the registry and month. */
  readonly serial: number;
}

const FORM = /^SJ([0-9]{2})([0-9])([0-9]{6})([0-9]{4})$/;

/** What is wrong with a national certificate number, or undefined. It has no check digit. */
export const certificateNumberProblem = (value: string): string | undefined => {
  if (!FORM.test(value)) return 'must be SJ and 13 digits';
  if (!isRegionCode(`${value.slice(2, 4)}0000`)) return 'the digits at places 3 and 4 are no region (GB/T 2260)';
  const month = Number(value.slice(9, 11));
  if (month < 1 || month > 12) return 'the digits at places 10 and 11 are no month';
  return value.endsWith('0000') ? 'the serial must not be 0000' : undefined;
};

export const isCertificateNumber = (value: string): boolean => certificateNumberProblem(value) === undefined;

/** @throws RegistryError INVALID_IDENTIFIER */
export const parseCertificateNumber = (value: string): CertificateNumberParts => {
  assertNoProblem('CERTIFICATE_NUMBER', certificateNumberProblem(value));
  return {
    region: value.slice(2, 4),
    registryDigit: value.charAt(4),
    yearMonth: value.slice(5, 11),
    serial: Number(value.slice(11)),
  };
};

/** @throws RegistryError INVALID_IDENTIFIER for parts that make no number, such as serial 0 or 10000 */
export const buildCertificateNumber = (parts: CertificateNumberParts): string => {
  const serial = String(parts.serial).padStart(4, '0');
  const value = `SJ${parts.region}${parts.registryDigit}${parts.yearMonth}${serial}`;
  const read = parseCertificateNumber(value);
  // Parts of a wrong length can still add up to fifteen characters.
  const isSame =
    read.region === parts.region && read.registryDigit === parts.registryDigit && read.serial === parts.serial;
  assertNoProblem('CERTIFICATE_NUMBER', isSame ? undefined : 'a part has a wrong length');
  return value;
};
