// SPDX-License-Identifier: Apache-2.0
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { policyEnvelope } from '../policy/envelope';
import type { PolicyRule, Principal } from '../policy/rule';
import type { ChaincodeDefinition } from '../types';

/** The configuration value that holds a chaincode's definition: this engine has no `_lifecycle` transactions. */
export const definitionPrefix = 'EmbeddedChaincode:';

/** One organization of the channel as block 0 names it. */
export interface ChannelOrganization {
  /** Its MSP; also the name of its group. */
  readonly config: msp.FabricMSPConfig;
  /** Whether it runs an orderer. */
  readonly isOrderer: boolean;
}

export interface GenesisRequest {
  readonly channelId: string;
  readonly organizations: readonly ChannelOrganization[];
  readonly chaincodes: readonly ChaincodeDefinition[];
}

const { IMPLICIT_META, SIGNATURE } = common.Policy.PolicyType;
const { ANY, MAJORITY } = common.ImplicitMetaPolicy.Rule;
type MetaRule = common.ImplicitMetaPolicy.RuleMap[keyof common.ImplicitMetaPolicy.RuleMap];

const newGroup = (): common.ConfigGroup => {
  const group = new common.ConfigGroup();
  group.setModPolicy('Admins');
  return group;
};

const setValue = (group: common.ConfigGroup, name: string, value: Uint8Array): void => {
  const entry = new common.ConfigValue();
  entry.setValue(value);
  entry.setModPolicy('Admins');
  group.getValuesMap().set(name, entry);
};

interface NamedPolicy {
  readonly name: string;
  readonly type: number;
  readonly value: Uint8Array;
}

const setPolicy = (group: common.ConfigGroup, { name, type, value }: NamedPolicy): void => {
  const policy = new common.Policy();
  policy.setType(type);
  policy.setValue(value);
  const entry = new common.ConfigPolicy();
  entry.setPolicy(policy);
  entry.setModPolicy('Admins');
  group.getPoliciesMap().set(name, entry);
};

const setMetaPolicy = (group: common.ConfigGroup, name: string, rule: MetaRule, subPolicy = name): void => {
  const meta = new common.ImplicitMetaPolicy();
  meta.setRule(rule);
  meta.setSubPolicy(subPolicy);
  setPolicy(group, { name, type: IMPLICIT_META, value: meta.serializeBinary() });
};

const setRolePolicy = (group: common.ConfigGroup, name: string, principals: readonly Principal[]): void => {
  const rule: PolicyRule = {
    kind: 'outOf',
    n: 1,
    rules: principals.map((principal) => ({ kind: 'signedBy', principal })),
  };
  setPolicy(group, { name, type: SIGNATURE, value: policyEnvelope(rule).serializeBinary() });
};

const mspConfig = (config: msp.FabricMSPConfig): Uint8Array => {
  const wrapped = new msp.MSPConfig();
  wrapped.setConfig(config.serializeBinary());
  return wrapped.serializeBinary();
};

const organizationGroup = (
  { config }: ChannelOrganization,
  writers: readonly Principal['role'][],
): common.ConfigGroup => {
  const mspId = config.getName();
  const as = (role: Principal['role']): Principal => ({ mspId, role });
  const group = newGroup();
  setValue(group, 'MSP', mspConfig(config));
  setRolePolicy(group, 'Admins', [as('admin')]);
  setRolePolicy(group, 'Endorsement', [as('peer')]);
  setRolePolicy(group, 'Readers', [as('member')]);
  setRolePolicy(group, 'Writers', writers.map(as));
  return group;
};

const capabilities = (...names: readonly string[]): Uint8Array => {
  const message = new common.Capabilities();
  for (const name of names) message.getCapabilitiesMap().set(name, new common.Capability());
  return message.serializeBinary();
};

const setUsualPolicies = (group: common.ConfigGroup): void => {
  setMetaPolicy(group, 'Admins', MAJORITY);
  setMetaPolicy(group, 'Readers', ANY);
  setMetaPolicy(group, 'Writers', ANY);
};

const definitionValue = (definition: ChaincodeDefinition): Uint8Array => {
  const message = new peer.lifecycle.CommitChaincodeDefinitionArgs();
  message.setName(definition.name);
  message.setVersion(definition.version);
  message.setSequence(definition.sequence);
  message.setEndorsementPlugin('escc');
  message.setValidationPlugin('vscc');
  message.setValidationParameter(definition.policy);
  return message.serializeBinary();
};

const applicationGroup = ({ organizations, chaincodes }: GenesisRequest): common.ConfigGroup => {
  const group = newGroup();
  setUsualPolicies(group);
  setMetaPolicy(group, 'Endorsement', MAJORITY);
  setMetaPolicy(group, 'LifecycleEndorsement', MAJORITY, 'Endorsement');
  setValue(group, 'Capabilities', capabilities('V2_5'));
  for (const one of chaincodes) setValue(group, `${definitionPrefix}${one.name}`, definitionValue(one));
  for (const one of organizations)
    group.getGroupsMap().set(one.config.getName(), organizationGroup(one, ['admin', 'client']));
  return group;
};

const ordererGroup = ({ organizations }: GenesisRequest): common.ConfigGroup => {
  const group = newGroup();
  setUsualPolicies(group);
  setMetaPolicy(group, 'BlockValidation', ANY, 'Writers');
  setValue(group, 'Capabilities', capabilities('V2_0'));
  for (const one of organizations)
    if (one.isOrderer) group.getGroupsMap().set(one.config.getName(), organizationGroup(one, ['orderer']));
  return group;
};

const channelGroup = (request: GenesisRequest): common.ConfigGroup => {
  const group = newGroup();
  setUsualPolicies(group);
  const hashing = new common.HashingAlgorithm();
  hashing.setName('SHA256');
  setValue(group, 'HashingAlgorithm', hashing.serializeBinary());
  setValue(group, 'Capabilities', capabilities('V2_0'));
  group.getGroupsMap().set('Application', applicationGroup(request));
  group.getGroupsMap().set('Orderer', ordererGroup(request));
  return group;
};

const configHeader = (channelId: string): common.Header => {
  const channel = new common.ChannelHeader();
  channel.setType(common.HeaderType.CONFIG);
  channel.setChannelId(channelId);
  const header = new common.Header();
  header.setChannelHeader(channel.serializeBinary());
  header.setSignatureHeader(new common.SignatureHeader().serializeBinary());
  return header;
};

/**
 * The configuration envelope of block 0: MSPs with their trust roots, the usual policies, and the chaincodes that the
 * channel was founded with. Nobody signs it; who joins compares its hash.
 */
export const genesisEnvelope = (request: GenesisRequest): Uint8Array => {
  const config = new common.Config();
  config.setChannelGroup(channelGroup(request));
  const content = new common.ConfigEnvelope();
  content.setConfig(config);
  const payload = new common.Payload();
  payload.setHeader(configHeader(request.channelId));
  payload.setData(content.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
};
