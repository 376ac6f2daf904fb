// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientTls } from '../ledger/fabricGateway/grpcClient';
import { loadIdentity } from '../ledger/identity';
import type { LedgerIdentity } from '../ledger/port';

export interface ServiceIdentity {
  readonly service: LedgerIdentity;
  /** Absent where the organization gave its gateway no TLS certificate. */
  readonly tls?: ClientTls;
}

/**
 * Reads the identity under which a gateway itself follows blocks; it has no role in the procedure.
 *
 * @param identitiesDir - the consortium's MSP folders
 * @throws IdentityUnusable
 */
export function readServiceIdentity(identitiesDir: string, organization: string, mspId: string): ServiceIdentity {
  const folder = join(identitiesDir, organization, 'users', 'gateway');
  const service = loadIdentity(folder, mspId);
  const [certificate, privateKey] = ['client.crt', 'client.key'].map((name) => join(folder, 'tls', name));
  if (!certificate || !privateKey || !existsSync(certificate)) return { service };
  return {
    service,
    tls: { certificate: readFileSync(certificate, 'utf8'), privateKey: readFileSync(privateKey, 'utf8') },
  };
}
