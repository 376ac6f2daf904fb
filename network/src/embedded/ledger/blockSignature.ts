// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { distinctSigners, type SignedData } from '../policy/plan';
import type { ChannelConfig } from '../types';
import { headerBytes, type DecodedBlock } from './block';
import { LedgerError } from './errors';

const blockValidation = (): Uint8Array => {
  const policy = new peer.ApplicationPolicy();
  policy.setChannelConfigPolicyReference('/Channel/Orderer/BlockValidation');
  return policy.serializeBinary();
};

const signaturesOf = (block: DecodedBlock): readonly SignedData[] => {
  const bytes = block.message.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.SIGNATURES];
  const metadata = common.Metadata.deserializeBinary(bytes ?? new Uint8Array());
  return metadata.getSignaturesList().map((one) => {
    const header = one.getSignatureHeader_asU8();
    return {
      signer: common.SignatureHeader.deserializeBinary(header).getCreator_asU8(),
      data: Buffer.concat([metadata.getValue_asU8(), header, headerBytes(block)]),
      signature: one.getSignature_asU8(),
    };
  });
};

/**
 * Whether the channel's ordering service signed a block, by the channel's own policy for blocks. Block 0 is not signed.
 * @throws LedgerError MALFORMED where the block's metadata cannot be read
 */
export const isSignedByOrderers = (block: DecodedBlock, channel: ChannelConfig): boolean => {
  let signatures: readonly SignedData[];
  try {
    signatures = signaturesOf(block);
  } catch (cause) {
    throw new LedgerError('MALFORMED', `The signatures of block ${block.number} cannot be read.`, { cause });
  }
  const signers = distinctSigners(channel.identities, signatures);
  return channel.applicationPolicy(blockValidation()).isSatisfiedBy(signers);
};
