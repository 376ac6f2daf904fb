// SPDX-License-Identifier: Apache-2.0
import './quietChaincode';
import type { Context } from 'fabric-contract-api';
import { contracts } from '../../chaincode/src/index';
import { digestOf } from '../../chaincode/src/protocol/digest';
import type { JsonInput, JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import type { CaseState, CommandAnswer } from '../../chaincode/src/protocol/schemas/records';
import { loadFounding } from '../../network/src/founding/loadFounding';
import type { Founding } from '../../network/src/founding/loadFounding';
import { loadTopology } from '../../network/src/topology';
import { creatorNamed } from './certificates';
import { choosing } from './cases';
import { aFiling } from './filing';
import { MemoryLedger } from './memoryLedger';
import type { Creator, Outcome, Proposal } from './memoryLedger';
import { straightPath } from './straightPath';

const MINUTE = 60_000;
/** A Friday morning in Zhengzhou: the first day of the national service system's trial. */
export const FRIDAY = Date.parse('2026-09-11T02:00:00.000Z');

const founding: Founding = loadFounding({ topology: loadTopology(), testProfiles: ['test-short-periods'] });
/** As fabric-shim sees a contract: the API's own types call the name a function and the answer void. */
interface Callable {
  readonly getName: () => string;
  readonly unknownTransaction: (context: Context) => Promise<unknown>;
  readonly aroundTransaction: (context: Context, name: string, parameters: readonly string[]) => Promise<unknown>;
}

const instances = new Map<string, Callable>(
  contracts.map((type) => {
    const contract = new type() as unknown as Callable;
    return [contract.getName(), contract];
  }),
);

const invoke = async (context: Context, name: string, request: string): Promise<string> => {
  const [contractName = '', transaction = ''] = name.split(':');
  const contract = instances.get(contractName);
  if (contract === undefined) throw new Error(`There is no contract ${contractName}.`);
  return (await contract.aroundTransaction(context, transaction, [request])) as string;
};

export interface SendOptions {
  /** Milliseconds by which the proposal's time differs from the endorser's clock; null for none at all. */
  readonly skew?: number | null;
  /** The argument as it is, for requests that no serializer would write. */
  readonly raw?: string;
}

/**
 * A register on the real contracts, with real certificates and the founding data that ship, on a ledger in memory.
 * The endorser's clock is `Date.now`, which stands at {@link Register.now}.
 */
export class Register {
  readonly ledger = new MemoryLedger();
  now = FRIDAY;
  #keys = 0;

  constructor() {
    jest.spyOn(Date, 'now').mockImplementation(() => this.now);
  }

  /** A key that no request has had yet. */
  newKey(): string {
    this.#keys += 1;
    return `key-${String(this.#keys).padStart(8, '0')}`;
  }

  async proposal(
    user: string | Creator,
    name: string,
    request: JsonInput,
    options: SendOptions = {},
  ): Promise<Proposal> {
    const { skew = 0, raw = JSON.stringify(request) } = options;
    return {
      creator: typeof user === 'string' ? await creatorNamed(user) : user,
      time: skew === null ? undefined : this.now + skew,
      work: (context) => invoke(context, name, raw),
    };
  }

  /** Sends a command with a new key and commits it, a minute after the last. */
  async send(user: string | Creator, name: string, body: JsonInputObject, options: SendOptions = {}): Promise<Outcome> {
    this.now += MINUTE;
    const request = { idempotencyKey: this.newKey(), ...body };
    return this.ledger.submit(await this.proposal(user, name, request, options));
  }

  /** Evaluates: nothing is committed. */
  async ask(user: string | Creator, name: string, query: JsonInput, options: SendOptions = {}): Promise<unknown> {
    return (await this.ledger.simulate(await this.proposal(user, name, query, options))).answer;
  }

  /** Names a transaction that the contract does not have, as fabric-shim then goes on. */
  async unknown(user: string, contract: string): Promise<unknown> {
    const work = async (context: Context): Promise<string> =>
      JSON.stringify(await instances.get(contract)?.unknownTransaction(context));
    return this.ledger.simulate({ creator: await creatorNamed(user), time: this.now, work });
  }

  async #approved(
    kind: 'institution' | 'profile' | 'calendar',
    content: JsonInputObject,
    id: JsonInputObject,
  ): Promise<void> {
    await this.send('supervisor-officer-1', `${kind}:propose`, { [kind]: content });
    await this.send('supervisor-officer-2', `${kind}:approve`, { ...id, hash: digestOf(content) });
  }

  /** Founds the register and puts everything on it that ships. */
  async found(): Promise<this> {
    const [supervisor, ...others] = founding.institutions;
    const endorsers = founding.endorsers;
    await this.send('supervisor-officer-1', 'institution:found', { institution: supervisor, endorsers });
    for (const one of others) await this.#approved('institution', one, { uscc: one.uscc });
    for (const one of founding.profiles.map(choosing)) {
      await this.#approved('profile', one, { profileId: one.profileId });
    }
    for (const one of founding.calendars) await this.#approved('calendar', one, { calendarId: one.calendarId });
    return this;
  }

  /** Lets the version that ships supersede the one that it was founded with: from now on agencies are drawn. */
  async drawAgencies(): Promise<void> {
    const profile = founding.profiles.find(({ profileId }) => profileId === 'zhengzhou-2024')!;
    await this.#approved('profile', profile, { profileId: profile.profileId });
  }

  /** Files an application and carries it along the straight path until it is in a state. */
  async caseIn(state: CaseState, filing = aFiling()): Promise<string> {
    const submitted = await this.send('zhengzhou-applicant-1', 'application:submit', { filing });
    let { caseId, state: current, deadlineAt } = submitted.answer as CommandAnswer;
    for (const step of straightPath(filing)) {
      if (current === state) break;
      if (step.command === 'closeNotice' && deadlineAt !== undefined) this.now = Date.parse(deadlineAt);
      const { answer } = await this.send(step.user, `application:${step.command}`, { caseId, ...step.body });
      ({ caseId, state: current, deadlineAt } = answer as CommandAnswer);
    }
    if (current !== state) throw new Error(`The straight path does not lead to ${state}.`);
    return caseId;
  }
}

/** A founded register; the clock is put back by jest's `restoreMocks` or `jest.restoreAllMocks()`. */
export const aRegister = (): Promise<Register> => new Register().found();
