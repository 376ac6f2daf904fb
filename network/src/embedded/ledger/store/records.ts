// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { LedgerError } from '../errors';
import type { HistoryItem, MetadataEntry, StateEntry, StateUpdate, TransactionStatus } from '../types';

/** The first byte of a key says what the record is. */
const kind = { block: 'b', headerHash: 'h', number: 'n', state: 's', transaction: 't', history: 'k' } as const;

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

const readUint64 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64BE(at));

const prefixed = (prefix: string, ...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(prefix), ...parts]);

export const blockKey = (number: number): Buffer => prefixed(kind.block, uint64(number));
/** Number to header hash: small, so that a scan finds gaps without reading blocks. */
export const numberKey = (number: number): Buffer => prefixed(kind.number, uint64(number));
export const numberRange = { gte: Buffer.from('n'), lt: Buffer.from('o') } as const;
export const headerHashKey = (hash: Uint8Array): Buffer => prefixed(kind.headerHash, Buffer.from(hash));
export const transactionKey = (txId: string): Buffer => Buffer.from(kind.transaction + txId);

/** Namespace and key in UTF-8; a namespace cannot hold the zero byte that ends it. */
export const stateKey = (namespace: string, key: string): Buffer => Buffer.from(`${kind.state}${namespace}\0${key}`);
export const stateRangeEnd = (namespace: string, end: string): Buffer =>
  end === '' ? Buffer.from(`${kind.state}${namespace}\u0001`) : stateKey(namespace, end);
export const keyOfState = (record: Buffer, namespace: string): string =>
  record.toString('utf8', kind.state.length + Buffer.byteLength(namespace) + 1);

const historyPrefix = (namespace: string, key: string): Buffer => {
  const [name, written] = [Buffer.from(namespace), Buffer.from(key)];
  return prefixed(kind.history, uint32(name.length), name, uint32(written.length), written);
};

const latest = 0xffffffffffffffffn;

/** Inverted numbers, so that the newest write comes first. */
export const historyKey = (namespace: string, key: string, { block, tx }: HistoryItem): Buffer => {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(latest - BigInt(block));
  return Buffer.concat([historyPrefix(namespace, key), number, uint32(0xffffffff - tx)]);
};

export const historyRange = (namespace: string, key: string): { gte: Buffer; lte: Buffer } => {
  const prefix = historyPrefix(namespace, key);
  return { gte: prefix, lte: Buffer.concat([prefix, Buffer.alloc(12, 0xff)]) };
};

export const readHistoryKey = (record: Buffer): HistoryItem => ({
  block: Number(latest - record.readBigUInt64BE(record.length - 12)),
  tx: 0xffffffff - record.readUInt32BE(record.length - 4),
});

const checksum = (key: Buffer, value: Buffer): Buffer => uint32(crc32(value, crc32(key)));

/** Every record carries a checksum over its key and value, so that a flipped bit is never served. */
export const seal = (key: Buffer, value: Buffer): Buffer => Buffer.concat([checksum(key, value), value]);

/** @throws LedgerError STORE_DAMAGED */
export const unseal = (key: Buffer, sealed: Buffer): Buffer => {
  const value = sealed.subarray(4);
  if (sealed.length < 4 || !checksum(key, value).equals(sealed.subarray(0, 4)))
    throw new LedgerError('STORE_DAMAGED', `a record of kind "${key.toString('latin1', 0, 1)}" fails its checksum`);
  return value;
};

const encodeMetadata = (metadata: readonly MetadataEntry[]): Buffer =>
  Buffer.concat(
    metadata.flatMap(({ name, value }) => {
      const text = Buffer.from(name);
      return [uint32(text.length), text, uint32(value.length), value];
    }),
  );

const decodeMetadata = (bytes: Buffer): MetadataEntry[] => {
  const entries: MetadataEntry[] = [];
  let at = 0;
  const take = (): Buffer => {
    const start = at + 4;
    at = start + bytes.readUInt32BE(at);
    return bytes.subarray(start, at);
  };
  while (at < bytes.length) entries.push({ name: take().toString(), value: take() });
  return entries;
};

export const encodeState = ({ version, metadata }: StateUpdate, value: Buffer): Buffer => {
  const named = encodeMetadata(metadata);
  return Buffer.concat([uint64(version.block), uint32(version.tx), uint32(named.length), named, value]);
};

export const decodeState = (bytes: Buffer): StateEntry => {
  const valueAt = 16 + bytes.readUInt32BE(12);
  return {
    version: { block: readUint64(bytes, 0), tx: bytes.readUInt32BE(8) },
    metadata: valueAt === 16 ? [] : decodeMetadata(bytes.subarray(16, valueAt)),
    value: bytes.subarray(valueAt),
  };
};

export const encodeStatus = ({ code, block, tx }: TransactionStatus): Buffer =>
  Buffer.concat([Buffer.from([code]), uint64(block), uint32(tx)]);

export const decodeStatus = (bytes: Buffer): TransactionStatus => ({
  code: bytes.readUInt8(0),
  block: readUint64(bytes, 1),
  tx: bytes.readUInt32BE(9),
});

export const decodeNumber = (bytes: Buffer): number => readUint64(bytes, 0);
