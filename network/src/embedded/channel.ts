// SPDX-License-Identifier: Apache-2.0
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { BoundedMap } from './crypto/boundedMap';
import { LedgerError } from './ledger/errors';
import { definitionPrefix } from './ledger/genesis';
import { newIdentities } from './msp/identities';
import { newMembershipProvider, type MembershipProvider } from './msp/provider';
import { compilePolicy, decodeSignaturePolicy, ruleFromEnvelope } from './policy/compile';
import type { PolicyRule } from './policy/rule';
import type { ChaincodeDefinition, ChannelConfig, Policy } from './types';

const policyType = common.Policy.PolicyType;
const keptPolicies = 1024;

const refuse = (why: string): never => {
  throw new LedgerError('POLICY_SYNTAX', why);
};

const thresholds: Readonly<Record<number, (count: number) => number>> = {
  [common.ImplicitMetaPolicy.Rule.ANY]: (count) => Math.min(1, count),
  [common.ImplicitMetaPolicy.Rule.ALL]: (count) => count,
  [common.ImplicitMetaPolicy.Rule.MAJORITY]: (count) => (count === 0 ? 0 : Math.floor(count / 2) + 1),
};

const metaRule = (group: common.ConfigGroup, policy: common.ImplicitMetaPolicy): PolicyRule => {
  const children = [...group.getGroupsMap().entries()].map(([, child]) => child);
  const threshold = thresholds[policy.getRule()] ?? refuse('An implicit meta policy has an unknown rule.');
  return {
    kind: 'meta',
    n: threshold(children.length),
    rules: children.map((child) => groupPolicy(child, policy.getSubPolicy())),
  };
};

/** A named policy of a group; a group without it can never be satisfied, as in Fabric. */
const groupPolicy = (group: common.ConfigGroup, name: string): PolicyRule => {
  const policy = group.getPoliciesMap().get(name)?.getPolicy();
  if (policy === undefined) return { kind: 'outOf', n: 1, rules: [] };
  if (policy.getType() === policyType.IMPLICIT_META)
    return metaRule(group, common.ImplicitMetaPolicy.deserializeBinary(policy.getValue_asU8()));
  if (policy.getType() === policyType.SIGNATURE) return decodeSignaturePolicy(policy.getValue_asU8());
  return refuse(`The policy ${name} has an unsupported type.`);
};

const referredPolicy = (root: common.ConfigGroup, path: string): PolicyRule => {
  const [empty, channel, ...names] = path.split('/');
  const name = names.pop();
  if (empty !== '' || channel !== 'Channel' || name === undefined)
    return refuse(`There is no policy ${path} in the channel.`);
  let group: common.ConfigGroup | undefined = root;
  for (const part of names) group = group?.getGroupsMap().get(part);
  return group === undefined ? refuse(`There is no policy ${path} in the channel.`) : groupPolicy(group, name);
};

const applicationRule = (root: common.ConfigGroup, serialized: Uint8Array): PolicyRule => {
  const policy = peer.ApplicationPolicy.deserializeBinary(serialized);
  const signature = policy.getSignaturePolicy();
  if (signature !== undefined) return ruleFromEnvelope(signature);
  if (policy.hasChannelConfigPolicyReference()) return referredPolicy(root, policy.getChannelConfigPolicyReference());
  return refuse('An application policy is empty.');
};

const providersIn = (group: common.ConfigGroup): MembershipProvider[] => {
  const value = group.getValuesMap().get('MSP')?.getValue_asU8();
  const below = [...group.getGroupsMap().entries()].flatMap(([, child]) => providersIn(child));
  if (value === undefined) return below;
  const config = msp.MSPConfig.deserializeBinary(value);
  if (config.getType() !== 0) throw new LedgerError('UNSUPPORTED', 'Only X.509 membership providers are supported.');
  return [newMembershipProvider(msp.FabricMSPConfig.deserializeBinary(config.getConfig_asU8())), ...below];
};

const foundingChaincodes = (root: common.ConfigGroup): ChaincodeDefinition[] => {
  const values = root.getGroupsMap().get('Application')?.getValuesMap().entries() ?? [];
  return [...values]
    .filter(([name]) => name.startsWith(definitionPrefix))
    .map(([, value]) => peer.lifecycle.CommitChaincodeDefinitionArgs.deserializeBinary(value.getValue_asU8()))
    .map((definition) => ({
      name: definition.getName(),
      version: definition.getVersion(),
      sequence: definition.getSequence(),
      policy: Buffer.from(definition.getValidationParameter_asU8()),
    }));
};

/** Policies come from the ledger and repeat for every transaction: each is compiled once. */
const memoized = (compile: (serialized: Uint8Array) => PolicyRule): ((serialized: Uint8Array) => Policy) => {
  const known = new BoundedMap<string, Policy>(keptPolicies);
  return (serialized) => {
    const key = Buffer.from(serialized).toString('latin1');
    const policy = known.get(key) ?? compilePolicy(compile(serialized));
    known.set(key, policy);
    return policy;
  };
};

const configEnvelope = (envelope: Uint8Array): { channelId: string; root: common.ConfigGroup } => {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8());
  const root = config.getConfig()?.getChannelGroup();
  if (header.getType() !== common.HeaderType.CONFIG || root === undefined)
    throw new LedgerError('MALFORMED', 'The first block does not hold a channel configuration.');
  return { channelId: header.getChannelId(), root };
};

/**
 * Reads the channel's configuration from the envelope in block 0.
 * @throws LedgerError MALFORMED, UNSUPPORTED, POLICY_SYNTAX
 */
export const readChannelConfig = (envelope: Uint8Array): ChannelConfig => {
  const { channelId, root } = configEnvelope(envelope);
  return {
    channelId,
    identities: newIdentities(providersIn(root)),
    chaincodes: foundingChaincodes(root),
    applicationPolicy: memoized((serialized) => applicationRule(root, serialized)),
    signaturePolicy: memoized(decodeSignaturePolicy),
  };
};
