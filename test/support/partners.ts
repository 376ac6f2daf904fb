// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@registry/scripts/system/freePorts';
import { layOut } from '@registry/scripts/system/layout';
import { SHIPPED_TOPOLOGY, readTopology } from '@registry/scripts/system/readTopology';
import { onFreePorts } from '@registry/scripts/system/relocate';
import { startSystem } from '@registry/scripts/system/startSystem';
import { issueLeaf, newAuthority, openAuthority } from '../../network/src/identities/authority';
import { tlsExtensions } from '../../network/src/identities/extensions';
import { asTestSystem, TEST_PROFILE } from './system';
import type { TestSystem } from './system';

/** One side of a partnership: its authority, with what its gateway listens, and with what it asks. */
export interface Side {
  readonly folder: string;
  readonly port: number;
  readonly ca: string;
}

const LOOPBACK = '127.0.0.1';

/** Makes a side's authority and certificates in a folder of its own, as `partners.json` names them. */
export const newSide = async (name: string): Promise<Side> => {
  const folder = mkdtempSync(join(tmpdir(), `registry-partner-${name}-`));
  const now = new Date();
  const files = await newAuthority({ organization: name, commonName: `ca.${name}` }, now);
  const authority = await openAuthority(files);
  const put = (file: string, text: string): void => {
    writeFileSync(join(folder, file), text, { mode: 0o600 });
  };
  for (const use of ['server', 'client'] as const) {
    const subject = { organization: name, commonName: `${use}.${name}` };
    const leaf = await issueLeaf(authority, { subject, extensions: tlsExtensions(use, [LOOPBACK]), now });
    put(`${use}.crt`, leaf.certificate);
    put(`${use}.key`, leaf.privateKey);
  }
  const [port = 0] = await freePorts(1);
  return { folder, port, ca: files.certificate };
};

/** Writes the file that names the other side. @returns its path */
export const writePartners = (own: Side, other: Side, ledgerId: string): string => {
  writeFileSync(join(own.folder, 'partner.ca'), other.ca);
  const path = join(own.folder, 'partners.json');
  const settings = {
    client: { certificate: 'client.crt', key: 'client.key' },
    partners: [{ ledgerId, url: `https://${LOOPBACK}:${String(other.port)}`, ca: 'partner.ca' }],
    listen: {
      ...{ host: LOOPBACK, port: own.port, certificate: 'server.crt', key: 'server.key' },
      clientCa: 'partner.ca',
    },
  };
  writeFileSync(path, JSON.stringify(settings));
  return path;
};

/** A consortium with a channel of its own, one of whose gateways has a partner. */
export const startConsortium = async (
  channel: string,
  { gateway, partnersFile }: { readonly gateway: string; readonly partnersFile: string },
): Promise<TestSystem> => {
  const dataDir = mkdtempSync(join(tmpdir(), `registry-${channel}-`));
  const topology = await onFreePorts({ ...readTopology(SHIPPED_TOPOLOGY), channel });
  writeFileSync(layOut(dataDir).topologyFile, JSON.stringify(topology));
  const system = await startSystem({
    ...{ dataDir, ports: 'free', testProfiles: [TEST_PROFILE] },
    settingsOf: (organization) =>
      organization === gateway ? { PARTNERS_FILE: partnersFile, PARTNER_SECONDS: '1' } : {},
  });
  return asTestSystem(system, () => rm(dataDir, { recursive: true, force: true }));
};
