// SPDX-License-Identifier: Apache-2.0
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import {
  CHAINCODE_EVENT,
  formatInstant,
  fromUtf8,
  parseJson,
  RECORD_TYPES,
  RegistryError,
  type DomainEvent,
  type EventPayload,
  type JsonObject,
  type JsonValue,
  type LedgerRecord,
} from '@registry/chaincode/protocol';
import type { CommittedTransaction } from '../port';

/** The longest value that is read as JSON; a block is bounded far below it. */
const MAX_LENGTH = 64 * 1024 * 1024;
const VALID = 'VALID';

export interface RawTransaction {
  readonly envelope: Uint8Array;
  readonly index: number;
  readonly validationCode: string;
  readonly chaincode: string;
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function timeOf(header: common.ChannelHeader): string {
  const timestamp = header.getTimestamp();
  if (!timestamp) return '';
  try {
    return formatInstant(timestamp.getSeconds() * 1_000 + Math.floor(timestamp.getNanos() / 1_000_000));
  } catch (error) {
    // A client may write any number here; a transaction with an impossible time is still in its block.
    if (error instanceof RegistryError) return '';
    throw error;
  }
}

function actionsOf(payload: common.Payload): peer.ChaincodeAction[] {
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  return transaction.getActionsList().map((one) => {
    const action = peer.ChaincodeActionPayload.deserializeBinary(one.getPayload_asU8()).getAction();
    const response = peer.ProposalResponsePayload.deserializeBinary(
      action?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
    );
    return peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  });
}

function eventsOf(action: peer.ChaincodeAction, chaincode: string): readonly DomainEvent[] {
  const event = peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8());
  if (event.getChaincodeId() !== chaincode || event.getEventName() !== CHAINCODE_EVENT) return [];
  const payload = parseJson(fromUtf8(event.getPayload_asU8()), MAX_LENGTH);
  return (payload as unknown as EventPayload).events;
}

/** Index entries, idempotency notes and events are values too; only records of a kind that we show are read. */
function recordIn(value: Uint8Array): LedgerRecord | undefined {
  if (value[0] !== 0x7b) return undefined;
  const record = parseJson(fromUtf8(value), MAX_LENGTH);
  const kinds: readonly unknown[] = RECORD_TYPES;
  return isObject(record) && kinds.includes(record['kind']) ? (record as unknown as LedgerRecord) : undefined;
}

function writesOf(action: peer.ChaincodeAction, chaincode: string): ledger.rwset.kvrwset.KVWrite[] {
  const results = ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8());
  return results
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincode)
    .flatMap((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getWritesList());
}

function recordsOf(action: peer.ChaincodeAction, chaincode: string): LedgerRecord[] {
  return writesOf(action, chaincode).flatMap((write) => {
    const record = write.getIsDelete() ? undefined : recordIn(write.getValue_asU8());
    return record ? [record] : [];
  });
}

function decodeHeader(envelope: Uint8Array): { payload: common.Payload; header: common.ChannelHeader } {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  return { payload, header };
}

/**
 * Reads one transaction of a block.
 *
 * @throws Error of the decoders for a valid transaction that cannot be read; an invalid one may hold any bytes
 */
export function decodeTransaction({
  envelope,
  index,
  validationCode,
  chaincode,
}: RawTransaction): CommittedTransaction {
  try {
    const { payload, header } = decodeHeader(envelope);
    const isOurs = validationCode === VALID && header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
    const actions = isOurs ? actionsOf(payload) : [];
    return {
      transactionId: header.getTxId(),
      index,
      validationCode,
      time: timeOf(header),
      events: actions.flatMap((action) => eventsOf(action, chaincode)),
      records: actions.flatMap((action) => recordsOf(action, chaincode)),
    };
  } catch (error) {
    if (validationCode === VALID) throw error;
    return { transactionId: '', index, validationCode, time: '', events: [], records: [] };
  }
}
