// SPDX-License-Identifier: Apache-2.0
import type { Filing } from '../protocol/schemas/filing';
import type { CaseRecord, ObjectionRecord, Person } from '../protocol/schemas/records';
import type { Relation } from './lifecycle';

/** Whether a person speaks for one of the applicants of a filing, or is their agent. */
const speaksFor = (filing: Filing, actor: Person): boolean => {
  if (actor.uscc === undefined) return false;
  return actor.role === 'agent'
    ? filing.agent?.uscc === actor.uscc
    : filing.applicants.some((applicant) => applicant.idNumber === actor.uscc);
};

/** A natural person among the applicants, whose number stands on the ledger only as a commitment. */
const mayBePerson = (filing: Filing, actor: Person): boolean =>
  actor.role === 'applicant' &&
  actor.uscc === undefined &&
  filing.applicants.some((applicant) => applicant.applicantType === 'NATURAL_PERSON');

/** Whether a person may file this application: as one of its applicants or as their agent. */
export const mayFile = (filing: Filing, actor: Person): boolean =>
  speaksFor(filing, actor) || mayBePerson(filing, actor);

/** Whether a person is an applicant of the case, or speaks for one. */
export const isParty = (record: CaseRecord, actor: Person): boolean =>
  actor.mspId === record.registry.mspId &&
  (actor.role === 'applicant' || actor.role === 'agent') &&
  (speaksFor(record.filing, actor) || record.submittedBy.identityKey === actor.identityKey);

const STAFF_ROLES: readonly string[] = ['acceptance', 'reviewer', 'decider', 'clock'];

const isStaff = (record: CaseRecord, actor: Person): boolean =>
  STAFF_ROLES.includes(actor.role) && actor.mspId === record.registry.mspId && actor.uscc === record.registry.uscc;

const isAgency = (record: CaseRecord, actor: Person): boolean =>
  actor.role === 'agency' && actor.mspId === record.agency?.mspId && actor.uscc === record.agency.uscc;

/** An objection belongs to the organization for which it was raised, or to the person who raised it. */
export const isSameObjector = (objector: Person, actor: Person): boolean =>
  actor.role === 'applicant' &&
  actor.mspId === objector.mspId &&
  (actor.identityKey === objector.identityKey || (actor.uscc !== undefined && actor.uscc === objector.uscc));

const RELATIONS: Readonly<Record<Relation, (record: CaseRecord, actor: Person) => boolean>> = {
  PARTY: isParty,
  REGISTRY: isStaff,
  AGENCY: isAgency,
  OVERSIGHT: (record, actor) => actor.role === 'supervisor' || isStaff(record, actor),
  // Whoever objects is known to the registry: its own authority has issued the identity.
  ENROLLED: (record, actor) => actor.mspId === record.registry.mspId,
  OBJECTOR: (record, actor) => (record.objections ?? []).some(({ raisedBy }) => isSameObjector(raisedBy, actor)),
  ANYONE: () => true,
};

/** Whether the actor is to the case what a step asks for. */
export const isRelated = (relation: Relation, record: CaseRecord, actor: Person): boolean =>
  RELATIONS[relation](record, actor);

/** Whether the actor may see a case in full (domain, end of section 4): its parties, registry, agency and supervisor. */
export const maySee = (record: CaseRecord, actor: Person): boolean =>
  actor.role === 'supervisor' || isParty(record, actor) || isStaff(record, actor) || isAgency(record, actor);

/**
 * Whether the actor may see an objection: its objector, the case's parties and registry, and the supervisor. The agency
 * has given its opinion by then.
 */
export const maySeeObjection = (
  objection: Pick<ObjectionRecord, 'objector'>,
  record: CaseRecord,
  actor: Person,
): boolean =>
  actor.role === 'supervisor' ||
  isParty(record, actor) ||
  isStaff(record, actor) ||
  isSameObjector(objection.objector, actor);
