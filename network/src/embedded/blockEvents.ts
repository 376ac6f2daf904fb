// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';

/** One transaction of a committed block, as far as listeners need it. */
export interface BlockTransaction {
  readonly txId: string;
  readonly type: number;
  readonly code: number;
  /** The chaincode events of its actions, in order; empty where it has none or cannot be read. */
  readonly events: readonly peer.ChaincodeEvent[];
}

/** Place of the validation codes in a block's metadata (`common.BlockMetadataIndex`). */
const CODES = common.BlockMetadataIndex.TRANSACTIONS_FILTER;

/** Reads the transactions of a committed block. Envelopes that cannot be read are left out, as Fabric does. */
export function blockTransactions(block: common.Block): readonly BlockTransaction[] {
  const codes = block.getMetadata()?.getMetadataList_asU8()[CODES] ?? new Uint8Array();
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return envelopes.flatMap((envelope, index) =>
    readTransaction(envelope, codes[index] ?? peer.TxValidationCode.NOT_VALIDATED),
  );
}

/** The channel that the block's envelopes name. */
export function blockChannel(block: common.Block): string {
  const [first] = block.getData()?.getDataList_asU8() ?? [];
  return first === undefined ? '' : (headerOf(first)?.header.getChannelId() ?? '');
}

function readTransaction(envelope: Uint8Array, code: number): readonly BlockTransaction[] {
  const read = headerOf(envelope);
  if (read === undefined) return [];
  const { header, data } = read;
  const isEndorsed = header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
  return [{ txId: header.getTxId(), type: header.getType(), code, events: isEndorsed ? eventsOf(data) : [] }];
}

function headerOf(envelope: Uint8Array): { header: common.ChannelHeader; data: Uint8Array } | undefined {
  try {
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
    const bytes = payload.getHeader()?.getChannelHeader_asU8();
    if (bytes === undefined) return undefined;
    return { header: common.ChannelHeader.deserializeBinary(bytes), data: payload.getData_asU8() };
  } catch {
    // The validator gave it its code; listeners have nothing to read in it.
    return undefined;
  }
}

function eventsOf(transactionBytes: Uint8Array): readonly peer.ChaincodeEvent[] {
  try {
    const actions = peer.Transaction.deserializeBinary(transactionBytes).getActionsList();
    return actions.flatMap((action) => eventOf(action.getPayload_asU8()));
  } catch {
    // As above: an invalid transaction may hold anything.
    return [];
  }
}

function eventOf(actionPayload: Uint8Array): readonly peer.ChaincodeEvent[] {
  const action = peer.ChaincodeActionPayload.deserializeBinary(actionPayload).getAction();
  if (action === undefined) return [];
  const payload = peer.ProposalResponsePayload.deserializeBinary(action.getProposalResponsePayload_asU8());
  const bytes = peer.ChaincodeAction.deserializeBinary(payload.getExtension_asU8()).getEvents_asU8();
  const event = peer.ChaincodeEvent.deserializeBinary(bytes);
  return event.getChaincodeId() === '' ? [] : [event];
}

/** The block as clients of `DeliverFiltered` see it: ids, codes and event names, without payloads. */
export function filteredBlock(block: common.Block): peer.FilteredBlock {
  const filtered = new peer.FilteredBlock();
  filtered.setChannelId(blockChannel(block));
  filtered.setNumber(block.getHeader()?.getNumber() ?? 0);
  filtered.setFilteredTransactionsList(blockTransactions(block).map(filteredTransaction));
  return filtered;
}

function filteredTransaction({ txId, type, code, events }: BlockTransaction): peer.FilteredTransaction {
  const filtered = new peer.FilteredTransaction();
  filtered.setTxid(txId);
  filtered.setType(type as common.HeaderTypeMap[keyof common.HeaderTypeMap]);
  filtered.setTxValidationCode(code as peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap]);
  if (type !== common.HeaderType.ENDORSER_TRANSACTION) return filtered;
  const actions = new peer.FilteredTransactionActions();
  actions.setChaincodeActionsList(events.map(filteredAction));
  filtered.setTransactionActions(actions);
  return filtered;
}

function filteredAction(event: peer.ChaincodeEvent): peer.FilteredChaincodeAction {
  const shown = new peer.ChaincodeEvent();
  shown.setTxId(event.getTxId());
  shown.setChaincodeId(event.getChaincodeId());
  shown.setEventName(event.getEventName());
  const action = new peer.FilteredChaincodeAction();
  action.setChaincodeEvent(shown);
  return action;
}
