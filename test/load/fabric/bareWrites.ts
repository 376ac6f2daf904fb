// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, signers } from '@hyperledger/fabric-gateway';
import { userFolder, type FabricNetwork } from '@registry/network';
import { readPerson } from '../../support/ledgerClient';
import { closedLoop, type LoopResult } from '../closedLoop';

/** As little as can be written to this network. */
export interface BareWrites {
  /** Writes so many keys of their own, one kilobyte under each. */
  write(size: { clients: number; jobs: number }): Promise<LoopResult>;
  close(): void;
}

const VALUE = 'x'.repeat(1_000);

/** The client library as its own samples use it: the default signer, one connection, no deadline. */
export const openBareWrites = ({ dataDir, topology, peers }: FabricNetwork): BareWrites => {
  const peer = peers['zhengzhou'];
  if (peer === undefined) throw new Error('The network has no peer of zhengzhou.');
  const { key, certificate, mspId } = readPerson(dataDir, 'zhengzhou', 'zhengzhou-applicant-2', peer.mspId);
  const tls = join(userFolder({ dir: join(dataDir, 'identities'), org: 'zhengzhou' }, 'admin'), 'tls');
  const [ours, shown] = ['client.key', 'client.crt'].map((name) => readFileSync(join(tls, name)));
  const secure = credentials.createSsl(readFileSync(peer.tlsRootCertPath), ours, shown);
  const client = new Client(peer.address, secure, { 'grpc.ssl_target_name_override': 'localhost' });
  const identity = { mspId, credentials: certificate };
  const gateway = connect({ client, identity, signer: signers.newPrivateKeySigner(key) });
  const contract = gateway.getNetwork(topology.channel).getContract(topology.chaincode.name, 'KV');
  let written = 0;
  return {
    write: (size) =>
      closedLoop(size, () => {
        written += 1;
        return contract.submitTransaction('Put', `bare-${String(written)}`, VALUE);
      }),
    close: () => {
      gateway.close();
      client.close();
    },
  };
};
