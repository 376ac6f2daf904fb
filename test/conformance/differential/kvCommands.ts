// SPDX-License-Identifier: Apache-2.0
import type { Command } from './commands';
import type { SeededRandom } from '../../support/seededRandom';

const PEOPLE = ['zhengzhou-reviewer-1', 'guiyang-reviewer-1', 'supervisor-officer-1', 'zhengzhou-applicant-2'];
/** So few that commands of one round meet. */
const KEYS = ['k0', 'k1', 'k2', 'k3', 'k4'];
const GUARDED = ['p0', 'p1', 'p2'];
const RANGED = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6'];
/** The last has no peer: what it must endorse, nobody can write any more. */
const POLICIES = ['["ZhengzhouMSP"]', '["GuiyangMSP"]', '["SupervisorMSP","GuiyangMSP"]', '["AgencyMSP"]'];
const TYPES = ['owner', 'mark'];

type Arguments = (random: SeededRandom) => readonly string[];

const key: Arguments = (random) => [random.pick(KEYS)];
const written: Arguments = (random) => [random.pick([...KEYS, ...GUARDED, ...RANGED]), String(random.below(1_000))];

/** What a chaincode can do to a ledger, each with arguments that often meet those of another. */
const WRITES: Readonly<Record<string, Arguments>> = {
  Put: written,
  Increment: key,
  // Never a guarded key: where one transaction deletes a key and a later one of the same block sets its policy, every
  // peer of 2.5.16 ends with "Nil value not allowed", and again at each start. The register itself deletes nothing.
  Del: (random) => [random.pick([...KEYS, ...RANGED])],
  PutThenRead: written,
  RangeThenPut: (random) => ['r', random.pick(['', '', '2', '101']), random.pick(['r3', 'q1', 'k0'])],
  SetPolicy: (random) => [random.pick(GUARDED), random.pick(['PEER', 'MEMBER']), random.pick(POLICIES)],
  Create: (random) => [`c${random.below(30)}`, '{"x":1}'],
  PutComposite: (random) => [random.pick(TYPES), JSON.stringify([`a${random.below(4)}`, '郑州']), 'v'],
  Event: (random) => ['said', `p${random.below(9)}`, random.pick(['', 'k1'])],
  Many: (random) => [random.pick(['r5', 'm']), '110'],
  Fail: () => ['no, it does not'],
  Differ: key,
  EmptyKey: () => [],
  Nope: () => [],
};

const QUESTIONS: Readonly<Record<string, Arguments>> = {
  Read: (random) => [random.pick([...KEYS, ...GUARDED, ...RANGED])],
  GetPolicy: (random) => [random.pick(GUARDED)],
  History: (random) => [random.pick([...KEYS, ...GUARDED])],
  Range: (random) => [random.pick(['k', 'r', '']), random.pick(['r4', 'z', '']), random.pick(['', '3'])],
  CompositeRange: (random) => [random.pick(TYPES), random.pick(['[]', '["a1"]'])],
  Page: () => ['r', '3', ''],
  PutThenPage: key,
};

/** Something that the register never does, or not on purpose: deletes, ranges, policies, events, and failures. */
export function randomKvCommand(random: SeededRandom): Command {
  const isQuestion = random.chance(0.2);
  const functions = isQuestion ? QUESTIONS : WRITES;
  const name = random.pick(Object.keys(functions));
  const args = functions[name]?.(random) ?? [];
  return { by: random.pick(PEOPLE), transaction: `KV:${name}`, args, isQuestion, sending: 'once' };
}
