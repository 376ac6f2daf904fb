// SPDX-License-Identifier: Apache-2.0
import { verify } from 'node:crypto';
import { msp, type peer } from '@hyperledger/fabric-protos';
import type { Custody } from '../custody';
import { peerKeyOf } from './peerKeys';

function mspOf(endorsement: peer.Endorsement, response: Uint8Array, custody: Custody): string | undefined {
  const endorser = endorsement.getEndorser_asU8();
  const identity = msp.SerializedIdentity.deserializeBinary(endorser);
  const key = peerKeyOf(identity.getMspid(), identity.getIdBytes_asU8(), custody);
  if (!key) return undefined;
  const signed = Buffer.concat([response, endorser]);
  return verify('sha256', signed, key, endorsement.getSignature_asU8()) ? identity.getMspid() : undefined;
}

/**
 * The MSPs whose peers signed an action. Fabric passes over an endorsement that it cannot verify as long as others
 * fulfil the policy, so whoever sends a transaction can put any name on it: each signature is verified here too.
 */
export function endorsersOf(action: peer.ChaincodeEndorsedAction, custody: Custody): ReadonlySet<string> {
  const response = action.getProposalResponsePayload_asU8();
  return new Set(action.getEndorsementsList().flatMap((one) => mspOf(one, response, custody) ?? []));
}
