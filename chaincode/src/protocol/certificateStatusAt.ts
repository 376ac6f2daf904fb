// SPDX-License-Identifier: Apache-2.0
import type { CertificateRecord } from './schemas/certificateRecord';

/**
 * The status of a certificate at an instant. Two ends come by time alone, without any transaction: that of a suspension
 * (domain section 4, row 37) and that of validity (row 32).
 *
 * @param at - ISO instant in UTC with milliseconds, not before the record's last event
 */
export const certificateStatusAt = (
  { status, standing, validUntil }: Pick<CertificateRecord, 'status' | 'standing' | 'validUntil'>,
  at: string,
): CertificateRecord['status'] => {
  const isOver = status === 'SUSPENDED' && standing?.until !== undefined && standing.until <= at;
  const now = isOver ? 'VALID' : status;
  return now === 'VALID' && validUntil <= at ? 'EXPIRED' : now;
};
