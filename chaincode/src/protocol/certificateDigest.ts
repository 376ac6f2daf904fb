// SPDX-License-Identifier: Apache-2.0
import { dualDigestOf } from './digest';
import type { DualDigest } from './digest';
import { without } from './without';
import type { AttestedRecord, CertificateContent, CertificateRecord } from './schemas/records';

/** What a certificate says, without its status (which changes) and its place in the chain of events (which grows). */
export const certificateContentOf = (record: CertificateRecord): CertificateContent =>
  without(record, ['status', 'standing', 'recordDigest', 'signatures', 'eventSeq', 'lastEventHash', 'lastEventAt']);

/**
 * What is attested of what a certificate says. It is known before the transaction that attests it: the time is left to
 * the civil day (`validFrom`, `validTo`), and the person who granted to the event. A value that is withheld stands in it
 * as its salted commitment, so that it can be disclosed alone, or never.
 */
export const attestedRecordOf = (content: CertificateContent): AttestedRecord =>
  without(content, ['attestedAt', 'validUntil', 'grantedBy']);

/** Both digests of what is attested: the value of `recordDigest`, recomputed by whoever checks one. */
export const certificateDigestOf = (content: CertificateContent): DualDigest => dualDigestOf(attestedRecordOf(content));
