// SPDX-License-Identifier: Apache-2.0
import type { JsonInputObject } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import type { ErrorCode } from '../protocol/errors';

/** Refuses with a closed code unless the condition holds. */
export function demand(condition: boolean, code: ErrorCode, details?: JsonInputObject): asserts condition {
  if (!condition) throw new RegistryError(code, details);
}
