// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINE } from '@registry/scripts/system/startSystem';
import type { System } from '@registry/scripts/system/startSystem';
import type { SeededRandom } from '../seededRandom';

/** What is killed at once, and after how long under load, in milliseconds. */
export interface Kill {
  readonly parts: readonly string[];
  readonly afterMs: number;
}

const SHORTEST_MS = 300;
const LONGEST_MS = 1_500;

/** A plan in which each victim comes in turn, in an order and at moments by chance. */
export const planKills = (count: number, gateways: readonly string[], random: SeededRandom): Kill[] => {
  const victims = [[ENGINE], ...gateways.map((name) => [name]), [ENGINE, ...gateways]];
  const order: (readonly string[])[] = [];
  while (order.length < count) order.push(...shuffled(victims, random));
  return order.slice(0, count).map((parts) => ({
    parts,
    afterMs: SHORTEST_MS + Math.floor(random.next() * (LONGEST_MS - SHORTEST_MS)),
  }));
};

const shuffled = <T>(items: readonly T[], random: SeededRandom): T[] =>
  items
    .map((item) => ({ item, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);

/** Kills parts of a running register as a power cut would, and starts them again, the ledger first. */
export const killAndRestart = async (system: System, { parts, afterMs }: Kill): Promise<void> => {
  await sleep(afterMs);
  for (const part of parts) {
    system.parts.expectEnd(part);
    system.parts.get(part).kill('SIGKILL');
  }
  await Promise.all(parts.map((part) => system.parts.get(part).ended));
  if (parts.includes(ENGINE)) await system.restart(ENGINE);
  await Promise.all(parts.filter((part) => part !== ENGINE).map((part) => system.restart(part)));
};
