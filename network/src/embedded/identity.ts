// SPDX-License-Identifier: Apache-2.0
import { msp } from '@hyperledger/fabric-protos';
import { readSigningIdentity } from '../identities/readIdentity';
import { newSigner, type Sign } from './crypto/ecdsa';

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
