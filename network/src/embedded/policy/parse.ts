// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '../ledger/errors';
import type { PolicyRule, Principal } from './rule';

const token = /\s*(?:(AND|OR|OutOf)\s*(\()|'([A-Za-z0-9.-]+)\.(member|admin|client|peer|orderer)'|(\d+)|([(),]))/giy;
const deepest = 16;

interface Reader {
  readonly text: string;
  at: number;
}

const refuse = ({ text, at }: Reader, expected: string): never => {
  throw new LedgerError('POLICY_SYNTAX', `Policy "${text}": expected ${expected} at position ${at}.`);
};

const take = (reader: Reader): RegExpExecArray | undefined => {
  token.lastIndex = reader.at;
  const match = token.exec(reader.text);
  if (match === null) return undefined;
  reader.at = token.lastIndex;
  return match;
};

const takeNumber = (reader: Reader): number => {
  const digits = take(reader)?.[5] ?? refuse(reader, 'a number');
  if (take(reader)?.[6] !== ',') refuse(reader, 'a comma');
  return Number(digits);
};

const readRules = (reader: Reader, depth: number): PolicyRule[] => {
  const rules = [readRule(reader, depth)];
  for (;;) {
    const mark = take(reader)?.[6];
    if (mark === ')') return rules;
    if (mark !== ',') return refuse(reader, 'a comma or a closing bracket');
    rules.push(readRule(reader, depth));
  }
};

const readBranch = (reader: Reader, operator: string, depth: number): PolicyRule => {
  if (depth > deepest) return refuse(reader, 'fewer nested brackets');
  const name = operator.toUpperCase();
  const count = name === 'OUTOF' ? takeNumber(reader) : undefined;
  const rules = readRules(reader, depth + 1);
  const n = count ?? (name === 'AND' ? rules.length : 1);
  if (n < 1 || n > rules.length) return refuse(reader, `a number from 1 to ${rules.length}`);
  return { kind: 'outOf', n, rules };
};

const readRule = (reader: Reader, depth: number): PolicyRule => {
  const match = take(reader);
  const [, operator, , mspId, role] = match ?? [];
  if (operator !== undefined) return readBranch(reader, operator, depth);
  if (mspId === undefined || role === undefined) return refuse(reader, 'AND, OR, OutOf or a principal');
  return { kind: 'signedBy', principal: { mspId, role: role.toLowerCase() as Principal['role'] } };
};

/**
 * Reads Fabric's policy language: `OutOf(2, 'A.peer', 'B.peer')`, `AND(…)`, `OR(…)`, nested.
 * @throws LedgerError POLICY_SYNTAX naming the position
 */
export const parsePolicy = (text: string): PolicyRule => {
  const reader: Reader = { text, at: 0 };
  const rule = readRule(reader, 0);
  if (text.slice(reader.at).trim() !== '') refuse(reader, 'the end');
  return rule;
};
