// SPDX-License-Identifier: Apache-2.0
import { common, msp } from '@hyperledger/fabric-protos';
import { LedgerError } from '../ledger/errors';
import type { Identity, NodeRole, Policy } from '../types';
import { peerSetsOf } from './peerSets';
import type { PolicyRule, Principal } from './rule';

const deepest = 16;

const refuse = (why: string, cause?: unknown): never => {
  throw new LedgerError('POLICY_SYNTAX', why, { cause });
};

const roles: Readonly<Record<number, NodeRole | 'member'>> = {
  [msp.MSPRole.MSPRoleType.MEMBER]: 'member',
  [msp.MSPRole.MSPRoleType.ADMIN]: 'admin',
  [msp.MSPRole.MSPRoleType.CLIENT]: 'client',
  [msp.MSPRole.MSPRoleType.PEER]: 'peer',
  [msp.MSPRole.MSPRoleType.ORDERER]: 'orderer',
};

const readPrincipal = (principal: msp.MSPPrincipal): Principal => {
  if (principal.getPrincipalClassification() !== msp.MSPPrincipal.Classification.ROLE)
    return refuse('Policies may name roles only; other principals are not supported.');
  const parsed = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
  const role = roles[parsed.getRole()];
  if (role === undefined) return refuse(`A policy names the unknown role ${parsed.getRole()}.`);
  return { mspId: parsed.getMspIdentifier(), role };
};

const readRule = (rule: common.SignaturePolicy | undefined, principals: Principal[], depth = 0): PolicyRule => {
  const branch = rule?.getNOutOf();
  if (branch !== undefined && depth < deepest) {
    const rules = branch.getRulesList().map((inner) => readRule(inner, principals, depth + 1));
    return { kind: 'outOf', n: branch.getN(), rules };
  }
  if (rule?.getTypeCase() !== common.SignaturePolicy.TypeCase.SIGNED_BY) return refuse('A policy rule is empty.');
  const principal = principals[rule.getSignedBy()];
  if (principal === undefined) return refuse('A policy rule points to a principal that is not there.');
  return { kind: 'signedBy', principal };
};

/**
 * Reads a signature policy.
 * @throws LedgerError POLICY_SYNTAX
 */
export const ruleFromEnvelope = (envelope: common.SignaturePolicyEnvelope): PolicyRule => {
  if (envelope.getVersion() !== 0) return refuse('A policy has an unknown version.');
  return readRule(envelope.getRule(), envelope.getIdentitiesList().map(readPrincipal));
};

/** @throws LedgerError POLICY_SYNTAX */
export const decodeSignaturePolicy = (serialized: Uint8Array): PolicyRule => {
  try {
    return ruleFromEnvelope(common.SignaturePolicyEnvelope.deserializeBinary(serialized));
  } catch (cause) {
    if (cause instanceof LedgerError) throw cause;
    return refuse('The bytes are not a signature policy.', cause);
  }
};

const satisfies = (identity: Identity, { mspId, role }: Principal): boolean =>
  identity.refusal === undefined && identity.mspId === mspId && (role === 'member' || identity.role === role);

/**
 * Fabric's evaluation: greedy, left to right, an identity is used once; a branch that failed gives back what it
 * took. Every rule of a branch is tried, also after enough held.
 */
const holds = (rule: PolicyRule, identities: readonly Identity[], used: Set<number>): boolean => {
  if (rule.kind === 'signedBy') {
    const index = identities.findIndex((identity, at) => !used.has(at) && satisfies(identity, rule.principal));
    if (index >= 0) used.add(index);
    return index >= 0;
  }
  let held = 0;
  for (const inner of rule.rules) {
    // Rules of an implicit meta policy each look at all signatures; those of a signature policy share them.
    const trial = new Set(rule.kind === 'meta' ? [] : used);
    if (!holds(inner, identities, trial)) continue;
    held++;
    if (rule.kind === 'outOf') for (const at of trial) used.add(at);
  }
  return held >= rule.n;
};

/** Makes a rule ready for evaluation and for planning. */
export const compilePolicy = (rule: PolicyRule): Policy => {
  let sets: readonly (readonly string[])[] | undefined;
  return {
    isSatisfiedBy: (identities) => holds(rule, identities, new Set()),
    get peerSets() {
      return (sets ??= peerSetsOf(rule));
    },
  };
};
