// SPDX-License-Identifier: Apache-2.0
import { ledger } from '@hyperledger/fabric-protos';
import { LedgerError } from './errors';
import type { KeyRead, MerkleSummary, NamespaceSet, RangeRead } from './readWriteSet';

const { kvrwset } = ledger.rwset;
type Kv<Name extends keyof typeof kvrwset> = InstanceType<(typeof kvrwset)[Name]>;

/** A view, not a copy: decoded sets live no longer than the block they come from. */
export const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const readKeyRead = (read: Kv<'KVRead'>): KeyRead => {
  const version = read.getVersion();
  return {
    key: read.getKey(),
    version: version && { block: version.getBlockNum(), tx: version.getTxNum() },
  };
};

const readSummary = (summary: Kv<'QueryReadsMerkleSummary'>): MerkleSummary => ({
  maxDegree: summary.getMaxDegree(),
  maxLevel: summary.getMaxLevel(),
  hashes: summary.getMaxLevelHashesList_asU8().map(asBuffer),
});

const readRange = (range: Kv<'RangeQueryInfo'>): RangeRead => {
  const summary = range.getReadsMerkleHashes();
  return {
    start: range.getStartKey(),
    end: range.getEndKey(),
    exhausted: range.getItrExhausted(),
    rows: range.getRawReads()?.getKvReadsList().map(readKeyRead) ?? [],
    summary: summary && readSummary(summary),
  };
};

const readNamespace = (set: ledger.rwset.NsReadWriteSet): NamespaceSet => {
  const keys = kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8());
  return {
    namespace: set.getNamespace(),
    reads: keys.getReadsList().map(readKeyRead),
    ranges: keys.getRangeQueriesInfoList().map(readRange),
    writes: keys.getWritesList().map((write) => ({
      key: write.getKey(),
      isDelete: write.getIsDelete(),
      value: asBuffer(write.getValue_asU8()),
    })),
    metadataWrites: keys.getMetadataWritesList().map((write) => ({
      key: write.getKey(),
      entries: write.getEntriesList().map((one) => ({ name: one.getName(), value: asBuffer(one.getValue_asU8()) })),
    })),
    collections: set.getCollectionHashedRwsetList().map((collection) => collection.getCollectionName()),
  };
};

/**
 * Reads a serialized `rwset.TxReadWriteSet`. Attacker-controlled input.
 * @throws LedgerError MALFORMED
 */
export const decodeReadWriteSet = (bytes: Uint8Array): readonly NamespaceSet[] => {
  try {
    return ledger.rwset.TxReadWriteSet.deserializeBinary(bytes).getNsRwsetList().map(readNamespace);
  } catch (cause) {
    throw new LedgerError('MALFORMED', 'The bytes are not a read-write set.', { cause });
  }
};
