// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, CertificateRecord } from '../../protocol/schemas/records';
import { isInForce } from '../certificates/inForce';
import { FINAL_STATES } from '../lifecycle';

/** A case that claims the same content as another, with its certificate once it has one. */
export interface OtherClaim {
  readonly record: CaseRecord;
  readonly certificate?: CertificateRecord;
}

/** What the index of claims says of one content. */
export interface StandingClaims {
  readonly others: readonly OtherClaim[];
  /** False where more cases claim the content than the index keeps. */
  readonly isComplete: boolean;
}

export const NO_CLAIMS: StandingClaims = { others: [], isComplete: true };

/** Whether a case may yet lead, or has led, to a right. */
export const hasNotFailed = ({ state }: Pick<CaseRecord, 'state'>): boolean =>
  state === 'REGISTERED' || !FINAL_STATES.includes(state);

/** Whether a case may yet lead, or has led, to a right in a content. One that ended without a right never will. */
export const mayLead = (record: CaseRecord, sha256Root: string): boolean =>
  record.filing.product.content.sha256Root === sha256Root && hasNotFailed(record);

/** Whether a claim stands at an instant: it is pending, or its certificate is in force or only suspended. */
export const stands = ({ record, certificate }: OtherClaim, now: number): boolean => {
  if (record.state !== 'REGISTERED') return true;
  if (certificate === undefined) return false;
  return isInForce({ ...certificate, status: certificate.status === 'SUSPENDED' ? 'VALID' : certificate.status }, now);
};
