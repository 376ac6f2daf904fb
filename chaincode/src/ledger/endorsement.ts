// SPDX-License-Identifier: Apache-2.0
import { common, msp } from '@hyperledger/fabric-protos';
import { RegistryError } from '../protocol/errors';

const peerOf = (mspId: string): msp.MSPPrincipal => {
  const role = new msp.MSPRole();
  role.setMspIdentifier(mspId);
  role.setRole(msp.MSPRole.MSPRoleType.PEER);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  return principal;
};

const signedBy = (index: number): common.SignaturePolicy => {
  const policy = new common.SignaturePolicy();
  policy.setSignedBy(index);
  return policy;
};

const outOf = (count: number, rules: common.SignaturePolicy[]): common.SignaturePolicy => {
  const nOutOf = new common.SignaturePolicy.NOutOf();
  nOutOf.setN(count);
  nOutOf.setRulesList(rules);
  const policy = new common.SignaturePolicy();
  policy.setNOutOf(nOutOf);
  return policy;
};

/**
 * The key-level endorsement policy of a record: a peer of its custodian and a peer of one other founding endorser.
 *
 * Only built from the founding list: a policy that names an unknown membership would freeze its key for ever.
 *
 * @throws RegistryError MSP_NOT_ENDORSING
 */
export const custodyPolicy = (custodian: string, endorsers: readonly string[]): Uint8Array => {
  const others = endorsers.filter((mspId) => mspId !== custodian).sort();
  if (others.length === endorsers.length || others.length === 0) {
    throw new RegistryError('MSP_NOT_ENDORSING', { mspId: custodian, endorsers });
  }
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setVersion(0);
  envelope.setIdentitiesList([custodian, ...others].map(peerOf));
  const anyOther = outOf(
    1,
    others.map((_, index) => signedBy(index + 1)),
  );
  envelope.setRule(outOf(2, [signedBy(0), anyOther]));
  return envelope.serializeBinary();
};
