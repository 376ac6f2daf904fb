// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../chaincode/src/protocol/schemas/events';
import type { CaseRecord } from '../../chaincode/src/protocol/schemas/records';
import { demand } from './demand';
import type { Watch } from './walk';
import type { Moment, World } from './world';

type Duty = 'party' | 'acceptance' | 'reviewer' | 'decider' | 'agency';

/** In which function somebody brings an event about. Stating that a time has passed is nobody's function. */
const DUTIES: Partial<Record<DomainEvent['type'], Duty>> = {
  applicationSubmitted: 'party',
  correctionSupplied: 'party',
  supplementSupplied: 'party',
  amendmentSupplied: 'party',
  objectionReplied: 'party',
  applicationWithdrawn: 'party',
  correctionRequested: 'acceptance',
  refusalProposed: 'acceptance',
  applicationAccepted: 'acceptance',
  formalReviewPassed: 'reviewer',
  formalReviewFailed: 'reviewer',
  reviewerRecused: 'reviewer',
  applicationRefused: 'decider',
  reviewerAssigned: 'decider',
  reviewerReassigned: 'decider',
  drawRequested: 'decider',
  reviewExtended: 'decider',
  applicationTerminated: 'decider',
  applicationRejected: 'decider',
  noticePublished: 'decider',
  objectionDecided: 'decider',
  certificateGranted: 'decider',
  independenceDeclared: 'agency',
  opinionSubmitted: 'agency',
  agencyRecused: 'agency',
};

const dutyOf = (event: DomainEvent): Duty | undefined => {
  if (event.type === 'supplementRequested') return event.data.stage === 'FORMAL_REVIEW' ? 'reviewer' : 'agency';
  // Who carries a draw out adds nothing to it; the supervisor may relieve an agency as well.
  if (event.type === 'agencyAssigned') return event.data.drawn === undefined ? 'decider' : undefined;
  if (event.type === 'agencyRelieved') return event.actor.role === 'decider' ? 'decider' : undefined;
  return DUTIES[event.type];
};

/** A person is told by the key, and by the staff number within an organization. */
const namesOf = ({ actor }: DomainEvent): string[] => [
  actor.identityKey,
  ...(actor.staffNo === undefined ? [] : [`${actor.mspId} ${actor.uscc ?? ''} ${actor.staffNo}`]),
];

const partiesOf = ({ filing }: CaseRecord): unknown[] => [
  ...filing.applicants.map(({ idNumber }) => idNumber),
  filing.agent?.uscc,
];

const assertAgencyUntied = ({ agency, filing, registry }: CaseRecord, world: World): void => {
  if (agency === undefined) return;
  const institution = world.all('institution').get(agency.uscc)?.institution;
  const ties = institution?.institutionKind === 'AGENCY' ? institution.declaredTies : [];
  const concerned = [registry.uscc, filing.agent?.uscc, ...filing.rights.map(({ holderUscc }) => holderUscc)];
  for (const one of [...concerned, ...filing.applicants.map(({ idNumber }) => idNumber)]) {
    demand(one !== agency.uscc && !(ties as unknown[]).includes(one), `agency ${agency.uscc} is tied to the case`);
  }
};

const assertObjectorIsNoParty = ({ event, after }: Moment): void => {
  if (event.type !== 'noticeObjected') return;
  demand(!partiesOf(after).includes(event.actor.uscc), 'an applicant objects to the own application');
};

const assertAssigned = ({ event, before }: Moment): void => {
  if (dutyOf(event) !== 'reviewer') return;
  demand(event.actor.staffNo === before?.reviewer?.staffNo, 'reviews without having been assigned');
};

/** Nobody has two functions in one case: not at once, and not one after the other. */
export const dutiesAreSeparated = (): Watch => {
  const known = new Map<string, Map<string, Duty>>();
  return ({ moments }, world) => {
    for (const moment of moments) {
      const { event, after } = moment;
      const duty = dutyOf(event);
      const people = known.get(after.caseId) ?? new Map<string, Duty>();
      known.set(after.caseId, people);
      for (const name of duty === undefined ? [] : namesOf(event)) {
        const earlier = people.get(name) ?? duty;
        demand(earlier === duty, `${event.type} by ${name}, who has acted as ${earlier} in ${after.caseId}`);
        if (duty !== undefined) people.set(name, duty);
      }
      assertAssigned(moment);
      assertObjectorIsNoParty(moment);
      assertAgencyUntied(after, world);
    }
  };
};
