// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How a client reaches one organization's peer. */
export interface PeerConnection {
  readonly mspId: string;
  /** host:port, gRPC over TLS. */
  readonly address: string;
  /** The authority that the peer's TLS certificate stands under. */
  readonly tlsRootCertPath: string;
}

/** Peers by organization name; organizations that only call have none. */
export type PeerConnections = Readonly<Record<string, PeerConnection>>;

const connectionsShape = z.record(
  z.string(),
  z.strictObject({ mspId: z.string(), address: z.string(), tlsRootCertPath: z.string() }),
);

const fileIn = (dataDir: string): string => join(dataDir, 'connection.json');

/** Leaves word of a running network in its data folder. */
export function writeConnections(dataDir: string, peers: PeerConnections): void {
  writeFileSync(fileIn(dataDir), `${JSON.stringify(peers, undefined, 2)}\n`);
}

/**
 * Reads where the peers of a network listen, as the network left it in its data folder.
 * @throws a sentence where the network was never started or the file is not its own
 */
export function readConnections(dataDir: string): PeerConnections {
  const file = fileIn(dataDir);
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read: start the network first`, { cause });
  }
  const parsed = connectionsShape.safeParse(JSON.parse(content));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not a connection file: ${parsed.error.message}`);
}
