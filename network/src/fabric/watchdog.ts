// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import type { FabricPlace } from './place';
import type { Condition } from './processes/health';
import { namesOf, seemsToRun } from './processes/pidFile';
import { restart } from './restart';
import { conditionOfProcess } from './status';
import { WATCHDOG } from './watchdogProcess';

/** How often it looks, in milliseconds. */
const EVERY_MS = 2_000;
/** A process that somebody stops on purpose is dead for a moment before it is forgotten. */
const DEAD_MS = 2_000;
/**
 * Where an orderer hangs longer, the others stop ordering: they dial it inside the loop that orders, and wait. Where a
 * peer or a chaincode does, its gateway stands still. They stop after 80 seconds; on a machine that is merely busy an answer
 * takes a few.
 */
const SILENT_MS = 20_000;

/** Since when a process has been dead or silent, by name. */
export type Troubles = Map<string, { readonly condition: 'DEAD' | 'SILENT'; readonly since: number }>;

/**
 * Keeps in mind how a process was found.
 *
 * @param now - milliseconds of one clock
 * @returns whether it is to be started again
 */
export function note(troubles: Troubles, name: string, found: Condition | 'DEAD', now: number): boolean {
  if (found !== 'DEAD' && found !== 'SILENT') {
    troubles.delete(name);
    return false;
  }
  const known = troubles.get(name);
  const trouble = known?.condition === found ? known : { condition: found, since: now };
  troubles.set(name, trouble);
  return now - trouble.since >= (found === 'DEAD' ? DEAD_MS : SILENT_MS);
}

/** Chaincode servers need their peer to learn what they run, so they come last. */
const inOrder = (names: readonly string[]): string[] =>
  [...names].sort((one, other) => Number(one.startsWith('chaincode')) - Number(other.startsWith('chaincode')));

async function look(place: FabricPlace, name: string): Promise<Condition | 'DEAD'> {
  return seemsToRun(place.layout.pids, name) ? conditionOfProcess(place, name) : 'DEAD';
}

async function again(place: FabricPlace, name: string, chaincodePath: string): Promise<void> {
  try {
    await restart(place, name, chaincodePath);
    place.say(`${new Date().toISOString()} ${name} serves again.`);
  } catch (error) {
    // What it needs may be gone too: it is tried again at the next look.
    place.say(`${new Date().toISOString()} ${name} could not be started: ${String(error)}`);
  }
}

/** What a watchdog needs. */
export interface Watch {
  /** Asked for at every look: organizations join. */
  readonly place: () => FabricPlace;
  readonly chaincodePath: string;
  readonly signal: AbortSignal;
}

/**
 * Starts again, until it is told to stop, what died and what hangs: each process of the network that was started and
 * not stopped.
 */
export async function watch({ place, chaincodePath, signal }: Watch): Promise<void> {
  const troubles: Troubles = new Map();
  while (!signal.aborted) {
    const present = place();
    const names = namesOf(present.layout.pids).filter((name) => name !== WATCHDOG);
    const found = await Promise.all(names.map(async (name) => [name, await look(present, name)] as const));
    const now = performance.now();
    const wanted = found.filter(([name, condition]) => note(troubles, name, condition, now)).map(([name]) => name);
    for (const name of inOrder(wanted)) {
      place().say(`${new Date().toISOString()} ${name} is ${troubles.get(name)?.condition ?? ''}.`);
      troubles.delete(name);
      await again(present, name, chaincodePath);
    }
    await delay(EVERY_MS);
  }
}
