// SPDX-License-Identifier: Apache-2.0
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { LedgerError } from '../ledger/errors';
import type { PolicyRule, Principal } from './rule';

const roleNumbers: Readonly<Record<Principal['role'], msp.MSPRole.MSPRoleTypeMap[keyof msp.MSPRole.MSPRoleTypeMap]>> = {
  member: msp.MSPRole.MSPRoleType.MEMBER,
  admin: msp.MSPRole.MSPRoleType.ADMIN,
  client: msp.MSPRole.MSPRoleType.CLIENT,
  peer: msp.MSPRole.MSPRoleType.PEER,
  orderer: msp.MSPRole.MSPRoleType.ORDERER,
};

const principalMessage = ({ mspId, role }: Principal): msp.MSPPrincipal => {
  const named = new msp.MSPRole();
  named.setMspIdentifier(mspId);
  named.setRole(roleNumbers[role]);
  const message = new msp.MSPPrincipal();
  message.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  message.setPrincipal(named.serializeBinary());
  return message;
};

const ruleMessage = (rule: PolicyRule, principals: Principal[]): common.SignaturePolicy => {
  const message = new common.SignaturePolicy();
  if (rule.kind === 'meta')
    throw new LedgerError('POLICY_SYNTAX', 'An implicit meta policy is not a signature policy.');
  if (rule.kind === 'signedBy') {
    const known = principals.findIndex((one) => one.mspId === rule.principal.mspId && one.role === rule.principal.role);
    message.setSignedBy(known >= 0 ? known : principals.push(rule.principal) - 1);
    return message;
  }
  const branch = new common.SignaturePolicy.NOutOf();
  branch.setN(rule.n);
  branch.setRulesList(rule.rules.map((inner) => ruleMessage(inner, principals)));
  message.setNOutOf(branch);
  return message;
};

/** A rule as Fabric stores it. */
export const policyEnvelope = (rule: PolicyRule): common.SignaturePolicyEnvelope => {
  const principals: Principal[] = [];
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(ruleMessage(rule, principals));
  envelope.setIdentitiesList(principals.map(principalMessage));
  return envelope;
};

/** A signature policy as a chaincode definition carries it: a serialized `protos.ApplicationPolicy`. */
export const applicationPolicy = (rule: PolicyRule): Buffer => {
  const policy = new peer.ApplicationPolicy();
  policy.setSignaturePolicy(policyEnvelope(rule));
  return Buffer.from(policy.serializeBinary());
};
