// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { failed, idle, sentence, well } from './finding';
import type { Finding } from './finding';
import { atPeerOf, peerOwners } from './peerLedger';
import type { RegisterPlace } from './registerPlace';

/** How long a peer that is behind is given to show that it catches up. */
const CATCH_UP_MS = 2_000;
const RESTART = 'See its log; a peer that is started again fetches what it misses from the orderers.';

interface Height {
  readonly organization: string;
  readonly height?: number;
  readonly problem?: string;
}

const heightAt = async (place: RegisterPlace, organization: string): Promise<Height> => {
  try {
    return { organization, height: await atPeerOf(place, organization, ({ ledger }) => ledger.height()) };
  } catch (error) {
    return { organization, problem: sentence(error) };
  }
};

const heights = (place: RegisterPlace): Promise<Height[]> =>
  Promise.all(peerOwners(place).map((organization) => heightAt(place, organization)));

const highest = (all: readonly Height[]): number => Math.max(0, ...all.map(({ height = 0 }) => height));

/** Blocks come while we ask, so a peer is behind only where it does not reach later what another held before. */
const measured = async (place: RegisterPlace): Promise<{ all: Height[]; needed: number }> => {
  const first = await heights(place);
  const needed = highest(first);
  if (first.every(({ height }) => height === needed)) return { all: first, needed };
  await sleep(CATCH_UP_MS);
  return { all: await heights(place), needed };
};

const findingOf = ({ organization, height, problem }: Height, needed: number): Finding => {
  const subject = `the channel at ${organization}'s peer`;
  if (height === undefined) {
    return failed('channel', { subject, says: `cannot be asked: ${problem ?? ''}`, remedy: RESTART });
  }
  if (height >= needed) return well('channel', { subject, says: `${String(height)} blocks` });
  const says = `holds ${String(height)} of ${String(needed)} blocks and does not catch up`;
  return failed('channel', { subject, says, remedy: RESTART });
};

/** Whether each organization's peer serves the channel, and as far as the others. */
export const checkChannel = async (place: RegisterPlace, isRunning: boolean): Promise<Finding[]> => {
  if (!isRunning) return [idle('channel', { subject: 'the channel', says: 'cannot be asked while nothing runs' })];
  const { all, needed } = await measured(place);
  return all.map((one) => findingOf(one, needed));
};
