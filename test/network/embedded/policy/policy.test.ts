// SPDX-License-Identifier: Apache-2.0
import { common, msp } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { codeOf } from '../codeOf';
import { LedgerError } from '../../../../network/src/embedded/ledger/errors';
import { compilePolicy, decodeSignaturePolicy } from '../../../../network/src/embedded/policy/compile';
import { policyEnvelope } from '../../../../network/src/embedded/policy/envelope';
import { parsePolicy } from '../../../../network/src/embedded/policy/parse';
import { planEndorsers } from '../../../../network/src/embedded/policy/plan';
import type { PolicyRule } from '../../../../network/src/embedded/policy/rule';
import type { Identity, NodeRole, Policy } from '../../../../network/src/embedded/types';

const member = (mspId: string, role: NodeRole = 'peer', refusal?: string): Identity =>
  ({ mspId, role, refusal, id: `${mspId}:${role}` }) as Identity;
const compiled = (text: string): Policy => compilePolicy(parsePolicy(text));
const [A, B, C] = ['A', 'B', 'C'].map((mspId) => member(mspId));
const peer = (mspId: string): PolicyRule => ({ kind: 'signedBy', principal: { mspId, role: 'peer' } });

describe('the policy language', () => {
  it.each<[string, PolicyRule]>([
    ["'A.peer'", peer('A')],
    ["AND('A.peer', 'B.peer')", { kind: 'outOf', n: 2, rules: [peer('A'), peer('B')] }],
    [" OR ( 'A.peer','B.peer' ) ", { kind: 'outOf', n: 1, rules: [peer('A'), peer('B')] }],
    [
      "OutOf(2, 'A.peer', OR('B.peer', 'C.peer'))",
      { kind: 'outOf', n: 2, rules: [peer('A'), { kind: 'outOf', n: 1, rules: [peer('B'), peer('C')] }] },
    ],
  ])('reads %s', (text, rule) => {
    expect(parsePolicy(text)).toEqual(rule);
  });

  it.each([
    '',
    'A.peer',
    "'A.king'",
    'AND()',
    "AND('A.peer'",
    "AND('A.peer' 'B.peer')",
    "OutOf('A.peer')",
    "OutOf(0, 'A.peer')",
    "OutOf(3, 'A.peer', 'B.peer')",
    "'A.peer' 'B.peer'",
    `${'AND('.repeat(40)}'A.peer'${')'.repeat(40)}`,
  ])('refuses %s and says where', (text) => {
    expect(() => parsePolicy(text)).toThrow(LedgerError);
    expect(() => parsePolicy(text)).toThrow(/expected .* at position \d+/);
  });

  it('survives Fabric’s own form', () => {
    const rules = fc.letrec<{ rule: PolicyRule }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        fc.record({
          kind: fc.constant('signedBy' as const),
          principal: fc.record({
            mspId: fc.constantFrom('A', 'B', 'C'),
            role: fc.constantFrom('member' as const, 'peer' as const, 'admin' as const, 'client' as const),
          }),
        }),
        fc.record({
          kind: fc.constant('outOf' as const),
          n: fc.integer({ min: 0, max: 4 }),
          rules: fc.array(tie('rule'), { maxLength: 4 }),
        }),
      ),
    })).rule;
    fc.assert(
      fc.property(rules, (rule) => {
        expect(decodeSignaturePolicy(policyEnvelope(rule).serializeBinary())).toEqual(rule);
      }),
    );
  });
});

describe('a policy', () => {
  it.each<[string, (Identity | undefined)[], boolean]>([
    ["OutOf(2,'A.peer','B.peer','C.peer')", [A, B], true],
    ["OutOf(2,'A.peer','B.peer','C.peer')", [C], false],
    ["OutOf(2,'A.peer','B.peer','C.peer')", [], false],
    ["OutOf(2,'A.peer','A.peer')", [A], false],
    ["OutOf(2,'A.peer','A.peer')", [A, { ...A!, id: 'another' }], true],
    ["AND('A.peer', OR('B.peer','C.peer'))", [C, A], true],
    ["AND('A.peer', OR('B.peer','C.peer'))", [B, C], false],
    ["'A.member'", [member('A', 'client')], true],
    ["'A.peer'", [member('A', 'client')], false],
    ["'A.admin'", [member('A', 'peer')], false],
    ["'A.orderer'", [member('A', 'orderer')], true],
    ["'A.member'", [member('A', 'peer', 'refused by its MSP')], false],
  ])('%s holds or not as it should (case %#)', (text, identities, expected) => {
    expect(compiled(text).isSatisfiedBy(identities as Identity[])).toBe(expected);
  });

  it('is evaluated greedily from the left, as in Fabric, even where another assignment would hold', () => {
    const client = member('A', 'client');
    expect(compiled("AND('A.member','A.peer')").isSatisfiedBy([A!, client])).toBe(false);
    expect(compiled("AND('A.peer','A.member')").isSatisfiedBy([A!, client])).toBe(true);
  });

  it('gives an identity back where the branch that took it failed', () => {
    const policy = compiled("OR(AND('A.peer','B.peer'),'A.peer')");
    expect(policy.isSatisfiedBy([A!])).toBe(true);
  });

  it('needs as many sub-policies as an implicit meta policy says, each seeing all signatures', () => {
    const rule: PolicyRule = { kind: 'meta', n: 2, rules: [peer('A'), peer('A'), peer('B')] };
    expect(compilePolicy(rule).isSatisfiedBy([A!])).toBe(true);
    expect(compilePolicy(rule).isSatisfiedBy([B!])).toBe(false);
  });

  it.each<[string, Uint8Array]>([
    ['nonsense', Buffer.from('nonsense')],
    ['nothing', new Uint8Array()],
    ['another version', versioned(1)],
    ['a principal that is not there', pointing(3)],
    ['a principal that is no role', ofClassification(msp.MSPPrincipal.Classification.IDENTITY)],
  ])('cannot be made of %s', (_what, bytes) => {
    expect(codeOf(() => decodeSignaturePolicy(bytes))).toBe('POLICY_SYNTAX');
  });

  it('is refused beyond a depth, so that nobody can exhaust the stack', () => {
    let rule: PolicyRule = peer('A');
    for (let depth = 0; depth < 30; depth++) rule = { kind: 'outOf', n: 1, rules: [rule] };
    expect(() => decodeSignaturePolicy(policyEnvelope(rule).serializeBinary())).toThrow(LedgerError);
  });
});

describe('the planner', () => {
  const two = compiled("OutOf(2,'A.peer','B.peer','C.peer')");

  it('lists the smallest sets of organizations that satisfy the chaincode policy, preferred ones first', () => {
    expect(planEndorsers({ policies: [two], available: ['A', 'B', 'C'], preferred: 'C' })).toEqual([
      ['A', 'C'],
      ['B', 'C'],
      ['A', 'B'],
    ]);
  });

  it('joins key policies with that of the chaincode', () => {
    const plans = planEndorsers({ policies: [two, compiled("'C.peer'")], available: ['A', 'B', 'C'] });
    expect(plans[0]).toEqual(['A', 'C']);
    expect(plans).toContainEqual(['A', 'B', 'C']);
  });

  it('leaves out organizations that cannot be asked', () => {
    expect(planEndorsers({ policies: [two], available: ['A', 'C', 'D'] })).toEqual([['A', 'C']]);
    expect(planEndorsers({ policies: [two], available: ['A'] })).toEqual([]);
    expect(planEndorsers({ policies: [compiled("'A.admin'")], available: ['A'] })).toEqual([]);
    expect(planEndorsers({ policies: [compiled("AND('A.peer','A.peer')")], available: ['A'] })).toEqual([]);
  });

  it('only makes plans that hold', () => {
    const names = ['A', 'B', 'C', 'D'];
    const policy = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.subarray(names, { minLength: 1 }))
      .map(([n, orgs]) => compilePolicy({ kind: 'outOf', n: Math.min(n, orgs.length), rules: orgs.map(peer) }));
    fc.assert(
      fc.property(fc.array(policy, { minLength: 1, maxLength: 3 }), (policies) => {
        const plans = planEndorsers({ policies, available: names });
        expect(plans.length).toBeGreaterThan(0);
        const endorsers = plans.map((plan) => plan.map((mspId) => member(mspId)));
        expect(endorsers.every((signers) => policies.every((one) => one.isSatisfiedBy(signers)))).toBe(true);
      }),
    );
  });
});

function versioned(version: number): Uint8Array {
  const envelope = policyEnvelope(peer('A'));
  envelope.setVersion(version);
  return envelope.serializeBinary();
}

function pointing(index: number): Uint8Array {
  const envelope = policyEnvelope(peer('A'));
  envelope.getRule()?.setSignedBy(index);
  return envelope.serializeBinary();
}

function ofClassification(classification: msp.MSPPrincipal.ClassificationMap['IDENTITY']): Uint8Array {
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(classification);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setIdentitiesList([principal]);
  envelope.setRule(new common.SignaturePolicy());
  return envelope.serializeBinary();
}
