// SPDX-License-Identifier: Apache-2.0
import { common, orderer } from '@hyperledger/fabric-protos';
import type { Network } from 'fabric-network';
import { ClientUnsuited } from './failures';
import { ask } from './question';

function consensusIn(bytes: Uint8Array): string {
  const config = common.Config.deserializeBinary(bytes);
  const value = config.getChannelGroup()?.getGroupsMap().get('Orderer')?.getValuesMap().get('ConsensusType');
  return orderer.ConsensusType.deserializeBinary(value?.getValue_asU8() ?? new Uint8Array()).getType();
}

/** How long the first question to a peer may take, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Reads from the channel's configuration how its blocks are ordered. A client of BFT orderers must compare the answers
 * of several; fabric-network sends to one and believes it.
 *
 * @throws ClientUnsuited on a channel of BFT orderers
 */
export async function requireSuitable(network: Network): Promise<void> {
  const channel = network.getChannel();
  const mspId = channel.getEndorsers()[0]?.mspid ?? '';
  const question = { chaincode: 'cscc', name: 'GetChannelConfig', args: [channel.name], mspId, patience: PATIENCE };
  if (consensusIn(await ask(network, question)) !== 'BFT') return;
  throw new ClientUnsuited('The orderers are BFT: only LEDGER_CLIENT=fabric-gateway can use them');
}
