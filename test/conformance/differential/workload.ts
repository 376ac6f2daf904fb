// SPDX-License-Identifier: Apache-2.0
import type { Filing } from '../../../chaincode/src/protocol/schemas/filing';
import { COMMANDS } from '../../support/cases';
import type { Command, Outcome, Sending } from './commands';
import {
  atRegistry,
  KnownCases,
  nextStep,
  randomFiling,
  type KnownCase,
  type RegistryName,
  type Step,
} from './knownCases';
import { randomKvCommand } from './kvCommands';
import { mangled } from './mangle';
import type { SeededRandom } from '../../support/seededRandom';

/** A command, and what it files. */
export interface Planned {
  readonly command: Command;
  readonly filing?: Filing;
  readonly registry?: RegistryName;
}

const USERS: Readonly<Record<string, string>> = {
  applicant: 'zhengzhou-applicant-1',
  otherApplicant: 'zhengzhou-applicant-2',
  acceptance: 'zhengzhou-acceptance-1',
  reviewer: 'zhengzhou-reviewer-1',
  decider: 'zhengzhou-decider-1',
  otherDecider: 'zhengzhou-decider-2',
  clock: 'zhengzhou-clock',
  agency: 'agency-expert-1',
};
const STRANGERS = [...Object.values(USERS), 'court-officer-1', 'supervisor-officer-1', 'guiyang-decider-1'];
const ABOUT_OBJECTIONS = ['raiseObjection', 'replyToObjection', 'withdrawObjection', 'decideObjection'];
/** Too few, or without the custodian, or a stranger to the policy. */
const BAD_ENDORSERS = [['ZhengzhouMSP'], ['GuiyangMSP', 'SupervisorMSP'], ['ZhengzhouMSP', 'SupervisorMSP']];
const KINDS = { file: 12, step: 34, any: 14, mangled: 8, repeated: 4, again: 3, kv: 22, question: 4 };
const SENDINGS = { once: 90, twice: 4, forged: 2, renamed: 1, misnumbered: 1, unsigned: 1 };

/** Makes commands up at random: most of them possible, many not, some that should never be sent. */
export class Workload {
  readonly #random: SeededRandom;
  readonly cases = new KnownCases();
  readonly #past: Outcome[] = [];
  #keys = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  round(size: number): Planned[] {
    return Array.from({ length: size }, () => this.#varied(this.#next()));
  }

  note(planned: readonly Planned[], outcomes: readonly Outcome[]): void {
    for (const [index, outcome] of outcomes.entries()) this.cases.note(outcome, planned[index] ?? {});
    this.#past.push(...outcomes.filter(({ codes }) => codes.length > 0));
  }

  #next(): Planned {
    const kind = this.#random.named(KINDS);
    const known = this.cases.pick(this.#random);
    if (kind === 'kv') return { command: randomKvCommand(this.#random) };
    if (kind === 'file' || known === undefined) return this.#filing();
    if (kind === 'again' || kind === 'repeated') return this.#fromPast(kind);
    if (kind === 'question') return { command: { ...this.#reading(known), isQuestion: true } };
    const step = (kind === 'any' ? undefined : nextStep(known)) ?? this.#anyStep(known);
    if (kind !== 'mangled') return { command: this.#command(step, JSON.stringify(this.#keyed(step.body))) };
    return { command: this.#command(step, mangled(this.#keyed(step.body), this.#random)) };
  }

  /** Some are endorsed badly, tampered with, sent twice, or made at another time than they say. */
  #varied(planned: Planned): Planned {
    const { command } = planned;
    if (command.proposal || command.isQuestion === true) return planned;
    // With a single endorser nothing would hold back what each computes differently.
    if (command.transaction === 'KV:Differ') return planned;
    const sending: Sending = this.#random.named(SENDINGS);
    const orgs = this.#random.chance(0.06) ? this.#random.pick(BAD_ENDORSERS) : undefined;
    const shift = this.#random.chance(0.02) ? this.#random.pick([-600, 600]) : undefined;
    return {
      ...planned,
      command: { ...command, sending, ...(orgs && { orgs }), ...(shift !== undefined && { shift }) },
    };
  }

  #keyed(body: object): object {
    this.#keys += 1;
    return { idempotencyKey: `differential-${String(this.#keys).padStart(8, '0')}`, ...body };
  }

  #command({ by, transaction }: Omit<Step, 'body'>, request: string): Command {
    return { by, transaction, args: [request], sending: 'once' };
  }

  #filing(): Planned {
    const registry = this.#random.pick<RegistryName>(['zhengzhou', 'zhengzhou', 'guiyang']);
    const filing = randomFiling(this.#random, registry);
    const place = { by: `${registry}-applicant-1`, transaction: 'application:submit' };
    return { command: this.#command(place, JSON.stringify(this.#keyed({ filing }))), filing, registry };
  }

  /** Any command at all on a case, mostly by whose it is to give it. */
  #anyStep({ caseId, registry }: KnownCase): Step {
    const name = this.#random.pick(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]);
    const { by, body } = COMMANDS[name];
    const user = this.#random.chance(0.2) ? this.#random.pick(STRANGERS) : (USERS[by] ?? STRANGERS[0]!);
    const isObjection = ABOUT_OBJECTIONS.includes(name);
    const about = !isObjection
      ? {}
      : name === 'raiseObjection'
        ? { noticeNo: `N-${caseId}-01` }
        : { objectionNo: `OB-${caseId}-001` };
    return {
      ...atRegistry(registry, { by: user, body: { caseId, ...body, ...about } }),
      transaction: `${isObjection ? 'objection' : 'application'}:${name}`,
    };
  }

  /** The same proposal byte by byte, or a new one with the same request and so the same idempotency key. */
  #fromPast(kind: 'again' | 'repeated'): Planned {
    if (this.#past.length === 0) return this.#filing();
    const { command, proposal } = this.#random.pick(this.#past.slice(-200));
    const { by, transaction, args } = command;
    const same = { by, transaction, args, sending: 'once' } as const;
    return { command: kind === 'again' ? { ...same, proposal } : same };
  }

  #reading({ caseId }: KnownCase): Command {
    return this.#command(
      { by: this.#random.pick(STRANGERS), transaction: 'application:read' },
      JSON.stringify({ caseId }),
    );
  }
}
