// SPDX-License-Identifier: Apache-2.0
import { dualDigestOf } from './digest';
import type { DualDigest } from './digest';
import { without } from './without';
import type { CertificateContent, CertificateRecord } from './schemas/records';

/** What a certificate says, without its status (which changes) and its place in the chain of events (which grows). */
export const certificateContentOf = (record: CertificateRecord): CertificateContent =>
  without(record, ['status', 'recordDigest', 'eventSeq', 'lastEventHash', 'lastEventAt']);

/** Both digests of what a certificate says: the value of `recordDigest`, recomputed by whoever checks one. */
export const certificateDigestOf = (content: CertificateContent): DualDigest => dualDigestOf(content);
