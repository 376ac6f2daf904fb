// SPDX-License-Identifier: Apache-2.0
import { utf8 } from '../protocol/bytes';
import { shanghaiDate } from '../protocol/civilTime';
import { sha256 } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { newCaseId, newUlid } from '../protocol/identifiers/caseId';
import { buildCertificateNumber } from '../protocol/identifiers/certificateNumber';

const LAST_SERIAL = 9999;

/** What opens a case: a transaction, or one line of a batch in it. */
export interface Opening {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly txId: string;
  readonly line?: number;
}

/** The id of the case that a transaction opens: all endorsers name it alike. */
export const caseIdOf = (registryCode: string, { now, txId, line }: Opening): string => {
  const origin = line === undefined ? txId : `${txId}:${line}`;
  return newCaseId(registryCode, newUlid(now, sha256(utf8(origin)).slice(0, 10)));
};

export const receiptNoOf = (caseId: string): string => `R-${caseId}`;

/** @param count - which notice of its case: 1 for the first */
export const noticeNoOf = (caseId: string, count: number): string => `N-${caseId}-${String(count).padStart(2, '0')}`;

/** @param count - which objection of its case: 1 for the first */
export const objectionNoOf = (caseId: string, count: number): string =>
  `OB-${caseId}-${String(count).padStart(3, '0')}`;

/** The number of a recognition that a transaction asks a registry for. */
export const recognitionNoOf = (registryCode: string, opening: Opening): string =>
  `RC-${caseIdOf(registryCode, opening)}`;

/** The number under which a registry recognizes a certificate: its code, the month in Asia/Shanghai, and a serial of four digits. */
export const localNoOf = (registryCode: string, decidedAt: number, serial: number): string =>
  `HR-${registryCode}-${yearMonthOf(decidedAt)}-${String(serial).padStart(4, '0')}`;

/** The month whose serials an attestation draws on: YYYYMM in Asia/Shanghai. */
export const yearMonthOf = (attestedAt: number): string => shanghaiDate(attestedAt).slice(0, 7).replace('-', '');

/**
 * The number after the last one given in a registry and month.
 *
 * @throws RegistryError SERIAL_EXHAUSTED
 */
export const nextSerial = (last: number): number => {
  if (last >= LAST_SERIAL) throw new RegistryError('SERIAL_EXHAUSTED', { last });
  return last + 1;
};

/** The 15-character national number (N35 annex) of a certificate. */
export const certificateNumberOf = (registryCode: string, attestedAt: number, serial: number): string =>
  buildCertificateNumber({
    region: registryCode.slice(0, 2),
    registryDigit: registryCode.slice(2),
    yearMonth: yearMonthOf(attestedAt),
    serial,
  });
