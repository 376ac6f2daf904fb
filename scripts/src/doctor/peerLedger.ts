// SPDX-License-Identifier: Apache-2.0
import { connectLedger, loadIdentity } from '@registry/gateway';
import type { LedgerIdentity, LedgerPort } from '@registry/gateway';
import { organizationNamed, readTlsIdentity, userFolder } from '@registry/network';
import type { RegisterPlace } from './registerPlace';

/** An organization's own peer, as its administrator reaches it. */
export interface PeerLedger {
  readonly ledger: LedgerPort;
  /** Somebody of that organization whom the chaincode knows. */
  readonly person: LedgerIdentity | undefined;
}

/**
 * Calls one organization's peer and nobody else's.
 * @throws what the question throws, and IdentityUnusable or ConnectionUnusable where it cannot be asked
 */
export const atPeerOf = async <T>(
  { layout, topology }: RegisterPlace,
  organization: string,
  question: (peer: PeerLedger) => Promise<T>,
): Promise<T> => {
  const { mspId } = organizationNamed(topology, organization);
  const folderOf = (user: string): string => userFolder({ dir: layout.identities, org: organization }, user);
  const user = topology.users.find(({ org }) => org === organization);
  const person = user && loadIdentity(folderOf(user.name), mspId);
  const ledger = connectLedger({
    connectionFile: layout.connectionFile,
    organization,
    tls: readTlsIdentity(folderOf('admin'), 'client'),
    service: loadIdentity(folderOf('admin'), mspId),
  });
  try {
    return await question({ ledger, person });
  } finally {
    ledger.close();
  }
};

/** The organizations that have a peer. */
export const peerOwners = ({ topology }: RegisterPlace): string[] =>
  topology.organizations.filter(({ peers }) => peers.length > 0).map(({ name }) => name);
