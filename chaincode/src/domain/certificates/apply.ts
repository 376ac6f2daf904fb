// SPDX-License-Identifier: Apache-2.0
import type { CertificateStanding } from '../../protocol/schemas/certificateStatus';
import type { DomainEvent, EventEnvelope } from '../../protocol/schemas/events';
import type { CertificateRecord } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { demand } from '../demand';

export type CertificateEvent = DomainEvent<
  'certificateIssued' | 'certificateSuspended' | 'certificateRestored' | 'certificateRevoked'
>;

const footprint = (event: EventEnvelope): Pick<CertificateRecord, 'eventSeq' | 'lastEventHash' | 'lastEventAt'> => ({
  eventSeq: event.eventSeq,
  lastEventHash: event.eventHash,
  lastEventAt: event.txTime,
});

/** The certificate as its attestation left it. */
const issued = (event: DomainEvent<'certificateIssued'>): CertificateRecord => ({
  ...event.data.content,
  status: 'VALID',
  recordDigest: event.data.recordDigest,
  ...(event.data.signatures !== undefined && { signatures: event.data.signatures }),
  ...footprint(event),
});

const STATUS_AFTER = {
  certificateSuspended: 'SUSPENDED',
  certificateRestored: 'VALID',
  certificateRevoked: 'REVOKED',
} as const;

type StatusEvent = Exclude<CertificateEvent, { readonly type: 'certificateIssued' }>;

const standingAfter = (event: StatusEvent): CertificateStanding => ({
  since: event.txTime,
  // Each of these decisions has a code and a basis: their schemas ask for them.
  reasonCode: event.reasonCode as string,
  legalBasis: event.legalBasis as readonly string[],
  ...event.data,
});

/** The certificate as an event leaves it. */
export const applyToCertificate = (
  record: CertificateRecord | undefined,
  event: CertificateEvent,
): CertificateRecord => {
  if (event.type === 'certificateIssued') return issued(event);
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  const after = { ...without(record, ['standing']), status: STATUS_AFTER[event.type], ...footprint(event) };
  return event.type === 'certificateRestored' ? after : { ...after, standing: standingAfter(event) };
};
