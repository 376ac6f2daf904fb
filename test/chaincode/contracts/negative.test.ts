// SPDX-License-Identifier: Apache-2.0
import { LIFECYCLE } from '../../../chaincode/src/domain/lifecycle';
import type { StepCommandName } from '../../../chaincode/src/domain/applications/decide';
import { OBJECTION_STEPS } from '../../../chaincode/src/protocol/schemas/objectionCommands';
import { ROLES } from '../../../chaincode/src/protocol/identifiers/roles';
import type { RegistryError } from '../../../chaincode/src/protocol/errors';
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import { caseCommands } from '../../../chaincode/src/protocol/schemas/commands';
import { COMMANDS, commandOn, submitted } from '../../support/cases';
import type { CaseRecord } from '../../../chaincode/src/protocol/schemas/records';
import { recordKey } from '../../../chaincode/src/ledger/keys';
import { personNamed } from '../../support/people';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register, SendOptions } from '../../support/register';

const steps = Object.keys(COMMANDS) as StepCommandName[];
/** A user of each role; of the registry's where the registry has them. */
const USERS: Readonly<Record<(typeof ROLES)[number], string>> = {
  applicant: 'zhengzhou-applicant-1',
  agent: 'zhengzhou-agent-1',
  acceptance: 'zhengzhou-acceptance-1',
  reviewer: 'zhengzhou-reviewer-1',
  decider: 'zhengzhou-decider-1',
  clock: 'zhengzhou-clock',
  agency: 'agency-expert-1',
  supervisor: 'supervisor-officer-1',
  judicial: 'court-officer-1',
};
const contractOf = (name: StepCommandName): string =>
  (OBJECTION_STEPS as readonly string[]).includes(name) ? 'objection' : 'application';

const aCase = submitted();
let register: Register;
let caseId: string;
let record: CaseRecord;
beforeAll(async () => {
  register = await aRegister();
  caseId = await register.caseIn('SUBMITTED');
  record = register.ledger.read(recordKey('case', caseId)) as CaseRecord;
});
afterAll(() => {
  jest.restoreAllMocks();
});

/** What the ledger says to a request; that it writes nothing is held here for all of them. */
const refusalOf = async (
  user: string,
  name: StepCommandName,
  request: object,
  options: SendOptions = {},
): Promise<RegistryError> => {
  const state = new Map(register.ledger.state);
  const commits = register.ledger.outcomes.length;
  const refusal = await refused(
    register.send(user, `${contractOf(name)}:${name}`, request as JsonInputObject, options),
  );
  expect(register.ledger.outcomes).toHaveLength(commits);
  expect(register.ledger.state).toEqual(state);
  return refusal;
};

const requestFor = (name: StepCommandName): JsonInputObject => commandOn(name, record);
const rolesOf = (name: StepCommandName): readonly string[] =>
  LIFECYCLE.filter((row) => row.command === name).flatMap((row) => row.roles);

const wrongRoles = steps.flatMap((name) =>
  ROLES.filter((role) => !rolesOf(name).includes(role)).map((role) => [name, role] as const),
);
const wrongStates = steps.filter(
  (name) =>
    !LIFECYCLE.some((row) => row.command === name && row.from === 'SUBMITTED') && rolesOf(name).includes('clock'),
);
const fields = steps.flatMap((name) =>
  ['idempotencyKey', 'caseId', ...Object.keys(COMMANDS[name].body)].map((field) => [name, field] as const),
);

describe('a command by somebody whose role does not have it', () => {
  it.each(wrongRoles)('is denied: %s by %s', async (name, role) => {
    expect(personNamed(USERS[role]).role).toBe(role);
    const refusal = await refusalOf(USERS[role], name, { ...requestFor(name), idempotencyKey: register.newKey() });
    expect(refusal.code).toBe('ACCESS_DENIED');
  });
});

describe('a time rule in a state that does not have it', () => {
  it.each(wrongStates)('is unexpected: %s', async (name) => {
    const refusal = await refusalOf('zhengzhou-clock', name, {
      ...requestFor(name),
      idempotencyKey: register.newKey(),
    });
    expect(refusal.code).toBe('UNEXPECTED_STATE');
    expect(refusal.details).toMatchObject({ state: 'SUBMITTED' });
  });
});

const required = fields.filter(([name, field]) => {
  const request: Record<string, unknown> = { ...commandOn(name, aCase), [field]: undefined };
  return !caseCommands[name].safeParse(request).success;
});

/** Values that no field takes. */
const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['too long', 'x'.repeat(5_000)],
  ['in full-width digits', '４１１'],
  ['in letters that only look Latin', 'ZZ-АР-001'],
  ['of another type', -1],
  ['nothing', null],
];

describe('a field of a command', () => {
  it.each(required)('is missed and named: %s %s', async (name, field) => {
    const request = { ...requestFor(name), [field]: undefined };
    const refusal = await refusalOf(USERS.clock, name, request);
    expect(refusal.code).toBe('VALIDATION_FAILED');
    expect(refusal.details['problems']).toContainEqual(expect.objectContaining({ path: `/${field}` }));
  });

  it.each(fields.flatMap(([name, field]) => HOSTILE.map(([kind, value]) => [name, field, kind, value] as const)))(
    'is refused and named: %s %s %s',
    async (name, field, _, value) => {
      const refusal = await refusalOf(USERS.clock, name, { ...requestFor(name), [field]: value });
      expect(refusal.code).toBe('VALIDATION_FAILED');
      expect(JSON.stringify(refusal.details['problems'])).toContain(`"path":"/${field}`);
    },
  );

  it.each(steps)('that the command does not have is refused: %s', async (name) => {
    const refusal = await refusalOf(USERS.clock, name, { ...requestFor(name), unheardOf: 1 });
    expect(refusal.details['problems']).toContainEqual(expect.objectContaining({ path: '/unheardOf' }));
  });
});

const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const MALFORMED: readonly (readonly [string, (request: string) => string])[] = [
  ['a key that stands twice', (request) => `${request.slice(0, -1)},"caseId":"x"}`],
  ['a NUL', (request) => `${request.slice(0, -1)},"more":"\\u0000"}`],
  ['a lone surrogate', (request) => `${request.slice(0, -1)},"more":"\\ud800"}`],
  ['10,000 lists in each other', (request) => `${request.slice(0, -1)},"more":${deep}}`],
  ['a key that reaches the prototype', (request) => `${request.slice(0, -1)},"__proto__":{}}`],
  ['a fraction', (request) => `${request.slice(0, -1)},"more":1.5}`],
  ['more than fits', (request) => `${request}${' '.repeat(300_000)}`],
];

describe('a request that is no JSON of ours', () => {
  it.each(steps.flatMap((name) => MALFORMED.map(([kind, spoil]) => [name, kind, spoil] as const)))(
    'is refused as such: %s with %s',
    async (name, _, spoil) => {
      const raw = spoil(JSON.stringify(requestFor(name)));
      expect((await refusalOf(USERS.clock, name, {}, { raw })).code).toBe('INVALID_JSON');
    },
  );
});

describe('somebody whom a case does not concern', () => {
  it.each(['zhengzhou-applicant-2', 'guiyang-decider-1', 'agency-expert-1', 'court-officer-1'])(
    'may not read it: %s',
    async (user) => {
      const denied = await refused(register.ask(user, 'application:read', { caseId }));
      expect([denied.code, denied.details]).toEqual(['ACCESS_DENIED', { caseId }]);
    },
  );

  it('is told the same of a case that does not exist', async () => {
    const none = `${caseId.slice(0, -1)}${caseId.endsWith('0') ? '1' : '0'}`;
    const denied = await refused(register.ask('agency-expert-1', 'application:read', { caseId: none }));
    expect([denied.code, denied.details]).toEqual(['ACCESS_DENIED', { caseId: none }]);
  });
});

describe('an applicant', () => {
  it('may not name itself as reviewer', async () => {
    const request = { ...requestFor('assignReviewer'), idempotencyKey: register.newKey(), reviewer: 'ZZ-AP-001' };
    expect((await refusalOf('zhengzhou-applicant-1', 'assignReviewer', request)).code).toBe('ACCESS_DENIED');
  });
});
