// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Custody } from '../ledger/custody';
import { IdentityUnusable } from '../ledger/identity';
import type { Topology } from './topology';

function readAuthority(identitiesDir: string, organization: string): X509Certificate {
  const file = join(identitiesDir, organization, 'msp', 'cacerts', 'ca.pem');
  try {
    return new X509Certificate(readFileSync(file));
  } catch (cause) {
    throw new IdentityUnusable(`${file} holds no certificate that can be read`, { cause });
  }
}

/**
 * Reads who may vouch for records: each organization's authority from its MSP folder, its institutions from the topology.
 *
 * @throws IdentityUnusable naming the file
 */
export function readCustody({ organizations }: Topology, identitiesDir: string): Custody {
  const authorities = organizations.map(({ name, mspId }) => [mspId, readAuthority(identitiesDir, name)] as const);
  const institutions = organizations.map(({ uscc, mspId }) => [uscc, mspId] as const);
  return { authorities: new Map(authorities), mspOf: new Map(institutions) };
}
