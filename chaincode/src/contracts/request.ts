// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { utf8 } from '../protocol/bytes';
import { parseJson } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import { validated } from '../protocol/schemas/validate';

/** The largest request, in bytes: looked at before anything is parsed or read. */
export const MAX_REQUEST_BYTES = 262_144;

/**
 * Reads the one string argument of a transaction, which is attacker-controlled.
 *
 * @param maxBytes - of a batch, more than of a single command
 * @throws RegistryError INVALID_JSON, VALIDATION_FAILED with every bad field
 */
export const readRequest = <T>(schema: z.ZodType<T>, request: string, maxBytes: number = MAX_REQUEST_BYTES): T => {
  if (request.length > maxBytes || utf8(request).length > maxBytes) {
    throw new RegistryError('INVALID_JSON', { reason: 'too long', maxBytes });
  }
  // The shim decodes bytes that are no UTF-8 to U+FFFD, which no text of ours has.
  if (request.includes('\ufffd')) throw new RegistryError('INVALID_JSON', { reason: 'not UTF-8' });
  return validated(schema, parseJson(request, maxBytes));
};
