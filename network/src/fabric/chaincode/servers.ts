// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { tlsPaths } from '../config/tlsFiles';
import type { FabricLayout } from '../layout';
import { peerIdentity, type PeerNode } from '../nodes';
import { handshakeWith, type Condition } from '../processes/health';
import { namesOf } from '../processes/pidFile';
import { startNode, stopNode, type NodeProcess } from '../processes/nodeProcess';
import { labelOf } from './chaincodePackage';
import { codeFolder } from './storePackage';

const connectionShape = z.object({ address: z.string() });

const connectionFile = (layout: FabricLayout, peer: PeerNode, label: string): string =>
  join(layout.connectionsOf(peer.name), `${label}.json`);

/** The port of a label's server at a peer; undefined where none was ever appointed. */
function appointedPort(layout: FabricLayout, peer: PeerNode, label: string): number | undefined {
  const file = connectionFile(layout, peer, label);
  if (!existsSync(file)) return undefined;
  const { address } = connectionShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Number(address.slice(address.lastIndexOf(':') + 1));
}

/** Labels take the peer's two ports in turn, so that the newest never takes the port of the one before it. */
function nextPort(layout: FabricLayout, peer: PeerNode, present: string | undefined): number {
  const [first, second] = peer.node.serverPorts;
  const taken = present === undefined ? second : appointedPort(layout, peer, present);
  return taken === first ? second : first;
}

/**
 * Appoints where a package's server listens for a peer, for the peer's builder and for the server.
 *
 * @param present - label of the package that serves now, whose port stays its own
 */
export function appointServer(layout: FabricLayout, peer: PeerNode, label: string, present?: string): void {
  if (appointedPort(layout, peer, label) !== undefined) return;
  const { certificate, privateKey, root } = tlsPaths(peerIdentity(layout.identities, peer), 'server');
  const read = (file: string): string => readFileSync(file, 'utf8');
  const connection = {
    address: `${peer.node.host}:${nextPort(layout, peer, present)}`,
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    client_key: read(privateKey),
    client_cert: read(certificate),
    root_cert: read(root),
  };
  writeFileSync(connectionFile(layout, peer, label), `${JSON.stringify(connection)}\n`, { mode: 0o600 });
}

const namePart = (peer: PeerNode): string => `.${peer.name}`;

/** `chaincode0.peer0.zhengzhou`: the server at the first of a peer's two server ports. */
function serverName(peer: PeerNode, port: number): string {
  return `chaincode${peer.node.serverPorts.indexOf(port)}${namePart(peer)}`;
}

/** The program of fabric-shim that serves a chaincode. */
export const SHIM_SERVER = join(dirname(require.resolve('fabric-shim/package.json')), 'cli.js');

/** What is loaded before it. */
export const QUIET_LOGGERS = resolve(__dirname, '..', '..', '..', 'server', 'quietLoggers.cjs');

/** A peer's chaincode server, which only that peer may call. */
export function serverProcess(layout: FabricLayout, peer: PeerNode, packageId: string): NodeProcess {
  const port = appointedPort(layout, peer, labelOf(packageId)) ?? peer.node.serverPorts[0];
  const { host } = peer.node;
  const { certificate, privateKey, root } = tlsPaths(peerIdentity(layout.identities, peer), 'server');
  const options = {
    'chaincode-address': `${host}:${port}`,
    'chaincode-id': packageId,
    'chaincode-tls-cert-file': certificate,
    'chaincode-tls-key-file': privateKey,
    'chaincode-tls-client-cacert-file': root,
    'module-path': codeFolder(layout, labelOf(packageId)),
  };
  return {
    name: serverName(peer, port),
    program: process.execPath,
    parameters: [
      ...['--require', QUIET_LOGGERS, SHIM_SERVER, 'server'],
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'WARNING' },
    condition: () => handshakeWith({ host, port, tls: { certificate, privateKey, root } }),
  };
}

/** Whether the server of that name answers; undefined where it is no chaincode server of the topology's peers. */
export function serverCondition(
  layout: FabricLayout,
  peers: readonly PeerNode[],
  name: string,
): Promise<Condition> | undefined {
  for (const peer of peers) {
    const port = peer.node.serverPorts.find((one) => serverName(peer, one) === name);
    if (port === undefined) continue;
    const tls = tlsPaths(peerIdentity(layout.identities, peer), 'server');
    return handshakeWith({ host: peer.node.host, port, tls });
  }
  return undefined;
}

/** Starts a package's server for a peer, or finds it running. */
export const startServer = (layout: FabricLayout, peer: PeerNode, packageId: string): Promise<void> =>
  startNode(layout, serverProcess(layout, peer, packageId));

/** Stops a peer's servers of all packages but one. */
export async function stopOtherServers(layout: FabricLayout, peer: PeerNode, packageId: string): Promise<void> {
  const kept = serverProcess(layout, peer, packageId).name;
  const others = namesOf(layout.pids).filter(
    (name) => name.startsWith('chaincode') && name.endsWith(namePart(peer)) && name !== kept,
  );
  await Promise.all(others.map((name) => stopNode(layout, name)));
}
