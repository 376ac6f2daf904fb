// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { StateUpdate, Version } from './types';
import { compareUtf8 } from './utf8';
import { bytesField, elementField, flagField, varint } from './wire';

/** An integer whose bytes sort as it does: how many bytes, then those, most significant first. */
const orderedInteger = (value: number): Buffer => {
  const digits = value === 0 ? Buffer.alloc(0) : Buffer.from(evenHex(value), 'hex');
  return Buffer.concat([Buffer.from([digits.length]), digits]);
};

const evenHex = (value: number): string => {
  const hex = value.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
};

/** A version as Fabric's state database and commit hash spell it. */
export const versionBytes = ({ block, tx }: Version): Buffer =>
  Buffer.concat([orderedInteger(block), orderedInteger(tx)]);

const inLedgerOrder = (left: StateUpdate, right: StateUpdate): number =>
  compareUtf8(left.namespace, right.namespace) || compareUtf8(left.key, right.key);

/** `KVWrite` of Fabric's `updates.proto`: the namespace stands only on the first write of its run. */
const writeMessage = (update: StateUpdate, previous: StateUpdate | undefined): Buffer =>
  Buffer.concat([
    bytesField(1, Buffer.from(previous?.namespace === update.namespace ? '' : update.namespace)),
    bytesField(3, Buffer.from(update.key)),
    flagField(4, update.value === undefined),
    bytesField(5, update.value ?? Buffer.alloc(0)),
    bytesField(6, versionBytes(update.version)),
  ]);

export interface CommitHashInput {
  readonly codes: Uint8Array;
  readonly updates: readonly StateUpdate[];
  /** Commit hash of the block before; empty for block 1. */
  readonly previous: Uint8Array;
}

/** The chain of what blocks did, as Fabric peers compute it: equal on two peers means equal state. */
export const commitHash = ({ codes, updates, previous }: CommitHashInput): Buffer => {
  const sorted = updates.filter((update) => update.namespace !== '').sort(inLedgerOrder);
  const writes = sorted.map((update, at) => elementField(1, writeMessage(update, sorted[at - 1])));
  const hash = createHash('sha256').update(varint(codes.length)).update(codes);
  for (const write of writes) hash.update(write);
  return hash.update(previous).digest();
};
