// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { attestedRecordOf, certificateContentOf } from '../certificateDigest';
import { canonicalJson } from '../canonicalJson';
import type { JsonValue } from '../canonicalJson';
import { certificateSignatures } from '../schemas/certificateKeys';
import type { CertificateRecord } from '../schemas/certificateRecord';
import { certificateNumber, civilDate, hex64, text, uscc } from '../schemas/primitives';
import type { RegisterPlace } from '../typedData/certificateStatement';

/** A certificate to be kept and shown: what was attested, its three signatures, and its credential. */
export const certificateFile = z.strictObject({
  type: z.literal('dpr-certificate'),
  channel: text(249),
  register: uscc,
  /** What was attested; what is withheld stands in it as its salted commitment. */
  record: z.looseObject({
    number: certificateNumber,
    version: z.int().min(1),
    registry: z.looseObject({ uscc }),
    validFrom: civilDate,
    validTo: civilDate,
  }),
  recordDigest: z.strictObject({ sha256: hex64, sm3: hex64 }),
  signatures: certificateSignatures,
  /** SD-JWT with what anybody may see. */
  credential: z.string().max(200_000),
});
export type CertificateFile = z.infer<typeof certificateFile>;

/**
 * Writes the file of a signed certificate: one certificate has one spelling (RFC 8785), so that no byte of it can be
 * changed unnoticed.
 */
export const certificateFileText = (
  { channel, register }: RegisterPlace,
  record: CertificateRecord & Required<Pick<CertificateRecord, 'signatures'>>,
  credential: string,
): string =>
  canonicalJson({
    type: 'dpr-certificate',
    ...{ channel, register, credential },
    record: attestedRecordOf(certificateContentOf(record)) as unknown as JsonValue,
    recordDigest: record.recordDigest,
    signatures: record.signatures,
  });
