// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { ledger } from '@hyperledger/fabric-protos';
import { ClassicLevel } from 'classic-level';

export interface PeerPlace {
  /** The network's folder. */
  readonly dataDir: string;
  /** The peer's process, such as `peer0.zhengzhou`. */
  readonly peer: string;
  readonly channel: string;
  readonly namespace: string;
}

export interface Height {
  readonly block: number;
  readonly tx: number;
}

export interface PeerValue extends Height {
  readonly value: string;
  readonly metadata: string;
}

export interface PeerState {
  readonly values: ReadonlyMap<string, PeerValue>;
  /** Oldest write first. */
  readonly histories: ReadonlyMap<string, readonly Height[]>;
}

/** Reads Fabric's own number format: one byte for the length, then the digits, most significant first. */
function numberAt(bytes: Buffer, at: number): { readonly number: number; readonly next: number } {
  const next = at + 1 + (bytes[at] ?? 0);
  const digits = bytes.subarray(at + 1, next);
  return { number: digits.length === 0 ? 0 : digits.readUIntBE(0, digits.length), next };
}

function heightAt(bytes: Buffer, at: number): Height {
  const block = numberAt(bytes, at);
  return { block: block.number, tx: numberAt(bytes, block.next).number };
}

/** Protocol Buffers' fields of wire type 2: the only ones in a `DBValue` (version 1, value 2, metadata 3). */
function fieldsOf(bytes: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let at = 0;
  while (at < bytes.length) {
    const field = bytes.readUInt8(at) >> 3;
    let length = 0;
    let shift = 0;
    let byte = 0x80;
    for (at += 1; byte >= 0x80; at += 1, shift += 7) {
      byte = bytes.readUInt8(at);
      length += (byte & 0x7f) * 2 ** shift;
    }
    fields.set(field, bytes.subarray(at, at + length));
    at += length;
  }
  return fields;
}

function metadataOf(bytes: Buffer): string {
  const entries = ledger.rwset.kvrwset.KVMetadataWrite.deserializeBinary(bytes).getEntriesList();
  return JSON.stringify(entries.map((one) => [one.getName(), Buffer.from(one.getValue_asU8()).toString('base64')]));
}

function valueOf(bytes: Buffer): PeerValue {
  const fields = fieldsOf(bytes);
  const none = Buffer.alloc(0);
  return {
    ...heightAt(fields.get(1) ?? none, 0),
    value: (fields.get(2) ?? none).toString(),
    metadata: metadataOf(fields.get(3) ?? none),
  };
}

/** All rows whose keys begin with a prefix, without it. */
async function rowsUnder(folder: string, prefix: Buffer): Promise<[Buffer, Buffer][]> {
  const database = new ClassicLevel<Buffer, Buffer>(folder, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
  await database.open({ createIfMissing: false });
  const end = Buffer.concat([prefix.subarray(0, -1), Buffer.of((prefix.at(-1) ?? 0) + 1)]);
  const rows = await database.iterator({ gte: prefix, lt: end }).all();
  await database.close();
  return rows.map(([key, value]) => [key.subarray(prefix.length), value]);
}

/** Reads the LevelDB databases of a stopped peer: `CHANNEL 0 d NAMESPACE 0 KEY`, `CHANNEL 0 NAMESPACE 0 LENGTH KEY 0 HEIGHT`. */
export async function openPeerState({ dataDir, peer, channel, namespace }: PeerPlace): Promise<PeerState> {
  const folder = join(dataDir, 'fabric', 'nodes', peer, 'production', 'ledgersData');
  const values = new Map<string, PeerValue>();
  for (const [key, value] of await rowsUnder(
    join(folder, 'stateLeveldb'),
    Buffer.from(`${channel}\0d${namespace}\0`),
  )) {
    values.set(`${namespace} ${key.toString()}`, valueOf(value));
  }
  const histories = new Map<string, Height[]>();
  for (const [row] of await rowsUnder(join(folder, 'historyLeveldb'), Buffer.from(`${channel}\0${namespace}\0`))) {
    const { number: length, next } = numberAt(row, 0);
    const name = `${namespace} ${row.subarray(next, next + length).toString()}`;
    histories.set(name, [...(histories.get(name) ?? []), heightAt(row, next + length + 1)]);
  }
  return { values, histories };
}
