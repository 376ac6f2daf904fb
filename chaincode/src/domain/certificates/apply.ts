// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../protocol/schemas/events';
import type { CertificateRecord } from '../../protocol/schemas/records';

/** The certificate as its attestation left it. */
export const applyToCertificate = (event: DomainEvent<'certificateIssued'>): CertificateRecord => ({
  ...event.data.content,
  status: 'VALID',
  recordDigest: event.data.recordDigest,
  ...(event.data.signatures !== undefined && { signatures: event.data.signatures }),
  eventSeq: event.eventSeq,
  lastEventHash: event.eventHash,
  lastEventAt: event.txTime,
});
