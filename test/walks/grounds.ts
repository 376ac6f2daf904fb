// SPDX-License-Identifier: Apache-2.0
import { LIFECYCLE } from '../../chaincode/src/domain/lifecycle';
import type { CaseRecord, CaseState } from '../../chaincode/src/protocol/schemas/records';
import { demand } from './demand';
import type { Watch } from './walk';
import type { Moment, World } from './world';

interface Ground {
  readonly reasonCode?: string;
  readonly legalBasis?: readonly string[];
  readonly reason?: unknown;
}

/** Decisions to somebody's detriment. What follows from time alone has a code and an article, and no other reason. */
const DECISIONS: Readonly<Record<string, 'BY_PERSON' | 'BY_TIME'>> = {
  applicationRefused: 'BY_PERSON',
  applicationRejected: 'BY_PERSON',
  applicationTerminated: 'BY_PERSON',
  agencyRelieved: 'BY_PERSON',
  objectionDecided: 'BY_PERSON',
  applicationLapsed: 'BY_TIME',
  noticeFailed: 'BY_TIME',
};

const closedObjection = ({ event }: Moment, world: World): Ground | undefined => {
  if (event.type !== 'objectionDecided') return undefined;
  return world.all('objection').get(event.data.objectionNo)?.closed as Ground | undefined;
};

const reasonOf = (moment: Moment, world: World): unknown =>
  (moment.event.data as Ground).reason ?? closedObjection(moment, world)?.reason ?? moment.after.refusal?.reason;

const isCodeOf = ({ event, before, after }: Moment, code: string): boolean =>
  LIFECYCLE.some(
    (row) =>
      row.event === event.type &&
      row.from === before?.state &&
      row.to === after.state &&
      row.reasonCodes?.includes(code) === true,
  );

const assertGrounded = (moment: Moment, world: World): void => {
  const { type, reasonCode, legalBasis = [] } = moment.event;
  const kind = DECISIONS[type];
  if (kind === undefined) return;
  demand(
    reasonCode !== undefined && isCodeOf(moment, reasonCode),
    `${type} with the reason code ${String(reasonCode)}`,
  );
  demand(legalBasis.length > 0 && legalBasis.every((one) => one !== ''), `${type} without an article`);
  demand(kind === 'BY_TIME' || reasonOf(moment, world) !== undefined, `${type} without a reason`);
};

/** Where a case that ended without a right says why it did. */
const GROUNDS: Partial<Record<CaseState, (record: CaseRecord) => readonly (Ground | undefined)[]>> = {
  NOT_ACCEPTED: ({ refusal }) => [refusal],
  REJECTED: ({ rejection, noticeFailure }) => [rejection, noticeFailure],
  TERMINATED: ({ termination, noticeFailure }) => [termination, noticeFailure],
};

/** Every negative decision has its code, its reason and its article, in the event and on the record. */
export const negativeDecisionsAreGrounded: Watch = ({ moments }, world) => {
  for (const moment of moments) {
    assertGrounded(moment, world);
    const { state } = moment.after;
    const grounds = GROUNDS[state]?.(moment.after).filter((one) => one !== undefined);
    const isOnRecord = grounds?.every((one) => one.reasonCode !== undefined && (one.legalBasis ?? []).length > 0);
    demand(grounds === undefined || (grounds.length === 1 && isOnRecord === true), `${state} without one ground`);
  }
};
