// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../protocol/errors';
import type { Institution } from '../protocol/schemas/institution';
import type { InstitutionRecord, Person, Role } from '../protocol/schemas/records';

/** The kind of institution that a role acts for; applicants and agents act for themselves or their clients. */
const KINDS: Readonly<Record<Role, Institution['institutionKind'] | undefined>> = {
  applicant: undefined,
  agent: undefined,
  acceptance: 'REGISTRY',
  reviewer: 'REGISTRY',
  decider: 'REGISTRY',
  clock: 'REGISTRY',
  agency: 'AGENCY',
  supervisor: 'SUPERVISOR',
  judicial: 'JUDICIAL',
};

/** The USCC of the institution whose mandate the actor needs, or undefined for those who act for themselves. */
export const mandatorOf = (actor: Person): string | undefined =>
  KINDS[actor.role] === undefined ? undefined : actor.uscc;

const whyNot = (actor: Person, record: InstitutionRecord | undefined): string | undefined => {
  if (record === undefined) return 'the institution is not on the ledger';
  if (record.institution.institutionKind !== KINDS[actor.role])
    return 'the role belongs to another kind of institution';
  if (record.institution.mspId !== actor.mspId) return 'the institution is in another membership';
  return record.approval === 'APPROVED' && record.status === 'ACTIVE' ? undefined : 'the institution may not act now';
};

/**
 * Role × institution: an authority in the certificate counts only for an approved, active institution of its kind and
 * its own membership, so that no organization's CA can make officers of another.
 *
 * @param record - of the institution named by {@link mandatorOf}
 * @throws RegistryError ACCESS_DENIED
 */
export const assertMandate = (actor: Person, record: InstitutionRecord | undefined): void => {
  if (KINDS[actor.role] === undefined) return;
  const reason = whyNot(actor, record);
  if (reason !== undefined) throw new RegistryError('ACCESS_DENIED', { role: actor.role, reason });
};
