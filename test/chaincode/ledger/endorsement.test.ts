// SPDX-License-Identifier: Apache-2.0
import { common, msp } from '@hyperledger/fabric-protos';
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { codeOf } from '../../support/refusal';

const ENDORSERS = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];

/** Whether peers of some memberships satisfy a policy, as a peer evaluates it. */
const isSatisfied = (policy: Uint8Array, signers: readonly string[]): boolean => {
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(policy);
  const names = envelope.getIdentitiesList().map((principal) => {
    const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
    expect(role.getRole()).toBe(msp.MSPRole.MSPRoleType.PEER);
    return role.getMspIdentifier();
  });
  const holds = (rule: common.SignaturePolicy): boolean => {
    const outOf = rule.getNOutOf();
    if (outOf === undefined) return signers.includes(names[rule.getSignedBy()]!);
    return outOf.getRulesList().filter(holds).length >= outOf.getN();
  };
  return holds(envelope.getRule()!);
};

describe('the endorsement policy of a record', () => {
  const policy = custodyPolicy('ZhengzhouMSP', ENDORSERS);

  it.each([
    [['ZhengzhouMSP', 'GuiyangMSP'], true],
    [['ZhengzhouMSP', 'SupervisorMSP'], true],
    [['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'], true],
    [['ZhengzhouMSP'], false],
    [['GuiyangMSP', 'SupervisorMSP'], false],
    [['GuiyangMSP', 'CourtMSP'], false],
    [[], false],
  ])('with peers of %j is satisfied: %s', (signers, expected) => {
    expect(isSatisfied(policy, signers)).toBe(expected);
  });

  it('has the same bytes in whatever order the endorsers are named', () => {
    expect(custodyPolicy('ZhengzhouMSP', [...ENDORSERS].reverse())).toEqual(policy);
  });

  it('is not made for a custodian without peers, nor for one alone: the key would be frozen', () => {
    expect(codeOf(() => custodyPolicy('CourtMSP', ENDORSERS))).toBe('MSP_NOT_ENDORSING');
    expect(codeOf(() => custodyPolicy('ZhengzhouMSP', ['ZhengzhouMSP']))).toBe('MSP_NOT_ENDORSING');
    expect(codeOf(() => custodyPolicy('ZhengzhouMSP', []))).toBe('MSP_NOT_ENDORSING');
  });
});
