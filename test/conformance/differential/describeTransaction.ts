// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { decodeReadWriteSet } from '../../../network/src/embedded/ledger/decodeReadWriteSet';
import type { KeyRead, NamespaceSet, RangeRead } from '../../../network/src/embedded/ledger/readWriteSet';

type WriterAt = (block: number, tx: number) => string;

/** What a transaction says, with versions as the ids of their writers and without endorsers, who may differ. */
export interface Described {
  readonly type: number;
  readonly text: string;
  /** Namespace and key of all writes, with a blank between. */
  readonly keys: readonly string[];
}

const readOf =
  (writerAt: WriterAt) =>
  ({ key, version }: KeyRead): readonly string[] => [
    key,
    version === undefined ? 'absent' : writerAt(version.block, version.tx),
  ];

/** The hashes of a summary are made of versions, which bear block numbers: only its shape can be compared. */
const rangeOf =
  (writerAt: WriterAt) =>
  ({ start, end, exhausted, rows, summary }: RangeRead): object => ({
    ...{ start, end, exhausted, rows: rows.map(readOf(writerAt)) },
    ...(summary && { summary: [summary.maxDegree, summary.maxLevel, summary.hashes.length] }),
  });

const namespaceOf =
  (writerAt: WriterAt) =>
  ({ namespace, reads, ranges, writes, metadataWrites }: NamespaceSet): object => ({
    namespace,
    // Where the definition was written is each engine's own matter.
    reads: reads.map(namespace === '_lifecycle' ? ({ key }): readonly string[] => [key] : readOf(writerAt)),
    ranges: ranges.map(rangeOf(writerAt)),
    writes: writes.map(({ key, isDelete, value }) => [key, isDelete, value.toString('base64')]),
    metadata: metadataWrites.map(({ key, entries }) => [
      key,
      entries.map(({ name, value }) => [name, value.toString('base64')]),
    ]),
  });

function actionOf(data: Uint8Array): peer.ChaincodeAction | undefined {
  const [action] = peer.Transaction.deserializeBinary(data).getActionsList();
  const endorsed = action && peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8()).getAction();
  const bytes = endorsed?.getProposalResponsePayload_asU8();
  const response = bytes && peer.ProposalResponsePayload.deserializeBinary(bytes);
  return response && peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
}

function resultOf(action: peer.ChaincodeAction): object {
  const said = action.getResponse();
  const chaincode = action.getChaincodeId();
  const event = peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8());
  return {
    response: [said?.getStatus(), said?.getMessage(), Buffer.from(said?.getPayload_asU8() ?? []).toString()],
    chaincode: [chaincode?.getName(), chaincode?.getVersion(), chaincode?.getPath()],
    event: [
      ...[event.getChaincodeId(), event.getTxId(), event.getEventName()],
      Buffer.from(event.getPayload_asU8()).toString(),
    ],
  };
}

/** @param writerAt - who wrote at a place of this chain */
export function describeTransaction(header: common.ChannelHeader, data: Uint8Array, writerAt: WriterAt): Described {
  const type = header.getType();
  if (type !== common.HeaderType.ENDORSER_TRANSACTION) return { type, text: '', keys: [] };
  const action = actionOf(data);
  if (action === undefined) return { type, text: 'no action', keys: [] };
  const sets = decodeReadWriteSet(action.getResults_asU8());
  const text = JSON.stringify({
    time: [header.getTimestamp()?.getSeconds(), header.getTimestamp()?.getNanos()],
    header: [header.getVersion(), header.getEpoch(), header.getTxId(), header.getChannelId()],
    ...resultOf(action),
    sets: sets.map(namespaceOf(writerAt)),
  });
  const keys = sets.flatMap(({ namespace, writes, metadataWrites }) =>
    [...writes, ...metadataWrites].map(({ key }) => `${namespace} ${key}`),
  );
  return { type, text, keys };
}
