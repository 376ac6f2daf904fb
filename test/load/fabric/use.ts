// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FabricNetwork } from '@registry/network';
import type { TestSystem } from '../../support/system';
import type { Figure } from '../figures';
import { useOf } from '../processUse';

const run = promisify(execFile);

/** Processes that do the same, one for each organization. */
export type Kind = 'peers' | 'orderers' | 'chaincode servers' | 'gateways' | 'clients';
export type ByKind = Readonly<Record<Kind, number>>;

const NOTHING: ByKind = { peers: 0, orderers: 0, 'chaincode servers': 0, gateways: 0, clients: 0 };
const KINDS = Object.keys(NOTHING) as Kind[];

/** Names are `peer0.ORG`, `orderer0.ORG`, `chaincode0.peer0.ORG`. */
const kindOf = (name: string): Kind => {
  if (name.startsWith('peer')) return 'peers';
  return name.startsWith('orderer') ? 'orderers' : 'chaincode servers';
};

/** What everybody has taken until now. */
export interface Use {
  readonly processorMs: ByKind;
  readonly memory: ByKind;
  /** MiB that files take. */
  readonly disk: ByKind;
}

const diskMiB = async (folders: readonly string[]): Promise<number> => {
  const { stdout } = await run('du', ['-sk', ...folders]);
  const kibibytes = stdout
    .trim()
    .split('\n')
    .map((line) => Number.parseInt(line, 10));
  return kibibytes.reduce((sum, size) => sum + size, 0) / 1024;
};

const pidsByKind = (network: FabricNetwork, register: TestSystem): [Kind, number][] => [
  ...network.processes().map((name): [Kind, number] => [kindOf(name), network.pid(name) ?? 0]),
  ...register.system.parts.pids.map((pid): [Kind, number] => ['gateways', pid]),
  ['clients', process.pid],
];

const diskByKind = async (network: FabricNetwork, { system }: TestSystem): Promise<ByKind> => {
  const { dataDir } = network;
  const nodes = network.processes().filter((name) => !name.startsWith('chaincode'));
  const of = (kind: Kind): string[] =>
    nodes.filter((name) => kindOf(name) === kind).map((name) => join(dataDir, 'fabric', 'nodes', name));
  const gateways = system.gateways.map(({ organization: { name } }) => system.layout.gateway(name));
  const [peers = 0, orderers = 0, ours = 0] = await Promise.all([of('peers'), of('orderers'), gateways].map(diskMiB));
  return { ...NOTHING, peers, orderers, gateways: ours };
};

export const measureUse = async (network: FabricNetwork, register: TestSystem): Promise<Use> => {
  const processorMs = { ...NOTHING };
  const memory = { ...NOTHING };
  for (const [kind, pid] of pidsByKind(network, register)) {
    const use = useOf(pid);
    processorMs[kind] += use.processorMs;
    memory[kind] += use.memory;
  }
  return { processorMs, memory, disk: await diskByKind(network, register) };
};

/** By kind of process, how much more there is, for each of so many. */
export const each = (before: ByKind, after: ByKind, count: number): ByKind =>
  Object.fromEntries(KINDS.map((kind) => [kind, (after[kind] - before[kind]) / count])) as ByKind;

const sum = (use: ByKind): number => Object.values(use).reduce((total, value) => total + value, 0);

/** One figure of all together, and by kind of process what it is made of. */
export const useFigure = ({ name, unit }: Pick<Figure, 'name' | 'unit'>, use: ByKind): Figure => ({
  name,
  unit,
  value: sum(use),
  note: KINDS.filter((kind) => use[kind] !== 0)
    .map((kind) => `${kind} ${use[kind].toFixed(use[kind] < 10 ? 2 : 0)}`)
    .join(', '),
});
