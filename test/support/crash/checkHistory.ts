// SPDX-License-Identifier: Apache-2.0
import type { Journal, Operation, Place } from './journal';
import { recordKey } from './ledgerHistory';
import type { LedgerHistory, Written } from './ledgerHistory';

const say = (operation: Operation, problem: string): string =>
  `${operation.what} (${operation.outcome}; ${operation.place?.caseId ?? 'no case'}): ${problem}`;

/** The event that an answer named, at the place that it named. */
const placeProblem = ({ events }: LedgerHistory, place: Place): string | undefined => {
  const found = (events.get(recordKey('case', place.caseId)) ?? []).filter(
    ({ event }) => event.eventSeq === place.eventSeq,
  );
  const [only] = found;
  if (!only || found.length > 1) return `is ${String(found.length)} times on the ledger`;
  if (only.transactionId !== place.transactionId) return `was written by ${only.transactionId}`;
  return only.blockNumber === place.blockNumber ? undefined : `stands in block ${String(only.blockNumber)}`;
};

/** How often a filing may be on the ledger, by what its client was told. */
const EXPECTED = { ACKNOWLEDGED: [1], REFUSED: [0], UNKNOWN: [0, 1] } as const;

const contentProblem = (history: LedgerHistory, { verdict, content, place }: Operation): string | undefined => {
  if (content === undefined) return undefined;
  const cases = [...(history.casesOf.get(content) ?? [])];
  if (!(EXPECTED[verdict] as readonly number[]).includes(cases.length)) {
    return `is ${String(cases.length)} times on the ledger`;
  }
  return place && cases[0] !== place.caseId ? `is case ${String(cases[0])}` : undefined;
};

const operationProblems = (history: LedgerHistory, operation: Operation): string[] => {
  const problems = [operation.place && placeProblem(history, operation.place), contentProblem(history, operation)];
  return problems.flatMap((problem) => (problem === undefined ? [] : [say(operation, problem)]));
};

/** A record's events are numbered without gap or repetition, and each names the hash of the one before it. */
const chainProblems = (record: string, events: readonly Written[]): string[] =>
  events.flatMap(({ event }, index) => {
    const before = events[index - 1]?.event;
    if (event.eventSeq !== index + 1)
      return [`${record}: event ${String(event.eventSeq)} in place ${String(index + 1)}`];
    const follows = before === undefined || event.prevEventHash === before.eventHash;
    return follows ? [] : [`${record}: event ${String(event.eventSeq)} does not follow the one before it`];
  });

/**
 * Holds what clients were told against what the blocks say: what was acknowledged is there once, what was refused is not
 * there, what is unknown is there once or not at all; and every record's own chain is whole.
 *
 * @returns a sentence for each problem
 */
export const historyProblems = ({ operations }: Journal, history: LedgerHistory): string[] => [
  ...operations.flatMap((operation) => operationProblems(history, operation)),
  ...[...history.events].flatMap(([record, events]) => chainProblems(record, events)),
];

const sameAnswer = (before: Place, after: Place | undefined): boolean =>
  after !== undefined &&
  before.caseId === after.caseId &&
  before.eventSeq === after.eventSeq &&
  before.transactionId === after.transactionId &&
  before.blockNumber === after.blockNumber;

/** Repeats a command under its key: the answer must be the first one again. */
const repetitionProblem = async (
  operation: Operation,
  repeat: (operation: Operation) => Promise<Operation>,
): Promise<string[]> => {
  const { place } = operation;
  if (!place) return [];
  const again = await repeat({ ...operation });
  return sameAnswer(place, again.place) ? [] : [say(again, `the first answer was ${JSON.stringify(place)}`)];
};

/** Repeats acknowledged commands one after another. @returns a sentence for each other answer */
export const repetitionProblems = async (
  operations: readonly Operation[],
  repeat: (operation: Operation) => Promise<Operation>,
): Promise<string[]> => {
  const problems: string[] = [];
  for (const operation of operations) problems.push(...(await repetitionProblem(operation, repeat)));
  return problems;
};
