// SPDX-License-Identifier: Apache-2.0
import type { DualDigest } from '../digest';
import type { CertificateRecord } from '../schemas/certificateRecord';

/** Which register a signature belongs to: the same words of another one are another statement. */
export type RegisterPlace = {
  readonly channel: string;
  /** USCC of the supervisor that founded it. */
  readonly register: string;
};

/** What a registry signs of a certificate, in all three signatures: whose record it is, until when, and its digests. */
export type CertificateStatement = {
  readonly number: string;
  readonly version: number;
  /** USCC of the registry. */
  readonly registry: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly recordDigest: DualDigest;
};

/** The statement about a certificate, from what is attested of it. */
export const statementOf = ({
  number,
  version,
  registry,
  validFrom,
  validTo,
  recordDigest,
}: Pick<
  CertificateRecord,
  'number' | 'version' | 'registry' | 'validFrom' | 'validTo' | 'recordDigest'
>): CertificateStatement => ({
  ...{ number, version, validFrom, validTo },
  registry: registry.uscc,
  recordDigest: recordDigest as DualDigest,
});
