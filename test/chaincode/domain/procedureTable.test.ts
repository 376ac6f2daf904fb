// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIFECYCLE } from '../../../chaincode/src/domain/lifecycle';
import { applicationOperations } from '../../../gateway/src/features/applications/operations';
import type { ApplicationsDeps } from '../../../gateway/src/features/applications/deps';
import type { ObjectionsDeps } from '../../../gateway/src/features/objections/deps';
import { objectionOperations } from '../../../gateway/src/features/objections/operations';

const ROOT = join(__dirname, '..', '..', '..');

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

/** The rows of the README's table: number, commands, test file and route. */
const TABLE = readFileSync(join(ROOT, 'chaincode', 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, row, , commands, test, route]) => ({
    row: Number(row),
    commands: quoted(commands!).sort(),
    test: quoted(test!)[0]!,
    route: quoted(route!)[0]!,
  }));

/** Only their paths are looked at; nothing is called. */
const ROUTES = [...applicationOperations({} as ApplicationsDeps), ...objectionOperations({} as ObjectionsDeps)].map(
  ({ method, path }) => `${method.toUpperCase()} ${path}`,
);

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
    const source = readFileSync(join(ROOT, test), 'utf8');
    expect(commands.filter((command) => source.includes(command))).not.toEqual([]);
  });

  it.each(TABLE)('names in row $row a route that the API has', ({ route }) => {
    expect(ROUTES).toContain(route);
  });
});
