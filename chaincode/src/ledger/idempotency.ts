// SPDX-License-Identifier: Apache-2.0
import { utf8 } from '../protocol/bytes';
import type { JsonInput, JsonValue } from '../protocol/canonicalJson';
import { digestOf, sha256Hex } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { idempotencyKey } from './keys';
import type { UnitOfWork } from './unitOfWork';

/** A request by its digest, and what it was answered. */
export type Answered = {
  readonly requestDigest: string;
  readonly answer: JsonValue;
};

interface Remembered extends Answered {
  readonly kind: 'idempotency';
}

/** A request under the key that its caller chose for it. */
export interface KeyedRequest {
  readonly identityKey: string;
  readonly key: string;
  /** Contract, transaction and command: whatever makes it the same request. */
  readonly request: JsonInput;
}

/** Where the memory of a request stands. */
export const placeOf = ({ identityKey, key }: Pick<KeyedRequest, 'identityKey' | 'key'>): string =>
  idempotencyKey(sha256Hex(utf8(identityKey)), sha256Hex(utf8(key)));

/** @throws RegistryError IDEMPOTENCY_KEY_REUSED where another request was answered */
export const answerFrom = (earlier: Answered | undefined, requestDigest: string): JsonValue | undefined => {
  if (earlier === undefined) return undefined;
  if (earlier.requestDigest !== requestDigest) throw new RegistryError('IDEMPOTENCY_KEY_REUSED');
  return earlier.answer;
};

/**
 * The answer given before to the same request, if there was one.
 *
 * @throws RegistryError IDEMPOTENCY_KEY_REUSED where the key stood for another request
 */
export const earlierAnswer = async (ledger: UnitOfWork, keyed: KeyedRequest): Promise<JsonValue | undefined> =>
  answerFrom(await ledger.get<Remembered>(placeOf(keyed)), digestOf(keyed.request));

/** Keeps the answer for the case that the request comes again. */
export const rememberAnswer = (ledger: UnitOfWork, keyed: KeyedRequest, answer: JsonInput): void => {
  ledger.put(placeOf(keyed), { kind: 'idempotency', requestDigest: digestOf(keyed.request), answer });
};
