// SPDX-License-Identifier: Apache-2.0
import { utf8 } from '../protocol/bytes';
import type { JsonInput, JsonValue } from '../protocol/canonicalJson';
import { digestOf, sha256Hex } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { idempotencyKey } from './keys';
import type { UnitOfWork } from './unitOfWork';

interface Remembered {
  readonly kind: 'idempotency';
  readonly requestDigest: string;
  readonly answer: JsonValue;
}

/** A request under the key that its caller chose for it. */
export interface KeyedRequest {
  readonly identityKey: string;
  readonly key: string;
  /** Contract, transaction and command: whatever makes it the same request. */
  readonly request: JsonInput;
}

const placeOf = ({ identityKey, key }: KeyedRequest): string =>
  idempotencyKey(sha256Hex(utf8(identityKey)), sha256Hex(utf8(key)));

/**
 * The answer given before to the same request, if there was one.
 *
 * @throws RegistryError IDEMPOTENCY_KEY_REUSED where the key stood for another request
 */
export const earlierAnswer = async (ledger: UnitOfWork, keyed: KeyedRequest): Promise<JsonValue | undefined> => {
  const remembered = await ledger.get<Remembered>(placeOf(keyed));
  if (remembered === undefined) return undefined;
  if (remembered.requestDigest !== digestOf(keyed.request)) throw new RegistryError('IDEMPOTENCY_KEY_REUSED');
  return remembered.answer;
};

/** Keeps the answer for the case that the request comes again. */
export const rememberAnswer = (ledger: UnitOfWork, keyed: KeyedRequest, answer: JsonInput): void => {
  ledger.put(placeOf(keyed), { kind: 'idempotency', requestDigest: digestOf(keyed.request), answer });
};
