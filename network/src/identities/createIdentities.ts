// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Organization, Topology } from '../topology';
import { issueLeaf, type KeyPairFiles } from './authority';
import { checkIdentity } from './checkIdentity';
import { signingExtensions, tlsExtensions } from './extensions';
import { isFolderComplete, writeFolder, type FolderFile } from './folder';
import { plannedIdentities, type PlannedIdentity } from './identityPlan';
import { MSP_FILES, TLS_FILES } from './layout';
import { localMspFiles, tlsFiles, type Roots } from './mspFolder';
import { ensureAuthorities, openAuthorities, type OrganizationAuthorities } from './organizationAuthorities';
import { readRoots } from './readIdentity';

export interface CreateIdentitiesOptions {
  readonly topology: Topology;
  /** The consortium's identities folder; made where it does not exist. */
  readonly dir: string;
  /** The moment of issue; the machine's clock by default. */
  readonly now?: Date;
}

interface Issuing {
  readonly organization: Organization;
  readonly authorities: OrganizationAuthorities;
  readonly roots: Roots;
  readonly now: Date;
}

const within = (folder: string, files: readonly FolderFile[]): FolderFile[] =>
  files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));

function expectedFiles({ tls }: PlannedIdentity): string[] {
  const tlsNames = tls ? Object.values(TLS_FILES[tls.use]) : [];
  return [...Object.values(MSP_FILES).map((path) => `msp/${path}`), ...tlsNames.map((path) => `tls/${path}`)];
}

async function issueTls(planned: PlannedIdentity, issuing: Issuing): Promise<FolderFile[]> {
  if (planned.tls === undefined) return [];
  const { use, names } = planned.tls;
  const pair: KeyPairFiles = await issueLeaf(issuing.authorities.tls, {
    subject: { organization: issuing.organization.title, commonName: planned.commonName },
    extensions: tlsExtensions(use, names),
    now: issuing.now,
  });
  return within('tls', tlsFiles(use, issuing.roots.tlsRoot, pair));
}

async function issueIdentity(planned: PlannedIdentity, issuing: Issuing): Promise<void> {
  const { commonName, unit, attributes } = planned;
  const signing = await issueLeaf(issuing.authorities.identity, {
    subject: { organization: issuing.organization.title, unit, commonName },
    extensions: signingExtensions(attributes),
    now: issuing.now,
  });
  const tls = await issueTls(planned, issuing);
  writeFolder(planned.folder, [...within('msp', localMspFiles(issuing.roots, signing)), ...tls]);
}

async function createForOrganization(
  organization: Organization,
  options: Required<CreateIdentitiesOptions>,
): Promise<string[]> {
  const { topology, dir, now } = options;
  const place = { dir, org: organization.name };
  const founded = await ensureAuthorities(place, organization, now);
  const roots = readRoots(place);
  const planned = plannedIdentities(topology, organization, dir);
  const present = planned.filter((identity) => isFolderComplete(identity.folder, expectedFiles(identity)));
  present.forEach((identity) => {
    checkIdentity(identity, roots);
  });
  const missing = planned.filter((identity) => !present.includes(identity));
  if (missing.length > 0) {
    const authorities = await openAuthorities(place);
    for (const identity of missing) await issueIdentity(identity, { organization, authorities, roots, now });
  }
  return [...(founded ? [join(dir, organization.name, 'msp')] : []), ...missing.map((identity) => identity.folder)];
}

/**
 * Makes every identity of a consortium: two authorities an organization, and certificates with keys of their own for
 * nodes, administrators, gateways and users, in folders that a Fabric peer takes as they are. What exists is checked
 * and kept, what is missing is added, so it may run at every start.
 *
 * @returns the folders that were made now
 * @throws IdentityError when a folder is half-made, does not fit the topology, or cannot be issued here
 */
export async function createIdentities(options: CreateIdentitiesOptions): Promise<string[]> {
  const settings = { now: new Date(), ...options };
  const made: string[] = [];
  for (const organization of settings.topology.organizations) {
    made.push(...(await createForOrganization(organization, settings)));
  }
  return made;
}
