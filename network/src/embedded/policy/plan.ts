// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '../ledger/errors';
import type { Identity, Identities, Policy } from '../types';

export interface SignedData {
  readonly signer: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Those who really signed, each once. Unreadable identities and bad signatures are left out, not fatal; an identity
 * counts as seen only once its signature held (Fabric's order).
 */
export const distinctSigners = (identities: Identities, signatures: readonly SignedData[]): readonly Identity[] => {
  const signers = new Map<string, Identity>();
  for (const { signer, data, signature } of signatures) {
    const identity = readable(identities, signer);
    if (identity === undefined || signers.has(identity.id)) continue;
    if (identities.verify(identity, data, signature)) signers.set(identity.id, identity);
  }
  return [...signers.values()];
};

const readable = (identities: Identities, serialized: Uint8Array): Identity | undefined => {
  try {
    return identities.deserialize(serialized);
  } catch (error) {
    // An endorser that cannot be read is no endorser; the policy decides whether the others are enough.
    if (error instanceof LedgerError && error.code === 'IDENTITY_REFUSED') return undefined;
    throw error;
  }
};

const union = (left: readonly string[], right: readonly string[]): readonly string[] => {
  const rest = [...left];
  const added = right.filter((mspId) => {
    const at = rest.indexOf(mspId);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return [...left, ...added];
};

export interface PlanRequest {
  /** All of these must hold: the chaincode's policy and those of the keys written. */
  readonly policies: readonly Policy[];
  /** Organizations whose peers can be asked, one peer each. */
  readonly available: readonly string[];
  /** The organization that endorsed first; plans with it come first among equals. */
  readonly preferred?: string;
}

const mostPlans = 256;

/**
 * The sets of organizations that can endorse so that every policy holds, fewest first. Empty where none can.
 */
export const planEndorsers = ({ policies, available, preferred }: PlanRequest): readonly (readonly string[])[] => {
  const possible = (set: readonly string[]): boolean =>
    new Set(set).size === set.length && set.every((mspId) => available.includes(mspId));
  let plans: readonly (readonly string[])[] = [[]];
  for (const policy of policies) {
    const joined = plans.flatMap((plan) => policy.peerSets.map((set) => [...union(plan, set)].sort())).filter(possible);
    plans = [...new Map(joined.map((plan) => [plan.join('\n'), plan])).values()]
      .sort((left, right) => left.length - right.length)
      .slice(0, mostPlans);
  }
  const rank = (plan: readonly string[]): number =>
    plan.length * 2 - (plan.some((mspId) => mspId === preferred) ? 1 : 0);
  return [...plans].sort((left, right) => rank(left) - rank(right));
};
