// SPDX-License-Identifier: Apache-2.0
import type { StepCommandName } from '../../chaincode/src/domain/applications/decide';
import { allowedCommands } from '../../chaincode/src/domain/transition';
import { OBJECTION_STEPS } from '../../chaincode/src/protocol/schemas/objectionCommands';
import type { CaseRecord } from '../../chaincode/src/protocol/schemas/records';
import { TIME_RULES } from '../../chaincode/src/protocol/schemas/timeRules';
import { COMMANDS } from '../support/cases';
import { bodyOf, isInOrder } from './bodies';
import type { Coverage } from './coverage';
import type { Walker } from './people';
import type { Attempt, World } from './world';

const STEPS = Object.keys(COMMANDS) as StepCommandName[];

/** How often a command is given that may be given, compared with the others: a case should not end too soon. */
const WEIGHTS: Partial<Record<StepCommandName, number>> = {
  withdraw: 0.02,
  proposeRefusal: 0.2,
  requestCorrection: 0.5,
  accept: 2,
  failFormalReview: 0.15,
  recuseReviewer: 0.04,
  reassignReviewer: 0.1,
  recuse: 0.15,
  relieveAgency: 0.1,
  extendReview: 0.2,
  requestSupplement: 0.3,
  recordOverdue: 0.5,
  reject: 0.3,
  publishNotice: 2,
  raiseObjection: 0.7,
  withdrawObjection: 0.3,
  closeNotice: 2,
  grant: 3,
};
/** A step that has never been taken comes first where it can be taken. */
const UNTAKEN = 6;
/** Nobody does anything for the time being. */
const IDLE = 0.3;
/** How much less is done in a state of which nobody has seen yet what follows when its period passes. */
const PATIENCE = 0.05;

/** Whether an objection to the last notice was right in part already, so that an amendment follows the last one. */
const isPartUpheld = ({ objections = [], notices }: CaseRecord): boolean =>
  objections.some(({ status, noticeNo }) => status === 'PART' && noticeNo === notices.at(-1)?.noticeNo);

const recomputationWeight = ({ deadline }: CaseRecord, world: World): number => {
  const awaited = world.all('calendar').get(deadline?.provisional?.awaits ?? '');
  return awaited?.approval === 'APPROVED' ? 2 : 0.1;
};

const weightOf = (name: StepCommandName, record: CaseRecord, world: World): number => {
  // Nobody tries for ever what the record itself speaks against.
  if (name === 'publishNotice' && !isInOrder(record)) return 0.05;
  if (name === 'recomputeDeadline') return recomputationWeight(record, world);
  if (name === 'withdrawObjection' && isPartUpheld(record)) return 2;
  if (name === 'raiseObjection' && record.state === 'NOTICE_OBJECTED') return 1.2;
  return WEIGHTS[name] ?? 1;
};

/** One case in four is in slow hands: its periods pass. */
const isSlow = ({ caseId }: CaseRecord): boolean => caseId.slice(-1) < '8';

const urgencyOf = (record: CaseRecord, coverage: Coverage): number =>
  (isSlow(record) ? 0.2 : 1) * (coverage.lacks(record.state) ? 2 : 1);

/** Those whom a case may concern: strangers come to it by mistake only. */
const peopleNear = ({ registry }: CaseRecord, { people }: World): Walker[] =>
  people.filter(
    ({ person }) => person.mspId === registry.mspId || ['agency', 'supervisor', 'judicial'].includes(person.role),
  );

/** A command in a case as its giver sends it. */
export const stepIn = (world: World, record: CaseRecord, by: Walker, command: StepCommandName): Attempt => ({
  by,
  contract: (OBJECTION_STEPS as readonly string[]).includes(command) ? 'objection' : 'application',
  transaction: command,
  caseId: record.caseId,
  request: { idempotencyKey: world.newKey(), caseId: record.caseId, ...bodyOf(command, { record, by, world }) },
});

/** What follows from the passing of a case's deadline, said by anybody. */
export const timeRuleIn = (world: World, record: CaseRecord): Attempt | undefined => {
  const command = TIME_RULES[record.state as keyof typeof TIME_RULES] as StepCommandName | undefined;
  return command && stepIn(world, record, world.random.pick(world.people), command);
};

/** Everybody near a case by the commands that they may give in it now. */
const choices = (world: World, record: CaseRecord): Map<StepCommandName, Walker[]> => {
  const found = new Map<StepCommandName, Walker[]>();
  for (const by of peopleNear(record, world)) {
    for (const command of allowedCommands(record, by.person, world.now) as StepCommandName[]) {
      found.set(command, [...(found.get(command) ?? []), by]);
    }
  }
  return found;
};

/** Whether anybody may do anything in a case at a time. */
export const isAlive = (world: World, record: CaseRecord, at: number): boolean =>
  peopleNear(record, world).some(({ person }) => allowedCommands(record, person, at).length > 0);

interface Choosing {
  readonly world: World;
  readonly coverage: Coverage;
  readonly record: CaseRecord;
}

/** The steps that come with time alone, and have not come yet: what else could be done waits for them. */
const awaitedIn = ({ coverage, record: { state, deadline } }: Choosing): StepCommandName[] => {
  const rule = TIME_RULES[state as keyof typeof TIME_RULES] as StepCommandName | undefined;
  const isProvisional = deadline?.provisional !== undefined;
  const byTime: (StepCommandName | undefined)[] = [rule, isProvisional ? 'recomputeDeadline' : undefined];
  return byTime.filter((name) => name !== undefined).filter((name) => coverage.lacks(state, name));
};

const likelihoodOf = (name: StepCommandName | 'idle', choosing: Choosing): number => {
  if (name === 'idle') return IDLE;
  const { world, coverage, record } = choosing;
  const awaited = awaitedIn(choosing);
  const isHasty = awaited.length > 0 && !awaited.includes(name);
  const weight = weightOf(name, record, world) * (isHasty ? PATIENCE : 1);
  return coverage.lacks(record.state, name) ? weight * UNTAKEN : weight;
};

/** A step that may be taken in one of the open cases, sooner one that has never been taken; at times none. */
export const allowedStep = (world: World, coverage: Coverage): Attempt | undefined => {
  const open = [...world.open.values()];
  if (open.length === 0) return undefined;
  const record = world.random.weighted(open, (one) => urgencyOf(one, coverage));
  const byCommand = choices(world, record);
  const choosing = { world, coverage, record };
  const names = ['idle' as const, ...byCommand.keys()];
  const command = world.random.weighted(names, (name) => likelihoodOf(name, choosing));
  if (command === 'idle') return undefined;
  return stepIn(world, record, world.random.pick(byCommand.get(command)!), command);
};

/** Any command by anybody in any case: mostly one that may not be given. */
export const strayStep = (world: World): Attempt | undefined => {
  const { random } = world;
  const cases = random.chance(0.8) ? [...world.open.keys()] : [...world.moments.keys()];
  if (cases.length === 0) return undefined;
  const record = world.all('case').get(random.pick(cases))!;
  const attempt = stepIn(world, record, random.pick(world.people), random.pick(STEPS));
  if (!random.chance(0.1)) return attempt;
  return { ...attempt, request: { ...attempt.request, unheardOf: true } };
};
