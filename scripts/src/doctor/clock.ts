// SPDX-License-Identifier: Apache-2.0
import { failed, idle, warning, well } from './finding';
import type { Finding } from './finding';
import { askOperations } from './operations';
import { networkRuns } from './presence';
import type { Presence } from './presence';
import { ANSWER_MS } from './probe';
import type { RegisterPlace } from './registerPlace';

/** The chaincode refuses a proposal that is further from an endorser's clock (chaincode/src/access/timeGuard.ts). */
const REFUSED_MS = 120_000;
/** A clock that is set by the network is off by far less. */
const SUSPICIOUS_MS = 30_000;
const REMEDY = 'Set both clocks from the network (NTP): the chaincode refuses what is two minutes away.';

/** A clock other than ours, and what it showed when we asked; no date where it could not be asked. */
interface Reading {
  readonly subject: string;
  readonly date: Date | undefined;
}

const ofGateways = (all: readonly Presence[]): Reading[] =>
  all.flatMap(({ name, gateway }) => (gateway?.date ? [{ subject: `the clock of ${name}`, date: gateway.date }] : []));

const ofPeers = async ({ engine, topology, layout }: RegisterPlace): Promise<Reading[]> => {
  if (engine !== 'fabric') return [];
  const peers = topology.organizations.flatMap(({ name, peers: own }) => own.map((peer) => ({ name, peer })));
  const readings = peers.map(async ({ name, peer }): Promise<Reading[]> => {
    const { host, operationsPort: port } = peer;
    const question = { host, port, path: '/healthz', organization: name, identities: layout.identities } as const;
    const answer = await askOperations(question);
    // A peer that does not answer is another layer's trouble.
    return answer ? [{ subject: `the clock of ${peer.name}.${name}`, date: answer.date }] : [];
  });
  return (await Promise.all(readings)).flat();
};

const ofSource = async (url: string): Promise<Reading> => {
  const subject = `the time at ${url}`;
  try {
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    return { subject, date: new Date(answer.headers.get('date') ?? Number.NaN) };
  } catch {
    // Whatever the reason, there is nothing to compare with, and that is what the finding says.
    return { subject, date: undefined };
  }
};

const findingOf = ({ subject, date }: Reading): Finding => {
  if (date === undefined || Number.isNaN(date.getTime())) {
    return warning('clock', { subject, says: 'is not told', remedy: 'Name another source of time.' });
  }
  const off = Date.now() - date.getTime();
  const says = `ours is ${(Math.abs(off) / 1000).toFixed(0)} s ${off < 0 ? 'behind' : 'ahead'}`;
  if (Math.abs(off) > REFUSED_MS) return failed('clock', { subject, says, remedy: REMEDY });
  if (Math.abs(off) > SUSPICIOUS_MS) return warning('clock', { subject, says, remedy: REMEDY });
  return well('clock', { subject, says: 'agrees with ours' });
};

/**
 * Compares this machine's clock with those of gateways and real peers, as they tell them over HTTP (RFC 9110, 6.6.1).
 *
 * @param source - a server whose `Date` is believed, beside the register's own
 */
export const checkClock = async (
  place: RegisterPlace,
  all: readonly Presence[],
  source: string | undefined,
): Promise<Finding[]> => {
  const own = [...ofGateways(all), ...(networkRuns(all) ? await ofPeers(place) : [])];
  const readings = source === undefined ? own : [...own, await ofSource(source)];
  if (readings.length > 0) return readings.map(findingOf);
  const says = 'nothing runs that tells the time; "--time-source URL" compares it with another server’s';
  return [idle('clock', { subject: 'this clock', says })];
};
