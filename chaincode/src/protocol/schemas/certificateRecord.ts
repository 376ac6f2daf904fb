// SPDX-License-Identifier: Apache-2.0
import type { CertificateSignatures } from './certificateKeys';
import type { CertificateStanding } from './certificateStatus';
import type { Filing } from './filing';
import type { Person } from './person';
import type { Sealed } from './primitives';
import type { CERTIFICATE_STATUSES, DERIVATIONS, OBJECT_KINDS, RIGHT_TYPES, VALIDITY_BOUNDS } from './vocabulary';

export type ValidityBound = (typeof VALIDITY_BOUNDS)[number];

/** The registered right, apart from the procedure that led to it. Its status at a time is derived, never only stored. */
export type CertificateRecord = {
  readonly kind: 'certificate';
  readonly schemaVersion: number;
  readonly number: string;
  readonly version: number;
  readonly caseId: string;
  readonly status: (typeof CERTIFICATE_STATUSES)[number];
  readonly standing?: CertificateStanding;
  readonly registry: {
    readonly uscc: string;
    readonly name: string;
    readonly registryCode: string;
    readonly mspId: string;
  };
  readonly profile: { readonly profileId: string; readonly hash: string; readonly testOnly: boolean };
  readonly dataName: string;
  readonly holders: readonly { readonly name: string | Sealed; readonly idNumber: string | Sealed }[];
  readonly objectKind: (typeof OBJECT_KINDS)[number];
  readonly productForm: string;
  /** Whether others may make products from this one. */
  readonly derivation: (typeof DERIVATIONS)[number];
  readonly rights: readonly {
    readonly rightType: (typeof RIGHT_TYPES)[number];
    readonly exclusivity: string;
    readonly holderName: string | Sealed;
    readonly holderUscc?: string;
    readonly term: { readonly from: string; readonly to?: string };
  }[];
  readonly content: Filing['product']['content'];
  readonly attestedAt: string;
  readonly validFrom: string;
  /** Last civil day of validity, until 24:00 Asia/Shanghai. */
  readonly validTo: string;
  /** The instant at which validity has ended. */
  readonly validUntil: string;
  readonly validityBoundedBy: ValidityBound;
  readonly grantedBy: Person;
  /** Digests of what is attested ({@link AttestedRecord}): what a paper is compared with, and what is signed. */
  readonly recordDigest: { readonly sha256: string; readonly sm3: string };
  /** By the registry; absent where it had put no keys on the ledger when it granted. */
  readonly signatures?: CertificateSignatures;
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

/** What a certificate says: all of its record but its status, its digests, its signatures and its place in the chain. */
export type CertificateContent = Omit<
  CertificateRecord,
  'status' | 'standing' | 'recordDigest' | 'signatures' | 'eventSeq' | 'lastEventHash' | 'lastEventAt'
>;

/** What of it is attested, and known before it is. */
export type AttestedRecord = Omit<CertificateContent, 'attestedAt' | 'validUntil' | 'grantedBy'>;
