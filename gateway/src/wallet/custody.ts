// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Custody } from '../ledger/custody';
import { IdentityUnusable } from '../ledger/identity';
import { readTopology, type Topology } from './topology';

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

/**
 * Who may vouch for records, following the consortium's description: whoever has joined since is looked up there when
 * a record first speaks of them, so that a running gateway need not be started again for a new member.
 *
 * @throws TopologyUnusable, IdentityUnusable; later, from each look-up, where the description became unusable
 */
export function followCustody(topologyFile: string, identitiesDir: string): Custody {
  const changed = (): number => statSync(topologyFile).mtimeMs;
  let seen = changed();
  let custody = readCustody(readTopology(topologyFile), identitiesDir);
  const following = <V>(get: () => V | undefined): V | undefined => {
    const found = get();
    const now = found === undefined ? changed() : seen;
    if (now === seen) return found;
    custody = readCustody(readTopology(topologyFile), identitiesDir);
    seen = now;
    return get();
  };
  return {
    authorities: { get: (mspId) => following(() => custody.authorities.get(mspId)) },
    mspOf: { get: (uscc) => following(() => custody.mspOf.get(uscc)) },
  };
}
