// SPDX-License-Identifier: Apache-2.0
import type { FabricRegister } from './fabricRegister';

/** Something that goes wrong, and is put right again. */
export interface Fault {
  readonly name: string;
  /** How long it lasts, in milliseconds. */
  readonly lastsMs: number;
  /** @returns what it struck, for `heal` */
  strike(place: FabricRegister): Promise<readonly string[]>;
  heal(place: FabricRegister, struck: readonly string[]): Promise<void>;
}

type Choice = (place: FabricRegister) => Promise<readonly string[]>;

const only =
  (...names: string[]): Choice =>
  () =>
    Promise.resolve(names);

const leader: Choice = async ({ network }) => {
  const name = await network.leader();
  if (name === undefined) throw new Error('No orderer leads.');
  return [name];
};

const follower: Choice = async (place) => {
  const [leading] = await leader(place);
  const orderers = place.network.processes().filter((name) => name.startsWith('orderer'));
  return orderers.filter((name) => name !== leading).slice(0, 1);
};

/** So many orderers, the leader among them, that the others cannot agree. */
const majority: Choice = async (place) => {
  const [leading = ''] = await leader(place);
  const others = place.network.processes().filter((name) => name.startsWith('orderer') && name !== leading);
  return [leading, ...others.slice(0, Math.ceil((others.length + 1) / 2) - 1)];
};

const killing = (what: string, choice: Choice, lastsMs = 3_000): Fault => ({
  name: `SIGKILL of ${what}`,
  lastsMs,
  strike: async (place) => {
    const names = await choice(place);
    await Promise.all(names.map((name) => place.network.kill(name)));
    return names;
  },
  heal: async ({ network }, names) => {
    await Promise.all(names.map((name) => network.restart(name)));
  },
});

const freezing = (what: string, choice: Choice, lastsMs = 12_000): Fault => ({
  name: `SIGSTOP of ${what}`,
  lastsMs,
  strike: async (place) => {
    const names = await choice(place);
    for (const name of names) place.network.signal(name, 'SIGSTOP');
    return names;
  },
  heal: ({ network }, names) => {
    for (const name of names) network.signal(name, 'SIGCONT');
    return Promise.resolve();
  },
});

const killingGateway = (registry: string): Fault => ({
  name: `SIGKILL of the gateway of ${registry}`,
  lastsMs: 2_000,
  strike: async ({ register: { system } }) => {
    system.parts.expectEnd(registry);
    system.parts.get(registry).kill('SIGKILL');
    await system.parts.get(registry).ended;
    return [registry];
  },
  heal: ({ register: { system } }) => system.restart(registry),
});

const PEERS = ['zhengzhou', 'guiyang', 'supervisor', 'court'].map((name) => `peer0.${name}`);

/** Few enough for every run of the tests: who leads, whom a gateway talks to, who endorses. */
export const SHORT_FAULTS: readonly Fault[] = [
  killing('the leading orderer', leader),
  killing('peer0.zhengzhou', only('peer0.zhengzhou')),
  freezing('peer0.guiyang', only('peer0.guiyang'), 6_000),
];

/** Everything that can be lost one at a time, and a majority of the orderers. */
export const ALL_FAULTS: readonly Fault[] = [
  ...PEERS.map((name) => killing(name, only(name))),
  killing('the leading orderer', leader),
  killing('a following orderer', follower),
  ...PEERS.map((name) => killing(`chaincode0.${name}`, only(`chaincode0.${name}`))),
  killingGateway('zhengzhou'),
  freezing('peer0.zhengzhou', only('peer0.zhengzhou')),
  freezing('peer0.supervisor', only('peer0.supervisor')),
  freezing('the leading orderer', leader),
  freezing('a following orderer', follower),
  freezing('chaincode0.peer0.zhengzhou', only('chaincode0.peer0.zhengzhou')),
  freezing('chaincode0.peer0.guiyang', only('chaincode0.peer0.guiyang')),
  killing('a majority of the orderers', majority, 15_000),
  freezing('a majority of the orderers', majority, 15_000),
];
