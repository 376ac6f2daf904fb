// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, Person } from '../protocol/schemas/records';

/** The functions in a case that no two of may fall to one person. */
export type Duty = 'applicant' | 'acceptance' | 'reviewer' | 'decider' | 'agency';

/** One person may hold several certificates: the staff number within an organization (one
 * membership may hold several) tells, and the key. */
export const isSamePerson = (one: Person, other: Person): boolean =>
  one.identityKey === other.identityKey ||
  (one.mspId === other.mspId && one.uscc === other.uscc && one.staffNo !== undefined && one.staffNo === other.staffNo);

const dutyOf = (person: Person): Duty => {
  const { role } = person;
  return role === 'acceptance' || role === 'reviewer' || role === 'decider' || role === 'agency' ? role : 'applicant';
};

const agencyPeopleOf = ({ agency, formerAgencies = [] }: CaseRecord): (Person | undefined)[] =>
  [agency, ...formerAgencies].flatMap((one) => [
    one?.assignedBy,
    one?.independence?.declaredBy,
    one?.opinion?.submittedBy,
  ]);

/** Everybody who has done something in a case so far, the submitter included. */
const peopleOf = (record: CaseRecord): Person[] =>
  [
    record.submittedBy,
    record.correction?.requestedBy,
    record.refusal?.proposedBy,
    record.acceptance?.acceptedBy,
    record.reviewer?.assignedBy,
    record.formalReview?.reviewedBy,
    record.rejection?.rejectedBy,
    record.extension?.extendedBy,
    ...(record.supplements ?? []).map((supplement) => supplement.requestedBy),
    ...agencyPeopleOf(record),
    ...record.notices.map((notice) => notice.approvedBy),
  ].filter((person) => person !== undefined);

/** The other duty that the actor has already had in this case, if any. */
export const conflictingDuty = (record: CaseRecord, actor: Person): Duty | undefined => {
  const own = dutyOf(actor);
  const earlier = peopleOf(record).find((person) => dutyOf(person) !== own && isSamePerson(person, actor));
  if (earlier !== undefined) return dutyOf(earlier);
  // A named reviewer has the duty before doing anything.
  const isNamed = record.reviewer?.staffNo === actor.staffNo && actor.mspId === record.registry.mspId;
  return isNamed && own !== 'reviewer' ? 'reviewer' : undefined;
};
