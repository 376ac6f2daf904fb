// SPDX-License-Identifier: Apache-2.0
import type { WorkingCalendar } from './calendar';
import type { CertificateKeySet } from './certificateKeys';
import type { Institution } from './institution';
import type { Person } from './person';
import type { RuleProfile } from './profile';
import type { TrustList, TrustListSignatures } from './trustList';

type Approvable = {
  readonly schemaVersion: number;
  readonly hash: string;
  readonly approval: 'PROPOSED' | 'APPROVED';
  readonly proposedBy: Person;
  readonly approvedBy?: Person;
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

export type InstitutionRecord = Approvable & {
  readonly kind: 'institution';
  readonly institution: Institution;
  readonly status: 'ACTIVE' | 'LIMITED' | 'SUSPENDED' | 'EXITING' | 'EXITED';
  /** Whose peers endorse, as it was accredited or adopted it since; repeated here so that a new case needs one read less. */
  readonly endorsers: readonly string[];
  /** What a registry signs its certificates with, oldest first; absent before the first. */
  readonly certificateKeys?: readonly CertificateKeySet[];
};

export type ProfileRecord = Approvable & {
  readonly kind: 'profile';
  /** The version that new cases begin under, once it is approved. */
  readonly profile: RuleProfile;
  /** A version that is to supersede the one in force, and waits for its approval. */
  readonly next?: { readonly profile: RuleProfile; readonly hash: string; readonly proposedBy: Person };
  /** The version in force before this one: kept whole beside the record, for the cases that run under it. */
  readonly supersedes?: { readonly version: number; readonly hash: string };
};

/** A version of a profile that was in force until another one superseded it. */
export type SupersededProfile = Pick<ProfileRecord, 'schemaVersion' | 'hash' | 'approval' | 'profile'> & {
  readonly kind: 'supersededProfile';
};

export type CalendarRecord = Approvable & {
  readonly kind: 'calendar';
  readonly calendar: WorkingCalendar;
};

/** A version of the trust list; in force, once approved, until the next one is. */
export type TrustListRecord = Approvable & {
  readonly kind: 'trustList';
  readonly list: TrustList;
  /** The supervisor's, made when it was approved. */
  readonly signatures?: TrustListSignatures;
};

/** A membership whose peers are to endorse, or do. Its key asks for their own endorsement, so that an approval proves that they can. */
export type EndorserSeat = {
  readonly kind: 'endorser';
  readonly mspId: string;
  readonly proposedBy: Person;
  readonly approvedBy?: Person;
};

/** Who supervises this register, and whose peers endorse its records. Only the list of endorsers ever changes. */
export type FoundingRecord = {
  readonly kind: 'founding';
  readonly schemaVersion: number;
  readonly uscc: string;
  readonly mspId: string;
  readonly accreditationNumber: string;
  readonly endorsers: readonly string[];
};
