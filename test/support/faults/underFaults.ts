// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '@registry/scripts/system/waitFor';
import { outcomeOf, type Attempt, type History } from '../history/history';
import type { FabricRegister } from './fabricRegister';
import type { Fault } from './faults';

/** What clients were told from the moment of a fault until both gateways served again. */
export interface FaultReport {
  readonly name: string;
  readonly struck: readonly string[];
  /** How often each answer was given, by `status code`. */
  readonly told: Readonly<Record<string, number>>;
  /** From the healing on until each gateway had acknowledged a command that was sent after it, in milliseconds. */
  readonly recoveredMs: number;
  /** The longest time in which no command was acknowledged anywhere, in milliseconds. */
  readonly longestPauseMs: number;
}

/** A network that does not serve again within this time, by itself, has not recovered. */
export const RECOVERY_MS = 60_000;

const isAcknowledged = (attempt: Attempt): boolean => outcomeOf(attempt) === 'ACKNOWLEDGED';

/** Whether each registry's gateway has acknowledged a filing that was sent after a moment. */
const servesSince = ({ attempts }: History, registries: readonly string[], since: number): boolean =>
  registries.every((registry) =>
    attempts.some(
      (one) => isAcknowledged(one) && one.command === 'submit' && one.from > since && one.client.startsWith(registry),
    ),
  );

const count = (attempts: readonly Attempt[]): Record<string, number> => {
  const told: Record<string, number> = {};
  for (const { status, code } of attempts) {
    const name = `${String(status)} ${code ?? ''}`.trim();
    told[name] = (told[name] ?? 0) + 1;
  }
  return told;
};

const longestPause = (times: readonly number[]): number =>
  Math.max(0, ...times.map((time, index) => time - (times[index - 1] ?? time)));

/**
 * Lets a fault happen under load, puts it right, and waits until every gateway serves again.
 *
 * @throws Error where one does not within {@link RECOVERY_MS}
 */
export const undergo = async (
  place: FabricRegister,
  fault: Fault,
  { history, registries }: { history: History; registries: readonly string[] },
): Promise<FaultReport> => {
  const start = performance.now();
  const struck = await fault.strike(place);
  await sleep(fault.lastsMs);
  await fault.heal(place, struck);
  const healed = performance.now();
  const question = (): Promise<true | undefined> =>
    Promise.resolve(servesSince(history, registries, healed) ? true : undefined);
  await waitFor(question, { what: `Recovery after ${fault.name}`, timeoutMs: RECOVERY_MS });
  const end = performance.now();
  const since = history.attempts.filter(({ to }) => to >= start);
  return {
    name: fault.name,
    struck,
    told: count(since),
    recoveredMs: end - healed,
    longestPauseMs: longestPause([start, ...since.filter(isAcknowledged).map(({ to }) => to), end]),
  };
};
