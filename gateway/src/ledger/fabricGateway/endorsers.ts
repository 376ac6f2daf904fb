// SPDX-License-Identifier: Apache-2.0
import { verify, X509Certificate } from 'node:crypto';
import { msp, type peer } from '@hyperledger/fabric-protos';
import type { Custody } from '../custody';

/** What Fabric's node organizational units write into a peer's certificate; a person's has another. */
const PEER = 'OU=peer';

function certificateIn(idBytes: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(idBytes);
  } catch {
    // Endorsements that count for nothing may hold any bytes.
    return undefined;
  }
}

/** Whether a certificate is that of a peer under an authority. */
function isPeerUnder(authority: X509Certificate | undefined, certificate: X509Certificate): boolean {
  return (
    authority !== undefined &&
    certificate.checkIssued(authority) &&
    certificate.verify(authority.publicKey) &&
    certificate.subject.split('\n').includes(PEER)
  );
}

function mspOf(endorsement: peer.Endorsement, response: Uint8Array, { authorities }: Custody): string | undefined {
  const endorser = endorsement.getEndorser_asU8();
  const identity = msp.SerializedIdentity.deserializeBinary(endorser);
  const certificate = certificateIn(identity.getIdBytes_asU8());
  if (!certificate || !isPeerUnder(authorities.get(identity.getMspid()), certificate)) return undefined;
  const signed = Buffer.concat([response, endorser]);
  const isSigned = verify('sha256', signed, certificate.publicKey, endorsement.getSignature_asU8());
  return isSigned ? identity.getMspid() : undefined;
}

/**
 * The MSPs whose peers signed an action. Fabric passes over an endorsement that it cannot verify as long as others
 * fulfil the policy, so whoever sends a transaction can put any name on it: each signature is verified here too.
 */
export function endorsersOf(action: peer.ChaincodeEndorsedAction, custody: Custody): ReadonlySet<string> {
  const response = action.getProposalResponsePayload_asU8();
  return new Set(action.getEndorsementsList().flatMap((one) => mspOf(one, response, custody) ?? []));
}
