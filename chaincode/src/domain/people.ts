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

const agencyPeopleOf = ({ agency, formerAgencies = [] }: CaseRecord): (Person | undefined)[] => [
  ...[agency, ...formerAgencies].flatMap((one) => [
    one?.assignedBy,
    one?.independence?.declaredBy,
    one?.opinion?.submittedBy,
  ]),
  ...formerAgencies.map(({ relief }) => relief.by),
];

const drawPeopleOf = ({ draw, voidedDraws = [] }: CaseRecord): (Person | undefined)[] =>
  [draw, ...voidedDraws].map((one) => one?.requestedBy);

const refusalPeopleOf = ({ refusal, fallenRefusals = [] }: CaseRecord): (Person | undefined)[] =>
  [refusal, ...fallenRefusals].map((one) => one?.proposedBy);

const reviewerPeopleOf = ({ reviewer, formalReview, formerReviewers = [] }: CaseRecord): (Person | undefined)[] => [
  reviewer?.assignedBy,
  formalReview?.reviewedBy,
  ...formerReviewers.flatMap((former) => [former.assignedBy, former.formalReview?.reviewedBy, former.relief.by]),
];

/** Everybody who has done something in a case so far, the submitter included. */
const peopleOf = (record: CaseRecord): Person[] =>
  [
    record.submittedBy,
    record.correction?.requestedBy,
    ...refusalPeopleOf(record),
    record.acceptance?.acceptedBy,
    ...reviewerPeopleOf(record),
    record.rejection?.rejectedBy,
    record.extension?.extendedBy,
    ...(record.supplements ?? []).map((supplement) => supplement.requestedBy),
    ...drawPeopleOf(record),
    ...agencyPeopleOf(record),
    ...record.notices.map((notice) => notice.approvedBy),
    ...(record.objections ?? []).flatMap(({ raisedBy, decidedBy }) => [raisedBy, decidedBy]),
  ].filter((person) => person !== undefined);

/** A named reviewer has the duty before doing anything, and a former one keeps it; a mistyped number binds nobody. */
const isNamedReviewer = ({ reviewer, formerReviewers = [], registry }: CaseRecord, actor: Person): boolean => {
  const former = formerReviewers.filter(({ relief }) => relief.reasonCode !== 'AS-NUMBER');
  return actor.mspId === registry.mspId && [reviewer, ...former].some((one) => one?.staffNo === actor.staffNo);
};

/**
 * The part, other than reviewing, that a member of the registry's organization has had in a case.
 *
 * @param also - who acts now, and is not on the record yet
 */
export const otherDutyOf = (record: CaseRecord, staffNo: string, also: Person): Duty | undefined =>
  [...peopleOf(record), also]
    .filter((person) => person.mspId === record.registry.mspId && person.staffNo === staffNo)
    .map(dutyOf)
    .find((duty) => duty !== 'reviewer');

/** The other duty that the actor has already had in this case, if any. */
export const conflictingDuty = (record: CaseRecord, actor: Person): Duty | undefined => {
  const own = dutyOf(actor);
  const earlier = peopleOf(record).find((person) => dutyOf(person) !== own && isSamePerson(person, actor));
  if (earlier !== undefined) return dutyOf(earlier);
  return own !== 'reviewer' && isNamedReviewer(record, actor) ? 'reviewer' : undefined;
};
