// SPDX-License-Identifier: Apache-2.0
import type { CaseState } from '@registry/chaincode/protocol';
import { LIFECYCLE } from '../../chaincode/src/domain/lifecycle';
import { CASE_STATES } from '../../chaincode/src/protocol/schemas/caseStates';
import { CASE_COMMANDS } from '../../chaincode/src/protocol/schemas/commands';
import type { CaseCommandName } from '../../chaincode/src/protocol/schemas/commands';
import { hostileLines, sendBatch } from '../support/hostile/batchLines';
import type { Found } from '../support/hostile/casesInStates';
import { giverOf, isForAnybody, OUTSIDERS, PEOPLE, PERSON_ROLES, rolesOf } from '../support/hostile/people';
import type { Verdict } from '../support/hostile/rawDoor';
import {
  anonymousRequests,
  headlessRequests,
  hostileRequests,
  stateFor,
  strangersReads,
  unaskedParameters,
} from '../support/hostile/requests';
import type { HostileRequest } from '../support/hostile/requests';
import { addressOf, openStage } from '../support/hostile/stage';
import type { Stage } from '../support/hostile/stage';
import { readRows } from '../support/hostile/trace';
import { START_MS } from '../support/system';

const REGISTRY = 'zhengzhou';
const AT_ONCE = 8;

let stage: Stage;
let height: number;
let before: Awaited<ReturnType<typeof readRows>>;

beforeAll(async () => {
  stage = await openStage();
  before = await readRows(stage.register, REGISTRY);
  await stage.register.system.restart(REGISTRY);
  height = await stage.ledger.height();
}, 2 * START_MS);

afterAll(() => stage.close(), START_MS);

/** What a test leaves behind is told of that test, and not of those after it. */
afterEach(async () => {
  const before = height;
  height = await stage.ledger.height();
  expect(height).toBe(before);
});

const ofAll = async <T>(items: readonly T[], ask: (item: T) => Promise<string | undefined>): Promise<string[]> => {
  const said: (string | undefined)[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    said.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(ask))));
  }
  return said.filter((one) => one !== undefined);
};

const differs = (what: string, { status, code }: Verdict, expected: string): string | undefined =>
  `${String(status)} ${code}` === expected ? undefined : `${what}: ${String(status)} ${code}`;

/** What a command is about: a notice is everybody's to see, an objection and a case are not. */
const subjectOf = (command: CaseCommandName, found: Found): string => {
  const [, kind = '', name = ''] = addressOf(command, found)!.split('/');
  return `/${kind}/${name}`;
};

/** What somebody is told who may not: a stranger not even that there is such a thing. */
const denialOf = async (by: string, subject: string, gateway = REGISTRY): Promise<string> => {
  const { status } = await stage.doors[gateway]!.send({ method: 'GET', path: subject, by });
  return status === 200 ? '403 ACCESS_DENIED' : '404 NOT_FOUND';
};

const ON_CASES = CASE_COMMANDS.filter((command) => command !== 'submit');

describe('a command by somebody whose role does not have it', () => {
  it.each(ON_CASES.filter((command) => !isForAnybody(command)))('is denied: %s', async (command) => {
    const found = stage.cases[stateFor(command)];
    const roles = PERSON_ROLES.filter((role) => !rolesOf(command).includes(role));
    const wrong = await ofAll(roles, async (role) => {
      const by = PEOPLE[role];
      return differs(role, await stage.give(command, { by, found }), await denialOf(by, subjectOf(command, found)));
    });
    expect(wrong).toEqual([]);
    expect(roles.length).toBeGreaterThan(4);
  });

  it('is denied: submit', async () => {
    const found = stage.cases.SUBMITTED;
    const roles = PERSON_ROLES.filter((role) => !rolesOf('submit').includes(role));
    const wrong = await ofAll(roles, async (role) =>
      differs(role, await stage.give('submit', { by: PEOPLE[role], found }), '403 ACCESS_DENIED'),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a command by somebody of the right role whom the case does not concern', () => {
  // Anybody may object but the parties, and only the objector, who is no party, withdraws that.
  const THEIRS = ['raiseObjection', 'withdrawObjection'];

  it.each(ON_CASES.filter((command) => !isForAnybody(command) && !THEIRS.includes(command)))(
    'is denied: %s',
    async (command) => {
      const found = stage.cases[stateFor(command)];
      const roles = PERSON_ROLES.filter((role) => rolesOf(command).includes(role) && OUTSIDERS[role] !== undefined);
      const wrong = await ofAll(roles, async (role) => {
        const { gateway, name: by } = OUTSIDERS[role]!;
        const denial = await denialOf(by, subjectOf(command, found), gateway);
        return differs(by, await stage.give(command, { by, found, gateway }), denial);
      });
      expect(wrong).toEqual([]);
    },
  );
});

it('objections are withdrawn by nobody but those who raised them, and raised by no party', async () => {
  const by = PEOPLE.applicant;
  const given = (command: CaseCommandName, state: CaseState): Promise<Verdict> =>
    stage.give(command, { by, found: stage.cases[state] });
  expect(differs('raise', await given('raiseObjection', 'NOTICE'), '403 OBJECTOR_IS_PARTY')).toBeUndefined();
  expect(differs('withdraw', await given('withdrawObjection', 'NOTICE_OBJECTED'), '403 ACCESS_DENIED')).toBeUndefined();
});

describe('a command in a state that does not have it', () => {
  /** That the state lets nothing end the notice has a code that says why. */
  const SAID_OF = new Map([['NOTICE_OBJECTED closeNotice', '409 OBJECTION_OPEN']]);

  it.each(CASE_STATES)('is told what is possible instead: %s', async (state) => {
    const found = stage.cases[state];
    const commands = ON_CASES.filter(
      (command) =>
        !LIFECYCLE.some((row) => row.command === command && row.from === state) &&
        addressOf(command, found) !== undefined,
    );
    const wrong = await ofAll(commands, async (command) => {
      const by = giverOf(command);
      const denial = await denialOf(by, subjectOf(command, found));
      const isStranger = denial.startsWith('404');
      return differs(
        command,
        await stage.give(command, { by, found }),
        isStranger ? denial : (SAID_OF.get(`${state} ${command}`) ?? '409 UNEXPECTED_STATE'),
      );
    });
    expect(wrong).toEqual([]);
    expect(commands.length).toBeGreaterThan(15);
  });
});

const notRefused = (requests: readonly HostileRequest[]): Promise<string[]> =>
  ofAll(requests, async ({ what, request, isRefused }) => {
    const verdict = await stage.doors[REGISTRY]!.send(request);
    const { status, code, paths } = verdict;
    return isRefused(verdict) ? undefined : `${what}: ${String(status)} ${code} ${paths.join(' ')}`;
  });

describe('a request that is not as the description says', () => {
  it.each([
    ['in one of its fields, or as a whole', hostileRequests, 2_000],
    ['in a header that it needs', headlessRequests, 45],
    ['in that nobody has logged in', anonymousRequests, 60],
    ['in a parameter that it has', unaskedParameters, 25],
  ] as const)(
    'is refused by its own code %s',
    async (_, requestsOf, least) => {
      const requests = requestsOf(stage);
      expect(await notRefused(requests)).toEqual([]);
      expect(requests.length).toBeGreaterThan(least);
    },
    120_000,
  );
});

describe('a batch', () => {
  it('refuses each of its lines that is not as the description says, for itself and by its own code', async () => {
    const lines = hostileLines(stage);
    const said = await sendBatch(
      stage.doors[REGISTRY]!,
      PEOPLE.applicant,
      lines.map(({ text }) => text),
    );
    const wrong = lines.flatMap(({ what, isRefused }, index) => {
      const verdict = said[index];
      return verdict !== undefined && isRefused(verdict) ? [] : [`${what}: ${JSON.stringify(verdict)}`];
    });
    expect(wrong).toEqual([]);
    expect(said.length).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(250);
  });

  it.each([
    ['of another type', { 'content-type': 'application/json' }, '415 UNSUPPORTED_MEDIA_TYPE'],
    [
      'that is compressed',
      { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      '415 UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'without a key',
      { 'content-type': 'application/x-ndjson', 'idempotency-key': '' },
      '400 IDEMPOTENCY_KEY_REQUIRED',
    ],
  ] as const)('is not even begun where it is one %s', async (_, headers, expected) => {
    const request = { method: 'POST', path: '/applications/batch', by: PEOPLE.applicant, headers, body: '{}' };
    expect(differs('batch', await stage.doors[REGISTRY]!.send(request), expected)).toBeUndefined();
  });
});

describe('a stranger', () => {
  it('cannot tell what is not theirs from what is not there', async () => {
    expect(await notRefused(strangersReads(stage))).toEqual([]);
  });

  it('is also an agency that a case was not assigned to', async () => {
    const by = PEOPLE.agency;
    const read = (caseId: string): Promise<Verdict> =>
      stage.doors[REGISTRY]!.send({ method: 'GET', path: `/applications/${caseId}`, by });
    expect(await read(stage.cases.SUBMITTED.caseId)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await read(stage.cases.SUBSTANTIVE_REVIEW.caseId)).toMatchObject({ status: 200 });
  });
});

describe('an applicant', () => {
  it('may not name itself as reviewer, nor act as one', async () => {
    const by = PEOPLE.applicant;
    const [accepted, reviewed] = [stage.cases.ACCEPTED, stage.cases.FORMAL_REVIEW];
    const assignment = { by, found: accepted, body: { reviewer: 'ZZ-AP-001' } };
    expect(differs('assign', await stage.give('assignReviewer', assignment), '403 ACCESS_DENIED')).toBeUndefined();
    const renamed = {
      ...assignment,
      found: reviewed,
      body: { ...assignment.body, reasonCode: 'AS-NUMBER', reason: '误' },
    };
    expect(differs('reassign', await stage.give('reassignReviewer', renamed), '403 ACCESS_DENIED')).toBeUndefined();
    expect(
      differs('review', await stage.give('passFormalReview', { by, found: reviewed }), '403 ACCESS_DENIED'),
    ).toBeUndefined();
  });
});

describe('what nobody was told of', () => {
  it('has left no row anywhere', async () => {
    const after = await readRows(stage.register, REGISTRY);
    const changed = Object.keys(after).filter((table) => after[table]!.join('\n') !== before[table]!.join('\n'));
    expect(changed).toEqual([]);
    expect(after['cases']!.length).toBe(CASE_STATES.length);
  });
});
