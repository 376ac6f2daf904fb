// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { CaseCommandName } from '../../chaincode/src/protocol/schemas/commands';
import { allowedStep, strayStep } from './caseSteps';
import { Coverage } from './coverage';
import { demand } from './demand';
import { anErrand, newApplications } from './errands';
import { CalendarOffice, passTime } from './time';
import type { Attempt, Moment, Outcome, World } from './world';

/** One step of a walk, with what it has done to cases. */
export interface Step {
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  readonly moments: readonly Moment[];
  /** Whether the ledger is another one after it. */
  readonly hasTrace: boolean;
}

/** Looks at each step, and throws where something is as it must not be. */
export type Watch = (step: Step, world: World) => void | Promise<void>;

const OPEN_AT_ONCE = 40;
/** Steps of which the last ones are kept for whoever must find out what went wrong. */
const TOLD = 15;

const commandOf = ({ transaction }: Attempt): CaseCommandName => {
  if (transaction === 'submitBatch') return 'submit';
  return transaction === 'grantBatch' ? 'grant' : (transaction as CaseCommandName);
};

const told = ({ attempt, outcome, moments }: Step, at: string): string => {
  const { by, contract, transaction, caseId = '' } = attempt;
  const states = moments.map(({ after }) => `${after.caseId.slice(-4)} ${after.state}`).join(', ');
  return `${at} ${by.name}: ${contract}:${transaction} ${caseId.slice(-4)} → ${'refusal' in outcome ? outcome.refusal.code : states}`;
};

const momentsOf = ({ committed }: Extract<Outcome, { committed: unknown }>, world: World): Moment[] =>
  committed.records.flatMap((record) => (record.kind === 'case' ? [world.moments.get(record.caseId)!.at(-1)!] : []));

/** Blocks, keys and events: what a command that did something leaves behind. */
const traceOf = ({ ledger, events }: World): string =>
  [ledger.committed.length, ledger.memory.state.size, events.length].join();

/** What was done and is asked for once more under its key gets the answer that it got, and is not done again. */
const assertRepeatable = async ({ attempt, outcome }: Step, world: World): Promise<void> => {
  if ('refusal' in outcome) return;
  const again = await world.give(attempt);
  demand('answer' in again && isDeepStrictEqual(again.answer, outcome.answer), 'gets another answer the second time');
  demand(again.committed.events.length + again.committed.records.length === 0, 'is done a second time');
};

/** Many cases at once, carried on by everybody at random, until they are all ended. */
export class Walk {
  readonly world: World;
  readonly coverage = new Coverage();
  readonly #watches: readonly Watch[];
  readonly #calendars: CalendarOffice;
  readonly #last: string[] = [];
  #steps = 0;

  constructor(world: World, watches: readonly Watch[]) {
    this.world = world;
    this.#watches = watches;
    this.#calendars = new CalendarOffice(world);
  }

  get steps(): number {
    return this.#steps;
  }

  /** Goes so many steps with new cases coming in, and so many more at most until every step of the table is taken. */
  async go(
    { steps, more }: { readonly steps: number; readonly more: number },
    rest: () => Promise<void>,
  ): Promise<void> {
    const isWanting = (): boolean => this.#steps < steps + more && this.coverage.untaken().length > 0;
    while (this.#steps < steps || isWanting()) {
      await this.#step(true);
      if (this.#steps % 50 === 0) await rest();
    }
  }

  /** Goes on without new cases until none is open. @returns those that are still open after so many more steps */
  async end(most: number, rest: () => Promise<void>): Promise<number> {
    for (let left = most; left > 0 && this.world.open.size > 0; left -= 1) {
      await this.#step(false);
      if (left % 50 === 0) await rest();
    }
    return this.world.open.size;
  }

  async #step(isOpen: boolean): Promise<void> {
    passTime(this.world);
    const attempt = this.#calendars.due(this.world) ?? this.#next(isOpen);
    if (attempt === undefined) return;
    this.#steps += 1;
    try {
      await this.#take(attempt);
    } catch (cause) {
      const what = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`step ${this.#steps}: ${what}\nThe last steps:\n${this.#last.join('\n')}`, { cause });
    }
  }

  #next(isOpen: boolean): Attempt | undefined {
    const { world } = this;
    const { random } = world;
    if (isOpen && world.open.size < OPEN_AT_ONCE && random.chance(0.4)) return newApplications(world);
    const chance = random.next();
    if (chance < 0.14) return strayStep(world);
    return chance < 0.26 ? anErrand(world) : allowedStep(world, this.coverage);
  }

  async #take(attempt: Attempt): Promise<void> {
    const { world } = this;
    const before = traceOf(world);
    const outcome = await world.give(attempt);
    const moments = 'committed' in outcome ? momentsOf(outcome, world) : [];
    const step = { attempt, outcome, moments, hasTrace: traceOf(world) !== before };
    this.#last.push(told(step, new Date(world.now).toISOString()));
    if (this.#last.length > TOLD) this.#last.shift();
    for (const { before, after } of moments) {
      this.coverage.take({ from: before?.state ?? 'NONE', command: commandOf(attempt), to: after.state });
    }
    for (const watch of this.#watches) await watch(step, world);
    if (world.random.chance(0.03)) await assertRepeatable(step, world);
  }
}
