// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../../protocol/civilTime';
import type { CertificateRecord } from '../../protocol/schemas/records';

/** Whether a certificate is in force at an instant, in milliseconds since 1970. */
export const isInForce = (
  { status, validUntil }: Pick<CertificateRecord, 'status' | 'validUntil'>,
  now: number,
): boolean => status === 'VALID' && now < parseInstant(validUntil);
