// SPDX-License-Identifier: Apache-2.0
import type { ClaimCheck } from './schemas/records';
import { without } from './without';

/**
 * A case, or what one of its events adds, as its parties see it: that somebody else has filed the same data is that
 * other's secret until it is registered.
 */
export const seenByParty = <T extends object>(value: T): T => {
  const { claims } = value as { readonly claims?: ClaimCheck };
  if (claims === undefined) return value;
  const flags = claims.flags.filter((flag) => flag.certificateNumber !== undefined);
  const rest = without(value as T & { claims: unknown }, ['claims']) as T;
  return flags.length === 0 ? rest : { ...rest, claims: { flags, isComplete: true } };
};
