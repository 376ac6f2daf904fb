// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt } from '../../protocol/certificateStatusAt';
import { formatInstant } from '../../protocol/civilTime';
import type { CertificateRecord } from '../../protocol/schemas/records';

/** Whether a certificate is in force at an instant, in milliseconds since 1970. */
export const isInForce = (
  certificate: Pick<CertificateRecord, 'status' | 'standing' | 'validUntil'>,
  now: number,
): boolean => certificateStatusAt(certificate, formatInstant(now)) === 'VALID';
