// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../types';
import { LedgerError } from './errors';
import type { ReadView, StateUpdate, Version } from './types';

export const lifecycleNamespace = '_lifecycle';

const field = (chaincode: string, name: string): string => `namespaces/fields/${chaincode}/${name}`;

/** Read by every transaction of a chaincode, so that a redefinition invalidates those in flight. */
export const sequenceKey = (chaincode: string): string => field(chaincode, 'Sequence');

const readField = (view: ReadView, chaincode: string, name: string): peer.lifecycle.StateData | undefined => {
  const entry = view.get(lifecycleNamespace, field(chaincode, name));
  return entry && peer.lifecycle.StateData.deserializeBinary(entry.value);
};

/** The committed definition of a chaincode; undefined where there is none. @throws LedgerError UNSUPPORTED */
export const chaincodeDefinition = (view: ReadView, name: string): ChaincodeDefinition | undefined => {
  const sequence = readField(view, name, 'Sequence');
  const endorsement = readField(view, name, 'EndorsementInfo');
  const validation = readField(view, name, 'ValidationInfo');
  if (sequence === undefined || endorsement === undefined || validation === undefined) return undefined;
  const info = peer.lifecycle.ChaincodeEndorsementInfo.deserializeBinary(endorsement.getBytes_asU8());
  const rule = peer.lifecycle.ChaincodeValidationInfo.deserializeBinary(validation.getBytes_asU8());
  if (rule.getValidationPlugin() !== 'vscc')
    throw new LedgerError('UNSUPPORTED', `Chaincode ${name} has another validation plugin than vscc.`);
  return {
    name,
    version: info.getVersion(),
    sequence: sequence.getInt64(),
    policy: Buffer.from(rule.getValidationParameter_asU8()),
  };
};

const numberField = (value: number): peer.lifecycle.StateData => {
  const data = new peer.lifecycle.StateData();
  data.setInt64(value);
  return data;
};

const bytesField = (value: Uint8Array): peer.lifecycle.StateData => {
  const data = new peer.lifecycle.StateData();
  data.setBytes(value);
  return data;
};

const endorsementInfo = ({ version }: ChaincodeDefinition): peer.lifecycle.StateData => {
  const info = new peer.lifecycle.ChaincodeEndorsementInfo();
  info.setVersion(version);
  info.setEndorsementPlugin('escc');
  return bytesField(info.serializeBinary());
};

const validationInfo = ({ policy }: ChaincodeDefinition): peer.lifecycle.StateData => {
  const info = new peer.lifecycle.ChaincodeValidationInfo();
  info.setValidationPlugin('vscc');
  info.setValidationParameter(policy);
  return bytesField(info.serializeBinary());
};

/** What committing a definition writes, laid out as Fabric's `_lifecycle` lays it out. */
export const definitionUpdates = (definition: ChaincodeDefinition, version: Version): readonly StateUpdate[] => {
  const { name } = definition;
  const fields = [
    ['Collections', bytesField(new Uint8Array())],
    ['EndorsementInfo', endorsementInfo(definition)],
    ['Sequence', numberField(definition.sequence)],
    ['ValidationInfo', validationInfo(definition)],
  ] as const;
  const summary = new peer.lifecycle.StateMetadata();
  summary.setDatatype('ChaincodeDefinition');
  summary.setFieldsList(['Sequence', 'EndorsementInfo', 'ValidationInfo', 'Collections']);
  const update = (key: string, value: Uint8Array): StateUpdate => ({
    namespace: lifecycleNamespace,
    key,
    value: Buffer.from(value),
    metadata: [],
    version,
  });
  return [
    ...fields.map(([one, data]) => update(field(name, one), data.serializeBinary())),
    update(`namespaces/metadata/${name}`, summary.serializeBinary()),
  ];
};
