// SPDX-License-Identifier: Apache-2.0
import '../../support/quietChaincode';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../../chaincode/src/index';
import { LIFECYCLE } from '../../../chaincode/src/domain/lifecycle';
import { CASE_COMMANDS } from '../../../chaincode/src/protocol/schemas/commands';
import { operations } from '../../support/operations';

const ROOT = join(__dirname, '..', '..', '..');

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

interface Line {
  readonly name: string;
  readonly commands: readonly string[];
  readonly test: string;
  readonly route: string;
}

/** The lines of a table of the README whose first cell has a form: name, commands, test file and route. */
const linesOf = (form: RegExp): readonly Line[] =>
  readFileSync(join(ROOT, 'chaincode', 'README.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name = '']) => form.test(name))
    .map(([, name, , commands, test, route]) => ({
      name: name!,
      commands: quoted(commands!).sort(),
      test: quoted(test!)[0]!,
      route: quoted(route!)[0]!,
    }));

const TABLE = linesOf(/^\d+$/).map((line) => ({ ...line, row: Number(line.name) }));
const DUTIES = linesOf(/^D\d+$/);

/** Only their paths are looked at; nothing is called. */
const ROUTES = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);

/** What a contract other than that of cases has as a method is a transaction of it. */
const isTransaction = (command: string): boolean => {
  const [contract, transaction = ''] = command.split(':');
  const found = contracts.map((type) => new type()).find((one) => one.getName() === contract);
  return typeof (found as unknown as Record<string, unknown> | undefined)?.[transaction] === 'function';
};
const isCommand = (command: string): boolean =>
  command.includes(':') ? isTransaction(command) : (CASE_COMMANDS as readonly string[]).includes(command);

const speaksOf = ({ test, commands }: Pick<Line, 'test' | 'commands'>): string[] => {
  const source = readFileSync(join(ROOT, test), 'utf8');
  return commands.filter((command) => source.includes(command));
};

/** A deadline that is counted anew is a time rule beside every row, and no step of its own. */
const commandsOf = (row: number): string[] => [
  ...new Set(
    LIFECYCLE.filter((one) => one.row === row && one.command !== 'recomputeDeadline').map(({ command }) => command),
  ),
];

describe('the table of the procedure in the README', () => {
  it('has the rows 1 to 27, each once', () => {
    expect(TABLE.map(({ row }) => row)).toEqual(Array.from({ length: 27 }, (_, index) => index + 1));
  });

  it.each(TABLE)('names in row $row the commands that the lifecycle has there', ({ row, commands }) => {
    expect(commands).toEqual(commandsOf(row).sort());
  });

  it.each(TABLE)('names in row $row a test that exists and speaks of one of its commands', ({ test, commands }) => {
    expect(existsSync(join(ROOT, test))).toBe(true);
    expect(speaksOf({ test, commands })).not.toEqual([]);
  });

  it.each(TABLE)('names in row $row a route that the API has', ({ route }) => {
    expect(ROUTES).toContain(route);
  });
});

describe('the table of the policy’s duties in the README', () => {
  it('has each duty once, in order', () => {
    expect(DUTIES.map(({ name }) => name)).toEqual(DUTIES.map((_, index) => `D${index + 1}`));
    expect(DUTIES.length).toBeGreaterThanOrEqual(15);
  });

  it.each(DUTIES)('names for $name commands that there are', ({ commands }) => {
    expect(commands).not.toEqual([]);
    expect(commands.filter((command) => !isCommand(command))).toEqual([]);
    expect([isCommand('beacon:stop'), isCommand('nothing:turn'), isCommand('register')]).toEqual([false, false, false]);
  });

  it.each(DUTIES)('names for $name a test that exists and speaks of it', ({ test, commands }) => {
    expect(existsSync(join(ROOT, test))).toBe(true);
    expect(speaksOf({ test, commands })).not.toEqual([]);
  });

  it.each(DUTIES)('names for $name a route that the API has', ({ route }) => {
    expect(ROUTES).toContain(route);
  });

  it('leaves no step of the procedure out, but those that only put a record or a clock right', () => {
    const named = new Set(DUTIES.flatMap(({ commands }) => commands));
    const beside = ['withdraw', 'withdrawObjection', 'supplyAmendment', 'recuseReviewer', 'reassignReviewer'];
    const clocks = ['resumeReview', 'extendReview', 'recordOverdue', 'recordObjectionOverdue', 'recomputeDeadline'];
    const left = CASE_COMMANDS.filter((command) => !named.has(command));
    expect([...left].sort()).toEqual([...beside, ...clocks, 'assignAgency'].sort());
  });
});
