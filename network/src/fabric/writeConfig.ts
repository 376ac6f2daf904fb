// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Topology } from '../topology';
import { adminYaml } from './config/adminYaml';
import { configtxYaml } from './config/configtxYaml';
import { coreYaml } from './config/coreYaml';
import { ordererYaml } from './config/ordererYaml';
import { tlsPaths } from './config/tlsFiles';
import type { FabricLayout } from './layout';
import { adminIdentity, ordererIdentity, ordererNodes, peerIdentity, peerNodes } from './nodes';

/** The external builder, beside the sources as beside the compiled files. */
export const BUILDER = resolve(__dirname, '..', '..', 'builder');

/** Writes a configuration file, readable by its owner only. */
export function writeYaml(folder: string, name: string, content: object): void {
  writeFileSync(join(folder, name), stringify(content, { aliasDuplicateObjects: false }), { mode: 0o600 });
}

/** The name of an administrator's configuration folder. */
export const adminName = (organization: string): string => `admin.${organization}`;

/**
 * Writes the configuration of every node and administrator, and of the channel.
 *
 * @param major - of Fabric's release
 */
export function writeConfig(topology: Topology, layout: FabricLayout, major: number): void {
  const { identities } = layout;
  for (const orderer of ordererNodes(topology)) {
    const folder = ordererIdentity(identities, orderer);
    const dataFolder = layout.dataOf(orderer.name);
    const place = { orderer, mspFolder: join(folder, 'msp'), tls: tlsPaths(folder, 'server'), dataFolder, major };
    writeYaml(layout.configOf(orderer.name), 'orderer.yaml', ordererYaml(place));
  }
  for (const peer of peerNodes(topology)) {
    const folder = peerIdentity(identities, peer);
    const tls = tlsPaths(folder, 'server');
    const place = { peer, mspFolder: join(folder, 'msp'), tls, dataFolder: layout.dataOf(peer.name), major };
    writeYaml(layout.configOf(peer.name), 'core.yaml', coreYaml({ ...place, builderFolder: BUILDER }));
    writeAdminConfig(layout, peer);
  }
  writeYaml(layout.channelConfig, 'configtx.yaml', configtxYaml(topology, identities));
}

function writeAdminConfig(layout: FabricLayout, peer: ReturnType<typeof peerNodes>[number]): void {
  const folder = adminIdentity(layout.identities, peer.organization);
  const place = { peer, mspFolder: join(folder, 'msp'), tls: tlsPaths(folder, 'client') };
  writeYaml(layout.configOf(adminName(peer.organization.name)), 'core.yaml', adminYaml(place));
}
