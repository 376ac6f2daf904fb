// SPDX-License-Identifier: Apache-2.0
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import {
  CHAINCODE_EVENT,
  formatInstant,
  fromUtf8,
  parseJson,
  RegistryError,
  type DomainEvent,
  type EventPayload,
  type LedgerRecord,
} from '@registry/chaincode/protocol';
import type { Custody, LeftOut } from '../custody';
import type { CommittedTransaction } from '../port';
import { recordIdOf } from '../recordId';
import { believedRecords } from './believedRecords';
import { endorsersOf } from './endorsers';
import { MAX_LENGTH, recordIn } from './writtenRecords';

const VALID = 'VALID';

/** What a reader of blocks is to look for, and whom it believes. */
export interface Reading {
  readonly chaincode: string;
  readonly custody: Custody;
  /** Told of each record of a valid transaction that is not believed. */
  readonly onLeftOut: (left: LeftOut) => void;
}

export interface RawTransaction {
  readonly envelope: Uint8Array;
  readonly index: number;
  readonly validationCode: string;
  readonly reading: Reading;
}

interface Action {
  readonly transactionId: string;
  readonly content: peer.ChaincodeAction;
  readonly endorsed: peer.ChaincodeEndorsedAction;
}

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

function actionsOf(payload: common.Payload, transactionId: string): Action[] {
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  return transaction.getActionsList().map((one) => {
    const action = peer.ChaincodeActionPayload.deserializeBinary(one.getPayload_asU8()).getAction();
    const endorsed = action ?? new peer.ChaincodeEndorsedAction();
    const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
    return { transactionId, endorsed, content: peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()) };
  });
}

function eventsOf(action: peer.ChaincodeAction, chaincode: string): readonly DomainEvent[] {
  const event = peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8());
  if (event.getChaincodeId() !== chaincode || event.getEventName() !== CHAINCODE_EVENT) return [];
  const payload = parseJson(fromUtf8(event.getPayload_asU8()), MAX_LENGTH);
  return (payload as unknown as EventPayload).events;
}

function writesOf(action: peer.ChaincodeAction, chaincode: string): ledger.rwset.kvrwset.KVWrite[] {
  const results = ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8());
  return results
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincode)
    .flatMap((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getWritesList());
}

function recordsOf({ transactionId, content, endorsed }: Action, reading: Reading): LedgerRecord[] {
  const { chaincode, custody, onLeftOut } = reading;
  const records = writesOf(content, chaincode).flatMap((write) => recordIn(write) ?? []);
  if (records.length === 0) return records;
  return believedRecords({ records, endorsers: endorsersOf(endorsed, custody), custody }, (left) => {
    onLeftOut({ transactionId, ...left });
  });
}

/** An event counts only beside its record: the record is what its custodian must have endorsed. */
function factsOf(action: Action, reading: Reading): Pick<CommittedTransaction, 'events' | 'records'> {
  const records = recordsOf(action, reading);
  const written = new Set(records.map((record) => `${record.kind} ${recordIdOf(record)}`));
  const events = eventsOf(action.content, reading.chaincode).filter((event) =>
    written.has(`${event.recordType} ${event.recordId}`),
  );
  return { events, records };
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
export function decodeTransaction({ envelope, index, validationCode, reading }: RawTransaction): CommittedTransaction {
  try {
    const { payload, header } = decodeHeader(envelope);
    const isOurs = validationCode === VALID && header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
    const facts = (isOurs ? actionsOf(payload, header.getTxId()) : []).map((action) => factsOf(action, reading));
    return {
      transactionId: header.getTxId(),
      index,
      validationCode,
      time: timeOf(header),
      events: facts.flatMap(({ events }) => events),
      records: facts.flatMap(({ records }) => records),
    };
  } catch (error) {
    if (validationCode === VALID) throw error;
    return { transactionId: '', index, validationCode, time: '', events: [], records: [] };
  }
}
