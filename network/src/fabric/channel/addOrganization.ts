// SPDX-License-Identifier: Apache-2.0
import { writeConnections } from '../../connection';
import { createIdentities } from '../../identities/createIdentities';
import { organizationNamed } from '../../topology';
import { withCandidate } from '../../topologyChange';
import { redeploy } from '../chaincode/deploy';
import { checkPorts } from '../checkPorts';
import { joiningYaml } from '../config/configtxYaml';
import { peerConnections } from '../connections';
import { peerNodes } from '../nodes';
import { keepTopology } from '../openPlace';
import type { FabricPlace } from '../place';
import { startNode } from '../processes/nodeProcess';
import { peerProcess } from '../processes/nodeProcesses';
import { waitUntil } from '../processes/waitUntil';
import { heightOf } from '../status';
import { firstPeers } from '../tools/admin';
import { runTool } from '../tools/runTool';
import { writeConfig, writeYaml } from '../writeConfig';
import { updateChannel } from './configUpdate';
import { joinPeers } from './joinPeers';

/** Replaying takes as long as the chain is. */
const CATCH_UP_MS = 30 * 60_000;

/** The organization as a group of the channel's configuration. */
async function describe({ topology, layout, binaries }: FabricPlace, name: string): Promise<unknown> {
  const folder = layout.configOf(`joining.${name}`);
  writeYaml(folder, 'configtx.yaml', joiningYaml(organizationNamed(topology, name), layout.identities));
  const parameters = ['-printOrg', name, '-configPath', folder];
  const env = { FABRIC_LOGGING_SPEC: 'warn' };
  return JSON.parse(await runTool({ program: binaries.paths.configtxgen, parameters, env }));
}

/** Until a new peer has replayed the block that admits its organization, it refuses its own administrator. */
async function caughtUp(place: FabricPlace, name: string): Promise<void> {
  const [first] = firstPeers(place);
  const target = (first && (await heightOf(place, first.organization.name))) ?? 0;
  const question = async (): Promise<boolean> => ((await heightOf(place, name)) ?? 0) >= target;
  await waitUntil(question, { what: `Block ${target} at the peer of ${name}`, timeoutMs: CATCH_UP_MS, everyMs: 200 });
}

/**
 * Lets a candidate of the topology join a running network: a majority of the members admit it to the channel, its peer
 * catches up, and with a new definition, the same chaincode, its endorsement counts. May be run again where it broke off.
 *
 * @returns the network with the new member
 * @throws TopologyError TOPOLOGY_UNKNOWN_ORGANIZATION; FabricError with the node or tool that failed
 */
export async function addOrganization(place: FabricPlace, name: string): Promise<FabricPlace> {
  const { layout, binaries, say } = place;
  const joined = { ...place, topology: withCandidate(place.topology, name) };
  await createIdentities({ topology: joined.topology, dir: layout.identities });
  await checkPorts(joined);
  const group = await describe(joined, name);
  await updateChannel(place, (config) => admit(config, name, group));
  say(`The members have admitted ${name} to the channel.`);
  writeConfig(joined.topology, layout, binaries.major);
  const own = peerNodes(joined.topology).filter(({ organization }) => organization.name === name);
  await Promise.all(own.map((peer) => startNode(layout, peerProcess(layout, binaries, peer))));
  await joinPeers(joined);
  await caughtUp(joined, name);
  await redeploy(joined);
  keepTopology(layout.topologyFile, joined.topology);
  writeConnections(layout.root, peerConnections(joined));
  return joined;
}

type Config = Parameters<Parameters<typeof updateChannel>[1]>[0];

function admit(config: Config, name: string, group: unknown): Config | undefined {
  if (Object.hasOwn(config.channel_group.groups.Application.groups, name)) return undefined;
  const wanted = structuredClone(config);
  wanted.channel_group.groups.Application.groups[name] = group;
  return wanted;
}
