// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyPairFiles } from './authority';
import { IdentityError } from './identityError';
import { MSP_FILES, organizationMsp, TLS_FILES, type OrganizationPlace, type TlsUse } from './layout';
import type { Roots } from './mspFolder';

/** A TLS certificate, its key and the root that it stands under (PEM). */
export interface TlsIdentity extends KeyPairFiles {
  readonly root: string;
}

function readPem(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch (cause) {
    throw new IdentityError({
      code: 'IDENTITY_INCOMPLETE',
      folder,
      message: `${folder}: ${path} cannot be read`,
      cause,
    });
  }
}

/**
 * Reads a signing identity.
 *
 * @param folder - of a peer, orderer or user: the one that holds `msp`
 * @throws IdentityError IDENTITY_INCOMPLETE
 */
export function readSigningIdentity(folder: string): KeyPairFiles {
  const msp = join(folder, 'msp');
  return { certificate: readPem(msp, MSP_FILES.certificate), privateKey: readPem(msp, MSP_FILES.privateKey) };
}

/**
 * Reads a TLS identity.
 *
 * @param folder - the one that holds `tls`
 * @param use - `server` for a peer or orderer, `client` for the reserved users
 * @throws IdentityError IDENTITY_INCOMPLETE
 */
export function readTlsIdentity(folder: string, use: TlsUse): TlsIdentity {
  const tls = join(folder, 'tls');
  const names = TLS_FILES[use];
  return {
    certificate: readPem(tls, names.certificate),
    privateKey: readPem(tls, names.privateKey),
    root: readPem(tls, names.root),
  };
}

/**
 * Reads the roots that everybody must know of an organization.
 *
 * @throws IdentityError IDENTITY_INCOMPLETE
 */
export function readRoots(place: OrganizationPlace): Roots {
  const msp = organizationMsp(place);
  return { identityRoot: readPem(msp, MSP_FILES.identityRoot), tlsRoot: readPem(msp, MSP_FILES.tlsRoot) };
}
