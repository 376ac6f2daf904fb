// SPDX-License-Identifier: Apache-2.0
import type { PolicyRule } from './rule';

/** A policy of more alternatives than this is cut: a plan needs one that works, not all. */
const mostSets = 256;

type PeerSet = readonly string[];

const merged = (left: PeerSet, right: PeerSet): PeerSet => [...left, ...right].sort();

const distinct = (sets: readonly PeerSet[]): readonly PeerSet[] => {
  const byText = new Map(sets.map((set) => [JSON.stringify(set), set]));
  return [...byText.values()].sort((left, right) => left.length - right.length).slice(0, mostSets);
};

const choose = (n: number, rules: readonly PolicyRule[]): readonly PeerSet[] => {
  if (n <= 0) return [[]];
  const [first, ...rest] = rules;
  if (first === undefined || rules.length < n) return [];
  const taken = choose(n - 1, rest);
  const withFirst = peerSetsOf(first).flatMap((set) => taken.map((other) => merged(set, other)));
  return distinct([...withFirst, ...choose(n, rest)]);
};

/**
 * The multisets of MSP ids whose peers' signatures satisfy a rule, fewest first. Rules that no peer can satisfy
 * (client, admin, orderer) give none.
 */
export const peerSetsOf = (rule: PolicyRule): readonly PeerSet[] => {
  if (rule.kind !== 'signedBy') return choose(rule.n, rule.rules);
  const { mspId, role } = rule.principal;
  return role === 'peer' || role === 'member' ? [[mspId]] : [];
};
