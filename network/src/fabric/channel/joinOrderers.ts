// SPDX-License-Identifier: Apache-2.0
import { tlsPaths, type TlsPaths } from '../config/tlsFiles';
import { FabricError } from '../fabricError';
import { adminIdentity, ordererNodes, type OrdererNode } from '../nodes';
import type { FabricPlace } from '../place';
import { ask } from '../processes/health';
import { waitUntil } from '../processes/waitUntil';
import { runTool } from '../tools/runTool';

const ACTIVE_MS = 60_000;

const adminTls = ({ layout }: FabricPlace, { organization }: OrdererNode): TlsPaths =>
  tlsPaths(adminIdentity(layout.identities, organization), 'client');

/** What an orderer says of the channel; undefined where it does not take part. */
export async function participation(place: FabricPlace, orderer: OrdererNode): Promise<string | undefined> {
  const { host, adminPort: port } = orderer.node;
  const path = `/participation/v1/channels/${place.topology.channel}`;
  const answer = await ask({ host, port, path, tls: adminTls(place, orderer) });
  if (answer?.status !== 200) return undefined;
  return (JSON.parse(answer.body) as { status?: string }).status;
}

async function join(place: FabricPlace, orderer: OrdererNode): Promise<void> {
  const { host, adminPort } = orderer.node;
  const { root, certificate, privateKey } = adminTls(place, orderer);
  const { layout, topology, binaries } = place;
  const target = ['-o', `${host}:${adminPort}`, '--channelID', topology.channel, '--config-block', layout.genesisBlock];
  const tls = ['--ca-file', root, '--client-cert', certificate, '--client-key', privateKey];
  const said = await runTool({ program: binaries.paths.osnadmin, parameters: ['channel', 'join', ...target, ...tls] });
  // The program ends with 0 whatever the orderer answered.
  if (!said.includes('Status: 201')) throw new FabricError('TOOL_FAILED', `${orderer.name} did not join: ${said}`);
}

/**
 * Lets every orderer take part in the channel, each by its own organization's administrator, and waits until they do.
 *
 * @throws FabricError TOOL_FAILED, NODE_FAILED
 */
export async function joinOrderers(place: FabricPlace): Promise<void> {
  const orderers = ordererNodes(place.topology);
  for (const orderer of orderers) {
    if ((await participation(place, orderer)) === undefined) await join(place, orderer);
  }
  for (const orderer of orderers) {
    await waitUntil(async () => (await participation(place, orderer)) === 'active', {
      what: `The channel at ${orderer.name}`,
      timeoutMs: ACTIVE_MS,
    });
  }
}
