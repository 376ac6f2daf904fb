// SPDX-License-Identifier: Apache-2.0
import { fromUtf8, parseJson, type JsonValue } from '@registry/chaincode/protocol';

/** Answers are bounded by the chaincode; this bounds what a peer could send instead. */
const MAX_ANSWER = 16 * 1024 * 1024;

/**
 * Reads what a transaction function answered.
 *
 * @throws Error where it is not JSON
 */
export function readAnswer(result: Uint8Array): JsonValue {
  try {
    return parseJson(fromUtf8(result), MAX_ANSWER);
  } catch (cause) {
    // Not a matter of reaching the ledger, and it may have been written: nobody may take this for a retry.
    throw new Error('The chaincode answered with something that is not JSON', { cause });
  }
}
