// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { RegistryError } from '../../../chaincode/src/protocol/errors';
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import { CASE_COMMANDS, caseCommands } from '../../../chaincode/src/protocol/schemas/commands';
import type { CaseCommandName } from '../../../chaincode/src/protocol/schemas/commands';
import { OBJECTION_STEPS } from '../../../chaincode/src/protocol/schemas/objectionCommands';
import { commandOn, submitted } from '../../support/cases';
import { aFiling } from '../../support/filing';
import { hostileBodies } from '../../support/hostile/hostileValues';
import type { Hostile } from '../../support/hostile/hostileValues';
import { namesField } from '../../support/hostile/judge';
import { fieldsOf } from '../../support/hostile/schemaFields';
import type { Field, JsonSchema } from '../../support/hostile/schemaFields';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const KEY = 'key-of-this-test';
const aCase = submitted();

const requestOf = (name: CaseCommandName): object =>
  name === 'submit' ? { idempotencyKey: KEY, filing: aFiling() } : commandOn(name, aCase, { idempotencyKey: KEY });

/** Fields inside others: those at the top have a test of their own. */
const nestedFields = (name: CaseCommandName): readonly Field[] =>
  fieldsOf(z.toJSONSchema(caseCommands[name], { unrepresentable: 'any', io: 'input' }) as JsonSchema).filter(
    ({ pointer }) => pointer.lastIndexOf('/') > 0,
  );

const contractOf = (name: CaseCommandName): string =>
  (OBJECTION_STEPS as readonly string[]).includes(name) ? 'objection' : 'application';

/** What of a refusal is not as it should be. */
const misjudged = ({ kind, field }: Hostile, { code, details }: RegistryError): string | undefined => {
  const paths = (details['problems'] as readonly { path: string }[] | undefined)?.map(({ path }) => path) ?? [];
  // A list that is too long may be more than fits into a request.
  if (kind === 'too long' && code === 'INVALID_JSON') return undefined;
  return code === 'VALIDATION_FAILED' && namesField(field, paths)
    ? undefined
    : `${field.pointer} ${kind}: ${code} ${paths.join(' ')}`;
};

describe('a field inside another one', () => {
  let register: Register;
  beforeAll(async () => {
    register = await aRegister();
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  const commands = CASE_COMMANDS.filter((name) => nestedFields(name).length > 0);

  it.each(commands)('that is hostile is named, and nothing is written: %s', async (name) => {
    const state = new Map(register.ledger.state);
    const commits = register.ledger.outcomes.length;
    const hostile = hostileBodies(nestedFields(name), requestOf(name));
    const wrong: string[] = [];
    for (const one of hostile) {
      const sent = register.send('zhengzhou-clock', `${contractOf(name)}:${name}`, one.body as JsonInputObject);
      const found = misjudged(one, await refused(sent));
      if (found !== undefined) wrong.push(found);
    }
    expect(hostile.length).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
    expect(register.ledger.outcomes).toHaveLength(commits);
    expect(register.ledger.state).toEqual(state);
  });
});
