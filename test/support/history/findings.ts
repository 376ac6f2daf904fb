// SPDX-License-Identifier: Apache-2.0
import { outcomeOf } from './history';
import type { Attempt, History, Sighting } from './history';

/** One domain event on the ledger, in a valid transaction. */
export interface WrittenEvent {
  readonly type: string;
  readonly recordId: string;
  readonly eventSeq: number;
  readonly eventHash: string;
  readonly transactionId: string;
  /** Of a filing, the Merkle root of its content. */
  readonly contentRoot?: string | undefined;
}

/** The event by which a command stands on the ledger. */
const EVENT_OF: Readonly<Record<string, string>> = {
  submit: 'applicationSubmitted',
  accept: 'applicationAccepted',
  withdraw: 'applicationWithdrawn',
};

const groupBy = <T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item)) ?? [];
    group.push(item);
    groups.set(nameOf(item), group);
  }
  return groups;
};

const isAcknowledged = (attempt: Attempt): boolean => outcomeOf(attempt) === 'ACKNOWLEDGED';

const placeOf = (recordId: string, eventSeq: number): string => `${recordId} event ${String(eventSeq)}`;

/** The events of one subject that a command can have written. */
const writtenBy = (events: readonly WrittenEvent[], { command, subject }: Attempt): WrittenEvent[] =>
  events.filter(
    ({ type, recordId, contentRoot }) =>
      type === EVENT_OF[command] && (command === 'submit' ? contentRoot : recordId) === subject,
  );

/** Every acknowledgement names an event that is there, as it was told. */
const lost = ({ attempts }: History, events: readonly WrittenEvent[]): string[] => {
  const places = new Map(events.map((event) => [placeOf(event.recordId, event.eventSeq), event]));
  return attempts.filter(isAcknowledged).flatMap(({ key, command, answer }) => {
    if (answer === undefined) return [`${command} ${key} was acknowledged without an answer`];
    const place = placeOf(answer.caseId, answer.eventSeq);
    const event = places.get(place);
    if (event === undefined) return [`${command} ${key} was acknowledged and is lost: ${place}`];
    return event.eventHash === answer.eventHash ? [] : [`${command} ${key} was acknowledged as another ${place}`];
  });
};

/** An intention that a client may have repeated, and what of it stands on the ledger. */
const fateOfIntention = (tried: readonly Attempt[], written: readonly WrittenEvent[]): string | undefined => {
  const [first] = tried;
  if (first === undefined) return undefined;
  const name = `${first.command} ${first.key}`;
  const outcomes = new Set(tried.map(outcomeOf));
  if (written.length > 1) return `${name} stands ${String(written.length)} times`;
  if (outcomes.has('ACKNOWLEDGED')) return written.length === 1 ? undefined : `${name} was acknowledged and is lost`;
  if (outcomes.has('UNKNOWN')) return outcomes.has('REFUSED') ? undefined : `${name} was never resolved`;
  return written.length === 0 ? undefined : `${name} was answered ${[...outcomes].join()} and stands on the ledger`;
};

/** Of several intentions about one subject, what stands is that of the one that was acknowledged. */
const intentions = ({ attempts }: History, events: readonly WrittenEvent[]): string[] =>
  [...groupBy(attempts, ({ command, subject }) => `${command} ${subject}`).values()].flatMap((about) => {
    const [first] = about;
    const written = first === undefined ? [] : writtenBy(events, first);
    const byKey = [...groupBy(about, ({ key }) => key).values()];
    const owners = byKey.filter((tried) => tried.some(isAcknowledged));
    if (owners.length > 1) return [`${first?.command ?? ''} of ${first?.subject ?? ''} was acknowledged to several`];
    const judged = owners.length === 1 ? owners : byKey;
    return judged.flatMap((tried) => fateOfIntention(tried, written) ?? []);
  });

/** Repeats of one intention are answered alike. */
const inconsistent = ({ attempts }: History): string[] =>
  [...groupBy(attempts.filter(isAcknowledged), ({ key }) => key)].flatMap(([key, tried]) => {
    const told = new Set(tried.map(({ answer }) => answer && placeOf(answer.caseId, answer.eventSeq)));
    return told.size > 1 ? [`${key} was told of ${[...told].join(' and of ')}`] : [];
  });

/** A record's events have the numbers 1, 2, 3 …, each once. */
const gaps = (events: readonly WrittenEvent[]): string[] =>
  [...groupBy(events, ({ recordId }) => recordId)].flatMap(([recordId, own]) => {
    const numbers = own.map(({ eventSeq }) => eventSeq);
    return numbers.every((number, index) => number === index + 1) ? [] : [`${recordId} has events ${numbers.join()}`];
  });

/** What one client reads never goes back: neither a case, nor the height that is told. */
const reversals = ({ sightings }: History): string[] =>
  [...groupBy(sightings, ({ client }) => client)].flatMap(([client, seen]) => {
    const latest = new Map<string, Sighting>();
    let height = 0;
    return seen.flatMap((sighting) => {
      const before = latest.get(sighting.caseId);
      latest.set(sighting.caseId, sighting);
      const isBack = sighting.blockHeight < height || sighting.eventSeq < (before?.eventSeq ?? 0);
      height = Math.max(height, sighting.blockHeight);
      return isBack ? [`${client} saw ${placeOf(sighting.caseId, sighting.eventSeq)} go back`] : [];
    });
  });

/**
 * Holds what clients were told to what the ledger holds: an acknowledged command stands exactly once, a refused one or
 * one that was not done not at all, an unknown one was resolved in the end, and no client's reads went back.
 *
 * @param events - of the whole ledger, in commit order
 * @returns a sentence for everything that is not so
 */
export const findings = (history: History, events: readonly WrittenEvent[]): string[] => [
  ...lost(history, events),
  ...intentions(history, events),
  ...inconsistent(history),
  ...gaps(events),
  ...reversals(history),
];
