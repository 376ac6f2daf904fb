// SPDX-License-Identifier: Apache-2.0
import type { DiscoveryService } from 'fabric-common';
import type { Network } from 'fabric-network';

/** What is known of a channel's peers and orderers may be this old, in milliseconds. */
export const STALE = 60_000;
/** Where somebody is missing it may be no older than this: whoever waits asks no more often. */
export const MISSING = 2_000;

/** When a network's members were last asked for. */
const asked = new WeakMap<Network, number>();

/** The library keeps the service that found the network's members, and would ask it again only along its own ways. */
const serviceOf = (network: Network): DiscoveryService | undefined =>
  (network as Network & { readonly discoveryService?: DiscoveryService }).discoveryService;

/**
 * Asks anew who belongs to a network, unless that was done a short while ago: peers, orderers and organizations that have
 * joined are known from then on, without a new connection. Failing to ask changes nothing.
 *
 * @param age - in milliseconds: nothing is asked where what is known is younger
 */
export async function rediscover(network: Network, age: number): Promise<void> {
  const now = Date.now();
  if (now - (asked.get(network) ?? -Infinity) < age) return;
  asked.set(network, now);
  try {
    await serviceOf(network)?.send({});
  } catch {
    // Who is known stays known; whether they can be reached shows when they are asked.
  }
}

/** Notes that a network's members have just been found, as they are when it is opened. */
export function noteDiscovered(network: Network): void {
  asked.set(network, Date.now());
}
