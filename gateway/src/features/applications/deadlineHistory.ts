// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, ClockChange, Deadline, DomainEvent, Period } from '@registry/chaincode/protocol';
import type { CaseStep } from '../../replay/replayCase';

export const DEADLINE_STATUSES = [
  'RUNNING',
  'PASSED',
  'STOPPED',
  'PROVISIONAL',
  'MET',
  'MISSED',
  'RAN_OUT',
  'BROKEN_OFF',
] as const;
export type DeadlineStatus = (typeof DEADLINE_STATUSES)[number];

/** The event that a deadline began or ended with. */
export type EventRef = Pick<DomainEvent, 'type' | 'eventSeq' | 'txTime'>;

/** A deadline of a case with everything that happened to it. */
export interface TrackedDeadline {
  /** As it stands, or stood when it was closed. */
  readonly deadline: Deadline;
  readonly opened: EventRef;
  /** On which it rests: the article of the rule profile. */
  readonly article: string;
  readonly changes: readonly ClockChange[];
  readonly stoppedAt?: string;
  readonly closed?: EventRef & { readonly status: 'MET' | 'MISSED' | 'RAN_OUT' | 'BROKEN_OFF' };
}

type Closed = NonNullable<TrackedDeadline['closed']>;

const isSame = (one: Deadline | undefined, other: Deadline | undefined): boolean =>
  one?.name === other?.name && one?.startedAt === other?.startedAt;

const refOf = ({ type, eventSeq, txTime }: DomainEvent): EventRef => ({ type, eventSeq, txTime });

const closingStatus = ({ name, at }: Deadline, { type, txTime }: DomainEvent): Closed['status'] => {
  const hasPassed = at !== undefined && txTime >= at;
  if (name === 'NOTICE') return hasPassed ? 'RAN_OUT' : 'BROKEN_OFF';
  if (type === 'applicationWithdrawn') return 'BROKEN_OFF';
  return hasPassed ? 'MISSED' : 'MET';
};

const closedBy = (tracked: TrackedDeadline, event: DomainEvent): TrackedDeadline => ({
  ...tracked,
  closed: { ...refOf(event), status: closingStatus(tracked.deadline, event) },
});

const opened = (deadline: Deadline, event: DomainEvent): TrackedDeadline => ({
  deadline,
  opened: refOf(event),
  article: event.actor.authorityBasis,
  changes: [],
});

const resumed = (
  { stoppedAt, ...tracked }: TrackedDeadline,
  deadline: Deadline,
  event: DomainEvent,
): TrackedDeadline => ({
  ...tracked,
  deadline,
  changes: [...tracked.changes, ...(stoppedAt === undefined ? [] : [{ stoppedAt, restartedAt: event.txTime }])],
});

/** A review that was over and goes on after all had a clock that stood still meanwhile (N35 art. 28). */
const reopened = ({ closed, ...tracked }: TrackedDeadline, deadline: Deadline, event: DomainEvent): TrackedDeadline =>
  resumed({ ...tracked, ...(closed && { stoppedAt: closed.txTime }) }, deadline, event);

interface Turn {
  readonly before: Deadline | undefined;
  readonly after: Deadline | undefined;
  readonly event: DomainEvent;
  /** What an extension adds. */
  readonly extension: Period | undefined;
}

/** A notice runs on while objections to it are open, though the case waits for these. */
const behindObjections = (tracked: TrackedDeadline, event: DomainEvent): TrackedDeadline =>
  event.state === 'NOTICE' || event.state === 'NOTICE_OBJECTED' ? tracked : closedBy(tracked, event);

/** The deadline that ran goes on, is stopped, or is closed. */
const left = (tracked: TrackedDeadline, { before, after, event }: Turn): TrackedDeadline => {
  if (tracked.closed !== undefined) return tracked;
  // With no deadline left, one that stood still will not run again.
  if (after === undefined && tracked.stoppedAt !== undefined) return closedBy(tracked, event);
  if (tracked.deadline.name === 'NOTICE') return behindObjections(tracked, event);
  if (!isSame(tracked.deadline, before) || isSame(before, after)) return tracked;
  return event.clockState === 'STOPPED' ? { ...tracked, stoppedAt: event.txTime } : closedBy(tracked, event);
};

/** The same deadline with another end: more time, or an end that is known now. */
const changed = (tracked: TrackedDeadline, deadline: Deadline, { event, extension }: Turn): TrackedDeadline => {
  const isMoreTime = event.type === 'reviewExtended' && extension !== undefined;
  return { ...tracked, deadline, changes: [...tracked.changes, ...(isMoreTime ? [{ extendedBy: extension }] : [])] };
};

const entered = (all: readonly TrackedDeadline[], turn: Turn): readonly TrackedDeadline[] => {
  const { before, after, event } = turn;
  if (after === undefined || after === before) return all;
  const isOpen = (one: TrackedDeadline): boolean => one.closed === undefined && isSame(one.deadline, after);
  const earlier = all.find((one) => one.closed !== undefined && isSame(one.deadline, after));
  if (earlier !== undefined) return all.map((one) => (one === earlier ? reopened(one, after, event) : one));
  if (!all.some(isOpen)) return [...all, opened(after, event)];
  return all.map((one) => {
    if (!isOpen(one)) return one;
    return one.stoppedAt === undefined ? changed(one, after, turn) : resumed(one, after, event);
  });
};

/**
 * Every deadline that a case has had, in the order in which they began.
 *
 * @param steps - the events of the case, each with the record that it left
 * @param extension - the further period of the case's rule profile
 */
export const deadlineHistory = (
  steps: readonly CaseStep[],
  extension: Period | undefined,
): readonly TrackedDeadline[] => {
  let all: readonly TrackedDeadline[] = [];
  let record: CaseRecord | undefined;
  for (const { event, after } of steps) {
    const turn = { before: record?.deadline, after: after.deadline, event, extension };
    all = entered(
      all.map((one) => left(one, turn)),
      turn,
    );
    record = after;
  }
  return all;
};

/** @param nowInstant - ISO instant for which the status is derived */
export const statusOf = ({ closed, stoppedAt, deadline }: TrackedDeadline, nowInstant: string): DeadlineStatus => {
  if (closed !== undefined) return closed.status;
  if (stoppedAt !== undefined) return 'STOPPED';
  if (deadline.at === undefined) return 'PROVISIONAL';
  return deadline.at <= nowInstant ? 'PASSED' : 'RUNNING';
};
