// SPDX-License-Identifier: Apache-2.0
import { ledger } from '@hyperledger/fabric-protos';
import { LedgerError } from './errors';
import type { KeyRead, KeyWrite, MetadataWrite, NamespaceSet, RangeRead } from './readWriteSet';

const { kvrwset } = ledger.rwset;
type Kv<Name extends keyof typeof kvrwset> = InstanceType<(typeof kvrwset)[Name]>;

const keyReadMessage = ({ key, version }: KeyRead): Kv<'KVRead'> => {
  const message = new kvrwset.KVRead();
  message.setKey(key);
  if (version === undefined) return message;
  const number = new kvrwset.Version();
  number.setBlockNum(version.block);
  number.setTxNum(version.tx);
  message.setVersion(number);
  return message;
};

const writeMessage = ({ key, isDelete, value }: KeyWrite): Kv<'KVWrite'> => {
  const message = new kvrwset.KVWrite();
  message.setKey(key);
  message.setIsDelete(isDelete);
  message.setValue(value);
  return message;
};

const metadataMessage = ({ key, entries }: MetadataWrite): Kv<'KVMetadataWrite'> => {
  const message = new kvrwset.KVMetadataWrite();
  message.setKey(key);
  for (const { name, value } of entries) {
    const entry = new kvrwset.KVMetadataEntry();
    entry.setName(name);
    entry.setValue(value);
    message.addEntries(entry);
  }
  return message;
};

/** `QueryReads` of the rows: what a range carries, and what a Merkle leaf hashes. */
export const rowsMessage = (rows: readonly KeyRead[]): Kv<'QueryReads'> => {
  const message = new kvrwset.QueryReads();
  message.setKvReadsList(rows.map(keyReadMessage));
  return message;
};

const rangeMessage = ({ start, end, exhausted, rows, summary }: RangeRead): Kv<'RangeQueryInfo'> => {
  const message = new kvrwset.RangeQueryInfo();
  message.setStartKey(start);
  message.setEndKey(end);
  message.setItrExhausted(exhausted);
  if (summary !== undefined) {
    const merkle = new kvrwset.QueryReadsMerkleSummary();
    merkle.setMaxDegree(summary.maxDegree);
    merkle.setMaxLevel(summary.maxLevel);
    merkle.setMaxLevelHashesList([...summary.hashes]);
    message.setReadsMerkleHashes(merkle);
  } else if (rows.length > 0) {
    message.setRawReads(rowsMessage(rows));
  }
  return message;
};

const namespaceMessage = (set: NamespaceSet): ledger.rwset.NsReadWriteSet => {
  if (set.collections.length > 0)
    throw new LedgerError('UNSUPPORTED', 'Private data collections are not supported by this engine.');
  const keys = new kvrwset.KVRWSet();
  keys.setReadsList(set.reads.map(keyReadMessage));
  keys.setRangeQueriesInfoList(set.ranges.map(rangeMessage));
  keys.setWritesList(set.writes.map(writeMessage));
  keys.setMetadataWritesList(set.metadataWrites.map(metadataMessage));
  const message = new ledger.rwset.NsReadWriteSet();
  message.setNamespace(set.namespace);
  message.setRwset(keys.serializeBinary());
  return message;
};

/**
 * A serialized `rwset.TxReadWriteSet`, byte for byte what a peer makes of the same reads and writes.
 * @throws LedgerError UNSUPPORTED for private data
 */
export const encodeReadWriteSet = (sets: readonly NamespaceSet[]): Buffer => {
  const message = new ledger.rwset.TxReadWriteSet();
  message.setNsRwsetList(sets.map(namespaceMessage));
  return Buffer.from(message.serializeBinary());
};
