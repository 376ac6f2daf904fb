// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

const endpoint = z.object({
  mspId: z.string().min(1),
  /** host:port of a peer that serves the Fabric Gateway, or several with commas. */
  address: z.string().regex(/^[^\s,]+:\d+(,[^\s,]+:\d+)*$/, 'must be host:port, several with commas'),
  /** Path of the root certificate that the peer's TLS certificate stands under. */
  tlsRootCertPath: z.string().min(1),
});
const connectionFile = z.record(z.string(), endpoint);

/** Where an organization's peer is. */
export interface Endpoint {
  readonly mspId: string;
  readonly address: string;
  /** PEM. */
  readonly tlsRoot: string;
}

/** The connection file does not say how to reach the ledger. */
export class ConnectionUnusable extends Error {
  override readonly name = 'ConnectionUnusable';
}

function read(file: string): z.infer<typeof connectionFile> {
  try {
    return connectionFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new ConnectionUnusable(`${file} cannot be read as a connection file`, { cause });
  }
}

/**
 * Reads how to reach an organization's peer from the file that the network wrote at its start.
 *
 * @param file - JSON: organization → {mspId, address, tlsRootCertPath}; a relative path there is relative to the file
 * @throws ConnectionUnusable naming the file
 */
export function readEndpoint(file: string, organization: string): Endpoint {
  const found = read(file)[organization];
  if (!found) throw new ConnectionUnusable(`${file} names no peer of ${organization}`);
  const root = resolve(dirname(file), found.tlsRootCertPath);
  try {
    return { mspId: found.mspId, address: found.address, tlsRoot: readFileSync(root, 'utf8') };
  } catch (cause) {
    throw new ConnectionUnusable(`${root}, named by ${file}, cannot be read`, { cause });
  }
}
