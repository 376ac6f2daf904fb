// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../protocol/civilTime';
import { partyOfKey, partyOfUscc } from '../protocol/parties';
import type { CaseCommandName } from '../protocol/schemas/commands';
import type { CaseRecord, Role } from '../protocol/schemas/records';
import { workerOf } from '../protocol/workers';
import { LIFECYCLE } from './lifecycle';
import type { RequirementName, Row } from './lifecycle';
import { unmetRequirement } from './requirements';

/**
 * Whether a case stands still until the command is given. The others are given only where there is a reason to, or follow
 * from the passing of time, which anybody may record.
 */
const STANDS_STILL_WITHOUT: Readonly<Record<CaseCommandName, boolean>> = {
  submit: false,
  requestCorrection: false,
  supplyCorrection: true,
  lapse: false,
  proposeRefusal: false,
  refuse: true,
  accept: true,
  deemAccepted: false,
  assignReviewer: true,
  recuseReviewer: false,
  reassignReviewer: false,
  passFormalReview: true,
  failFormalReview: false,
  assignAgency: true,
  requestDraw: true,
  drawAgency: true,
  declareIndependence: true,
  recuse: false,
  relieveAgency: false,
  submitOpinion: true,
  recordOverdue: false,
  requestSupplement: false,
  supplySupplement: true,
  resumeReview: false,
  terminate: false,
  extendReview: false,
  reject: false,
  publishNotice: true,
  closeNotice: false,
  grant: true,
  raiseObjection: false,
  replyToObjection: true,
  withdrawObjection: false,
  decideObjection: true,
  recordObjectionOverdue: false,
  supplyAmendment: true,
  failNotice: false,
  withdraw: false,
  recomputeDeadline: false,
};

/** What depends on who acts, and not on the case alone: here it says who that is, or is left to the ledger. */
const PERSONAL: readonly RequirementName[] = ['ASSIGNED_REVIEWER', 'DECLARED_INDEPENDENT', 'DUTIES_SEPARATED'];

const isNext = (row: Row, record: CaseRecord): boolean => {
  if (row.from !== record.state || !STANDS_STILL_WITHOUT[row.command]) return false;
  const impersonal = { ...row, needs: row.needs.filter((need) => !PERSONAL.includes(need)) };
  const situation = { record, actor: record.submittedBy, now: parseInstant(record.lastEventAt) };
  return unmetRequirement(impersonal, situation) === undefined;
};

const partiesOf = ({ filing, submittedBy }: CaseRecord): string[] => [
  ...filing.applicants.flatMap(({ idNumber }) => (typeof idNumber === 'string' ? [partyOfUscc(idNumber)] : [])),
  ...(filing.agent === undefined ? [] : [partyOfUscc(filing.agent.uscc)]),
  partyOfKey(submittedBy.identityKey),
];

/** Where a step is bound to one person: the reviewer named, the expert who has declared to be independent. */
const BOUND: Readonly<Partial<Record<RequirementName, (record: CaseRecord) => string | undefined>>> = {
  ASSIGNED_REVIEWER: ({ reviewer }) => reviewer?.staffNo,
  DECLARED_INDEPENDENT: ({ agency }) => agency?.independence?.declaredBy.staffNo,
};

/** What else a role may stand for, such as a clock, does not wait. */
const STAFF: readonly Role[] = ['acceptance', 'reviewer', 'decider', 'agency'];

const staffFor = (row: Row, record: CaseRecord): string[] => {
  const bound = row.needs.map((need) => BOUND[need]).find((one) => one !== undefined);
  const staffNo = bound?.(record);
  const uscc = row.relation === 'AGENCY' ? record.agency?.uscc : record.registry.uscc;
  if (uscc === undefined || (bound !== undefined && staffNo === undefined)) return [];
  return row.roles.filter((role) => STAFF.includes(role)).map((role) => workerOf(uscc, role, staffNo));
};

const workersFor = (row: Row, record: CaseRecord): string[] =>
  row.relation === 'PARTY' ? partiesOf(record) : staffFor(row, record);

/**
 * Whom a case waits for, as its last event leaves it, by the names of `workNamesOf`: nobody where only time must pass or
 * everything is over. Whether a person has had another duty in the case before is not looked at: the ledger refuses that.
 */
export const awaitedWorkers = (record: CaseRecord): string[] => [
  ...new Set(LIFECYCLE.filter((row) => isNext(row, record)).flatMap((row) => workersFor(row, record))),
];
