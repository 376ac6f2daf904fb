// SPDX-License-Identifier: Apache-2.0
import { msp } from '@hyperledger/fabric-protos';
import { ordererFolder } from '../identities/layout';
import { readSigningIdentity } from '../identities/readIdentity';
import type { Topology } from '../topology';
import { newSigner, type Sign } from './crypto/ecdsa';
import type { BlockSigner } from './ledger/block';

/** A node's own identity: what it signs endorsements or blocks with. */
export interface NodeIdentity {
  readonly mspId: string;
  /** Serialized `msp.SerializedIdentity`. */
  readonly serialized: Uint8Array;
  readonly sign: Sign;
}

/**
 * Reads a node's signing identity from its folder.
 * @param folder the one that holds `msp`
 * @throws IdentityError where a file is missing
 */
export function readNodeIdentity(mspId: string, folder: string): NodeIdentity {
  const { certificate, privateKey } = readSigningIdentity(folder);
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  // A string would be taken for base64.
  identity.setIdBytes(Buffer.from(certificate));
  return { mspId, serialized: identity.serializeBinary(), sign: newSigner(privateKey) };
}

/** The first orderer that the topology names signs all blocks: there is one ordering service in one process. */
export function orderingIdentity(topology: Topology, identities: string): BlockSigner {
  for (const { name, mspId, orderers } of topology.organizations) {
    const [orderer] = orderers;
    if (orderer === undefined) continue;
    const { serialized, sign } = readNodeIdentity(mspId, ordererFolder({ dir: identities, org: name }, orderer.name));
    return { creator: serialized, sign };
  }
  throw new Error('The topology names no orderer, so nobody can sign blocks');
}
