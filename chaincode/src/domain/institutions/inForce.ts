// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../protocol/errors';
import type { Institution } from '../../protocol/schemas/institution';
import type { InstitutionRecord } from '../../protocol/schemas/records';

type Kind = Institution['institutionKind'];
type Of<K extends Kind> = Extract<Institution, { institutionKind: K }>;

const isAccredited = ({ accreditation }: Institution, day: string): boolean =>
  accreditation.from <= day && (accreditation.to === undefined || day <= accreditation.to);

const whyNot = (record: InstitutionRecord | undefined, kind: Kind, day: string): string | undefined => {
  if (record === undefined) return 'NOT_ON_THE_LEDGER';
  if (record.institution.institutionKind !== kind) return 'WRONG_KIND';
  if (record.approval !== 'APPROVED') return 'NOT_APPROVED';
  if (record.status !== 'ACTIVE') return record.status;
  return isAccredited(record.institution, day) ? undefined : 'NOT_ACCREDITED_ON_THE_DAY';
};

/** Whether an institution was accredited on a day (civil date in Asia/Shanghai), whatever has become of it since. */
export const wasAccreditedOn = (record: InstitutionRecord | undefined, kind: Kind, day: string): boolean =>
  record?.institution.institutionKind === kind &&
  record.approval === 'APPROVED' &&
  isAccredited(record.institution, day);

/** The institution, if it may act in its capacity on a day (civil date in Asia/Shanghai); undefined if not. */
export const inForceOn = <K extends Kind>(
  record: InstitutionRecord | undefined,
  kind: K,
  day: string,
): Of<K> | undefined => (whyNot(record, kind, day) === undefined ? (record?.institution as Of<K>) : undefined);

/**
 * The institution, if it may act in its capacity on a day.
 *
 * @param day - civil date in Asia/Shanghai
 * @throws RegistryError INSTITUTION_NOT_IN_FORCE with the reason
 */
export const institutionInForce = <K extends Kind>(
  record: InstitutionRecord | undefined,
  asked: { readonly uscc: string; readonly kind: K; readonly day: string },
): Of<K> => {
  const reason = whyNot(record, asked.kind, asked.day);
  if (record === undefined || reason !== undefined) {
    throw new RegistryError('INSTITUTION_NOT_IN_FORCE', { uscc: asked.uscc, kind: asked.kind, reason });
  }
  return record.institution as Of<K>;
};
