// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { readChannelConfig } from '../channel';
import type { ChannelConfig } from '../types';
import { sealBlock } from './block';
import { genesisEnvelope, type GenesisRequest } from './genesis';
import { definitionUpdates } from './lifecycle';
import type { BlockCommit, StateUpdate } from './types';

const founded = { block: 0, tx: 0 } as const;
const nothing = Buffer.alloc(0);

/** What block 0 puts in the state: the definitions of the chaincodes that it names. */
export const foundingUpdates = ({ chaincodes }: ChannelConfig): readonly StateUpdate[] =>
  chaincodes.flatMap((definition) => definitionUpdates(definition, founded));

/**
 * Block 0 and what it puts in the state: the definitions of the chaincodes, read back from the block itself.
 * @throws LedgerError UNSUPPORTED or POLICY_SYNTAX where a channel could not run with this configuration
 */
export const genesisCommit = (request: GenesisRequest): BlockCommit => {
  const envelope = genesisEnvelope(request);
  const config = readChannelConfig(envelope);
  for (const { policy } of config.chaincodes) config.applicationPolicy(policy);
  const codes = Buffer.from([peer.TxValidationCode.VALID]);
  const sealed = sealBlock({ number: 0, previousHash: nothing, envelopes: [envelope], codes });
  return {
    number: 0,
    block: sealed.bytes,
    headerHash: sealed.headerHash,
    commitHash: nothing,
    updates: foundingUpdates(config),
    transactions: [{ txId: '', code: peer.TxValidationCode.VALID }],
    history: [],
  };
};
