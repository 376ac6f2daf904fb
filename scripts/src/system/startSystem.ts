// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Organization, Topology } from '@registry/network';
import { makeComparisonKey } from './comparisonKey';
import { startEngine } from './engine';
import { fabricReady, fabricTopologyFile } from './fabric';
import { runFounding } from './founding';
import { addressOf, gatewayReady, startGatewayProcess } from './gateway';
import { layOut } from './layout';
import type { Layout } from './layout';
import { ENGINE, newParts } from './parts';
import type { Parts } from './parts';
import type { RunningProcess } from './process';
import { organizationNamed, readTopology, SHIPPED_TOPOLOGY } from './readTopology';
import { onFreePorts } from './relocate';

/** Written by each gateway at its first start, readable by its owner only. */
const USERS_FILE = 'users.json';

export interface SystemOptions {
  readonly dataDir: string;
  /** What keeps the ledger: the embedded consortium, started and stopped here, or a Fabric network that runs already. */
  readonly engine?: 'embedded' | 'fabric';
  /** On the topology's own ports, or on any free ones so that several systems run beside each other. */
  readonly ports: 'topology' | 'free';
  /** Test-only rule profiles that the register is founded with. */
  readonly testProfiles: readonly string[];
  /** Further settings of every gateway, by the names of its configuration. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Those of one organization's gateway alone. */
  readonly settingsOf?: (organization: string) => Readonly<Record<string, string>>;
  readonly say?: (line: string) => void;
}

export interface RunningGateway {
  readonly organization: Organization;
  readonly url: string;
  readonly usersFile: string;
}

/** A whole register on this machine. */
export interface System {
  readonly layout: Layout;
  readonly topology: Topology;
  readonly gateways: readonly RunningGateway[];
  readonly parts: Parts;
  /** Starts a part again that was stopped or killed, and waits until it serves. */
  restart(part: PartName): Promise<void>;
  /** Accredits an organization that has joined the network meanwhile, and starts its gateway. */
  admit(organization: string): Promise<RunningGateway>;
  stop(): Promise<void>;
}

/** `engine`, or the name of the organization whose gateway is meant. */
export type PartName = string;
export { ENGINE };

interface Place {
  readonly options: SystemOptions;
  readonly layout: Layout;
  readonly topology: Topology;
  readonly topologyFile: string;
  readonly parts: Parts;
}

/** The topology that a data folder was started with stays its own: its ports stand in certificates and files. */
const topologyFileOf = async (layout: Layout, { engine, ports }: SystemOptions): Promise<string> => {
  if (engine === 'fabric') return fabricTopologyFile(layout);
  if (existsSync(layout.topologyFile)) return layout.topologyFile;
  if (ports === 'topology') return SHIPPED_TOPOLOGY;
  const relocated = await onFreePorts(readTopology(SHIPPED_TOPOLOGY));
  writeFileSync(layout.topologyFile, `${JSON.stringify(relocated, undefined, 2)}\n`, { mode: 0o600 });
  return layout.topologyFile;
};

const registries = ({ organizations }: Topology): Organization[] => organizations.filter(({ gateway }) => gateway);

const launchGateway = (place: Place, organization: Organization): RunningProcess => {
  const { layout, topologyFile, parts, options } = place;
  const settings = { ...options.settings, ...options.settingsOf?.(organization.name) };
  const gateway = startGatewayProcess(organization, { layout, topologyFile, settings });
  parts.put(organization.name, gateway);
  return gateway;
};

const startLedger = async ({ parts, layout, topologyFile, topology, options }: Place): Promise<string> => {
  if (options.engine === 'fabric') {
    await fabricReady(layout, topology);
    return 'The Fabric network runs.';
  }
  parts.put(ENGINE, await startEngine(layout, topologyFile));
  return 'The embedded consortium runs.';
};

const restart = async (place: Place, part: PartName): Promise<void> => {
  if (part === ENGINE) {
    place.parts.put(ENGINE, await startEngine(place.layout, place.topologyFile));
    return;
  }
  const organization = organizationNamed(readTopology(place.topologyFile), part);
  await gatewayReady(launchGateway(place, organization), addressOf(organization));
};

const admit = async (place: Place, name: string): Promise<RunningGateway> => {
  const { layout, topologyFile, options } = place;
  const organization = organizationNamed(readTopology(topologyFile), name);
  await runFounding(layout, { topologyFile, testProfiles: options.testProfiles });
  await gatewayReady(launchGateway(place, organization), addressOf(organization));
  return runningGateway(layout, organization);
};

const bringUp = async (place: Place): Promise<void> => {
  const { layout, topologyFile, options, topology } = place;
  const say = options.say ?? (() => undefined);
  say(await startLedger(place));
  const gateways = registries(topology).map((organization) => ({
    organization,
    running: launchGateway(place, organization),
  }));
  await runFounding(layout, { topologyFile, testProfiles: options.testProfiles });
  say('The register is founded: institutions, rule profiles and calendars are on the ledger.');
  await Promise.all(gateways.map(({ organization, running }) => gatewayReady(running, addressOf(organization))));
};

const runningGateway = (layout: Layout, organization: Organization): RunningGateway => ({
  organization,
  url: addressOf(organization),
  usersFile: join(layout.gateway(organization.name), USERS_FILE),
});

/**
 * Starts the embedded consortium or finds the Fabric network, founds the register where it is new, and starts every registry's gateway, each as a
 * process of its own.
 * @throws Error with a sentence of the part that did not start; what was started is stopped again
 */
export const startSystem = async (options: SystemOptions): Promise<System> => {
  const layout = layOut(resolve(options.dataDir));
  makeComparisonKey(layout);
  const topologyFile = await topologyFileOf(layout, options);
  const place = { options, layout, topologyFile, topology: readTopology(topologyFile), parts: newParts() };
  try {
    await bringUp(place);
  } catch (error) {
    await place.parts.stopAll();
    throw error;
  }
  return {
    layout,
    topology: place.topology,
    gateways: registries(place.topology).map((organization) => runningGateway(layout, organization)),
    parts: place.parts,
    restart: (part) => restart(place, part),
    admit: (name) => admit(place, name),
    stop: () => place.parts.stopAll(),
  };
};
