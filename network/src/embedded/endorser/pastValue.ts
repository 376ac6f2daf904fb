// SPDX-License-Identifier: Apache-2.0
import { common, ledger, peer } from '@hyperledger/fabric-protos';

export interface PastWrite {
  readonly block: common.Block;
  /** Index of the transaction in the block. */
  readonly tx: number;
  readonly namespace: string;
  readonly key: string;
}

/** What a committed transaction wrote to a key. */
export interface PastValue {
  readonly txId: string;
  /** The client's time of the proposal. */
  readonly timestamp: ReturnType<common.ChannelHeader['getTimestamp']>;
  /** Undefined where the key was deleted. */
  readonly value: Uint8Array | undefined;
}

/**
 * Reads from a committed block what a valid transaction wrote.
 * @throws where the block does not hold the write, which means that the history index is damaged
 */
export function pastValue({ block, tx, namespace, key }: PastWrite): PastValue {
  const bytes = block.getData()?.getDataList_asU8()[tx];
  if (bytes === undefined)
    throw new Error(`the history of a key names transaction ${tx}, which its block does not have`);
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(payload.getHeader()?.getChannelHeader_asU8() ?? bytes);
  const write = writesOf(payload.getData_asU8(), namespace).find((candidate) => candidate.getKey() === key);
  if (write === undefined)
    throw new Error(`the history of a key names transaction ${header.getTxId()}, which did not write it`);
  const value = write.getValue_asU8();
  // An empty value is a delete at commit, whatever its flag says.
  const isDelete = write.getIsDelete() || value.length === 0;
  return { txId: header.getTxId(), timestamp: header.getTimestamp(), value: isDelete ? undefined : value };
}

function writesOf(transactionBytes: Uint8Array, namespace: string): readonly ledger.rwset.kvrwset.KVWrite[] {
  const [action] = peer.Transaction.deserializeBinary(transactionBytes).getActionsList();
  if (action === undefined) return [];
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8()).getAction();
  const payload = peer.ProposalResponsePayload.deserializeBinary(
    endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
  );
  const results = peer.ChaincodeAction.deserializeBinary(payload.getExtension_asU8()).getResults_asU8();
  return ledger.rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === namespace)
    .flatMap((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getWritesList());
}
