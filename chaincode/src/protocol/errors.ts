// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES } from './errorCodes';
import { readJson } from './json/read';
import { JsonProblem } from './json/values';
import type { JsonInputObject, JsonObject, JsonValue } from './json/values';
import { writeJson } from './json/write';

export type ErrorCode = keyof typeof ERROR_CODES;

/** A message that came from another process is not read beyond this many UTF-16 code units. */
const MAX_MESSAGE = 262_144;

/** Own properties only: `toString` is no error code. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Details that cannot be written must not hide the refusal they belong to: the code stays, with the reason. */
const writable = (details: JsonInputObject): JsonObject => {
  try {
    return readJson(writeJson(details)) as JsonObject;
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    return { unwritableDetails: error.message, at: error.at };
  }
};

/**
 * A refusal with a closed code and details that a program can act on, such as `{rule, state, allowed}`.
 *
 * Its message is the canonical JSON of `{code, details}`, because the message is all that fabric-shim lets out of a
 * chaincode.
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: ErrorCode;
  readonly details: JsonObject;

  /**
   * @param code - one of {@link ERROR_CODES}
   * @param details - plain JSON; must not hold personal data, since it travels to logs and to every endorser
   * @param options - the cause, for translated errors
   */
  constructor(code: ErrorCode, details: JsonInputObject = {}, options?: ErrorOptions) {
    const written = writable(details);
    super(writeJson({ code, details: written }), options);
    this.code = code;
    this.details = written;
  }

  /** The rule that was broken, in both languages. */
  get explanation(): (typeof ERROR_CODES)[ErrorCode] {
    return ERROR_CODES[this.code];
  }

  /**
   * Reads the message of a RegistryError that another process threw.
   *
   * @param message - exactly the canonical JSON; a prefix put on by a peer must be cut off first
   * @returns undefined for every other text
   */
  static parse(message: string): RegistryError | undefined {
    if (message.length > MAX_MESSAGE) return undefined;
    const value = readMessage(message);
    if (!isObject(value) || !isErrorCode(value['code']) || !isObject(value['details'])) return undefined;
    const error = new RegistryError(value['code'], value['details']);
    // A further member, other spacing or another order: not ours.
    return error.message === message ? error : undefined;
  }
}

const readMessage = (message: string): JsonValue | undefined => {
  try {
    return readJson(message);
  } catch (error) {
    if (error instanceof JsonProblem) return undefined;
    throw error;
  }
};
