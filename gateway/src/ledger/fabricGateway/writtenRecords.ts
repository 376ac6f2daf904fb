// SPDX-License-Identifier: Apache-2.0
import type { ledger } from '@hyperledger/fabric-protos';
import { fromUtf8, parseJson, RECORD_TYPES, type JsonValue, type LedgerRecord } from '@registry/chaincode/protocol';
import { recordIdOf } from '../recordId';

/** The longest value that is read as JSON; a block is bounded far below it. */
export const MAX_LENGTH = 64 * 1024 * 1024;

type Write = ledger.rwset.kvrwset.KVWrite;

/** The type and id in a record's key; undefined for the keys of indexes, events and idempotency notes. */
function placeOf(key: string): { readonly type: string; readonly id: string } | undefined {
  const [before, type = '', id = '', after, ...more] = key.split('\u0000');
  const isRecord =
    before === '' && after === '' && more.length === 0 && (RECORD_TYPES as readonly string[]).includes(type);
  return isRecord ? { type, id } : undefined;
}

const kindOf = (value: JsonValue): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;

/**
 * The record that a write leaves under its own key, or undefined. Each record's key asks for the endorsement of its
 * custodian; the same value under another key would have been endorsed by nobody who answers for it.
 */
export function recordIn(write: Write): LedgerRecord | undefined {
  const place = write.getIsDelete() ? undefined : placeOf(write.getKey());
  if (place === undefined) return undefined;
  const value = parseJson(fromUtf8(write.getValue_asU8()), MAX_LENGTH);
  if (kindOf(value) !== place.type) return undefined;
  const record = value as unknown as LedgerRecord;
  return recordIdOf(record) === place.id ? record : undefined;
}
