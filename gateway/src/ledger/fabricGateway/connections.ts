// SPDX-License-Identifier: Apache-2.0
import type { Client } from '@grpc/grpc-js';
import { connect, hash, type Gateway } from '@hyperledger/fabric-gateway';
import type { LedgerIdentity } from '../port';
import { callOptions, type Deadlines } from './deadlines';

export interface ConnectionOptions {
  readonly client: Client;
  readonly deadlines: Deadlines;
  readonly tlsClientCertificateHash?: Uint8Array;
}

function newGateway(identity: LedgerIdentity, options: ConnectionOptions): Gateway {
  const { client, deadlines, ...tls } = options;
  return connect({
    client,
    identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificate) },
    signer: (message) => Promise.resolve(identity.sign(message)),
    hash: hash.none,
    ...callOptions(deadlines),
    ...tls,
  });
}

/** One client-library gateway for each identity, forgotten together with it. They all share one connection. */
export function newConnections(options: ConnectionOptions): (identity: LedgerIdentity) => Gateway {
  const gateways = new WeakMap<LedgerIdentity, Gateway>();
  return (identity) => {
    const gateway = gateways.get(identity) ?? newGateway(identity, options);
    gateways.set(identity, gateway);
    return gateway;
  };
}
