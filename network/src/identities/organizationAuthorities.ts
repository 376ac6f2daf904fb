// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organization } from '../topology';
import { newAuthority, openAuthority, type Authority, type KeyPairFiles, type SubjectName } from './authority';
import { isFolderComplete, writeFolder, type FolderFile } from './folder';
import { IdentityError } from './identityError';
import { AUTHORITY_FILES, authorityFolder, organizationMsp, type OrganizationPlace } from './layout';
import { organizationMspFiles } from './mspFolder';

/** An organization's two authorities: one for who signs, one for TLS. Neither vouches for the other's. */
export interface OrganizationAuthorities {
  readonly identity: Authority;
  readonly tls: Authority;
}

type AuthorityKind = keyof typeof AUTHORITY_FILES;

const FILE_NAMES = Object.values(AUTHORITY_FILES).flatMap((names) => Object.values(names));
const MSP_NAMES = organizationMspFiles({ identityRoot: '', tlsRoot: '' }).map((file) => file.path);

function authorityFiles(kind: AuthorityKind, pair: KeyPairFiles): FolderFile[] {
  const names = AUTHORITY_FILES[kind];
  return [
    { path: names.certificate, content: pair.certificate },
    { path: names.privateKey, content: pair.privateKey, secret: true },
  ];
}

function readPair(folder: string, kind: AuthorityKind): KeyPairFiles {
  const names = AUTHORITY_FILES[kind];
  return {
    certificate: readFileSync(join(folder, names.certificate), 'utf8'),
    privateKey: readFileSync(join(folder, names.privateKey), 'utf8'),
  };
}

async function foundAuthorities(folder: string, org: Organization, now: Date): Promise<void> {
  const named = (prefix: string): SubjectName => ({ organization: org.title, commonName: `${prefix}.${org.name}` });
  const identity = await newAuthority(named('ca'), now);
  const tls = await newAuthority(named('tlsca'), now);
  writeFolder(folder, [...authorityFiles('identity', identity), ...authorityFiles('tls', tls)]);
}

/**
 * Makes an organization's authorities and its channel MSP where they are missing. Authorities come first, so an MSP
 * without them is one whose keys are kept elsewhere; it is never given new ones.
 *
 * @throws IdentityError IDENTITY_INCOMPLETE when a folder is half-made
 */
export async function ensureAuthorities(place: OrganizationPlace, org: Organization, now: Date): Promise<boolean> {
  const msp = organizationMsp(place);
  if (isFolderComplete(msp, MSP_NAMES)) return false;
  const folder = authorityFolder(place);
  if (!isFolderComplete(folder, FILE_NAMES)) await foundAuthorities(folder, org, now);
  const identityRoot = readPair(folder, 'identity').certificate;
  writeFolder(msp, organizationMspFiles({ identityRoot, tlsRoot: readPair(folder, 'tls').certificate }));
  return true;
}

/**
 * Opens the authorities for issuing.
 *
 * @throws IdentityError AUTHORITY_ABSENT when their keys are kept elsewhere, IDENTITY_INCOMPLETE when damaged
 */
export async function openAuthorities(place: OrganizationPlace): Promise<OrganizationAuthorities> {
  const folder = authorityFolder(place);
  if (!existsSync(folder)) {
    const message = `${folder} is not here, but ${place.org} has identities yet to be issued. Bring it back for that.`;
    throw new IdentityError({ code: 'AUTHORITY_ABSENT', folder, message });
  }
  isFolderComplete(folder, FILE_NAMES);
  try {
    return {
      identity: await openAuthority(readPair(folder, 'identity')),
      tls: await openAuthority(readPair(folder, 'tls')),
    };
  } catch (cause) {
    const message = `${folder} holds a certificate or key that cannot be decoded. Restore it from a backup.`;
    throw new IdentityError({ code: 'IDENTITY_INCOMPLETE', folder, message, cause });
  }
}
