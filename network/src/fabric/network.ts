// SPDX-License-Identifier: Apache-2.0
import type { PeerConnections } from '../connection';
import type { Topology } from '../topology';
import { bringUp } from './bringUp';
import { addOrganization } from './channel/addOrganization';
import { deploy, type DeployOptions, type Deployment } from './chaincode/deploy';
import { peerConnections } from './connections';
import { leaderOf } from './leader';
import { FabricError } from './fabricError';
import { openPlace, type FabricOptions } from './openPlace';
import type { FabricPlace } from './place';
import { killNode, signalNode, stopNode } from './processes/nodeProcess';
import { namesOf, runningPid } from './processes/pidFile';
import { restart } from './restart';
import { startWatchdog, WATCHDOG } from './watchdogProcess';

export interface StartFabricOptions extends FabricOptions {
  /** The compiled chaincode's folder, for the first deployment. */
  readonly chaincodePath: string;
  /** Whether a watchdog starts again what dies and what hangs. */
  readonly watched?: boolean;
}

/** A running network of real peers and orderers. Processes are named `orderer0.ORG`, `peer0.ORG`, `chaincode0.peer0.ORG`. */
export interface FabricNetwork {
  readonly topology: Topology;
  readonly dataDir: string;
  /** Fabric's release. */
  readonly version: string;
  /** By organization name. */
  readonly peers: PeerConnections;
  /** The names of all processes that were started and not stopped. */
  processes(): readonly string[];
  /** The number of a running process; undefined where it does not run. */
  pid(name: string): number | undefined;
  /** The orderer that leads now; undefined while there is none. */
  leader(): Promise<string | undefined>;
  /** Sends a signal, such as SIGSTOP and SIGCONT. */
  signal(name: string, signal: NodeJS.Signals): void;
  /** Ends a process with SIGKILL, as a power cut would, and waits until it is gone. */
  kill(name: string): Promise<void>;
  /** Starts a process again that was killed or stopped, and waits until it serves; a hung one is killed first. */
  restart(name: string): Promise<void>;
  /** Puts a new definition on the channel, sequence + 1. */
  deploy(options: DeployOptions): Promise<Deployment>;
  /** Lets a candidate of the topology join; `topology` and `peers` tell of it then. */
  addOrganization(name: string): Promise<void>;
  /** Stops every process. May be called again. */
  stop(): Promise<void>;
}

/** Stops every process of a network: first whoever would start them again, then those that call others. */
export async function stopNetwork({ layout }: Pick<FabricPlace, 'layout'>): Promise<void> {
  await stopNode(layout, WATCHDOG);
  const names = namesOf(layout.pids);
  const inOrder = [/^peer/, /^chaincode/, /./].map((pattern) => names.filter((name) => pattern.test(name)));
  const done = new Set<string>();
  for (const group of inOrder) {
    await Promise.all(group.filter((name) => !done.has(name)).map((name) => stopNode(layout, name)));
    for (const name of group) done.add(name);
  }
}

/** The handle of a network that is up. */
export function fabricNetwork(begun: FabricPlace, chaincodePath: string): FabricNetwork {
  const { layout, binaries } = begun;
  let place = begun;
  return {
    get topology() {
      return place.topology;
    },
    dataDir: layout.root,
    version: binaries.version,
    get peers() {
      return peerConnections(place);
    },
    processes: () => namesOf(layout.pids),
    pid: (name) => runningPid(layout.pids, name),
    leader: () => leaderOf(place),
    signal: (name, signal) => {
      if (!signalNode(layout, name, signal)) throw new FabricError('NOT_STARTED', `${name} does not run.`);
    },
    kill: (name) => killNode(layout, name),
    restart: (name) => restart(place, name, chaincodePath),
    deploy: (options) => deploy(place, options),
    addOrganization: async (name) => {
      place = await addOrganization(place, name);
    },
    stop: () => stopNetwork(place),
  };
}

/**
 * Starts a whole consortium of real peers and orderers on this machine, each a process of its own that outlives this
 * one, and waits until it serves. A network that was started in the same folder before goes on with what it has.
 *
 * @throws FabricError with a sentence that names what failed; what was started is stopped again
 */
export async function startFabricNetwork(options: StartFabricOptions): Promise<FabricNetwork> {
  const place = openPlace(options);
  // One that still runs would start what is started here.
  await stopNode(place.layout, WATCHDOG);
  try {
    await bringUp(place, options.chaincodePath);
    if (options.watched === true) await startWatchdog(place);
  } catch (error) {
    await stopNetwork(place);
    throw error;
  }
  return fabricNetwork(place, options.chaincodePath);
}
