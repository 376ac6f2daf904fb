// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSession, readUsers } from '@registry/scripts/rest/logIn';
import { endOnSignals } from '@registry/scripts/system/process';
import { startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';
import { measureBatch } from './batch';
import { measureCertificates } from './certificates';
import { measureCommands } from './commands';
import { measureEngine } from './engine';
import { measureExplained } from './explained';
import { figureLine, isMet } from './figures';
import type { Figure } from './figures';
import { UNLIMITED } from './filedCases';
import { measureGrowth } from './growth';
import { measureLists } from './lists';
import { machine } from './machine';
import { measureUpload } from './upload';
import { measureWarmStart } from './warmStart';

const USAGE = `npm run bench -- [options] [engine commands batch certificates explained lists upload start growth]
  --cases N    how many cases are "many" for lists and growth (default: 100000, about ten minutes)
  --save       also write the figures to test/load/results`;

const onRegister = async (measure: (register: TestSystem) => Promise<Figure[]>): Promise<Figure[]> => {
  const register = await startTestSystem(UNLIMITED);
  try {
    return await measure(register);
  } finally {
    await register.stop();
  }
};

const engine = async (): Promise<Figure[]> => {
  const [alone, together] = await measureEngine({ clients: [1, 50], transactions: 2_000 });
  if (!alone || !together) throw new Error('The engine was not measured.');
  return [
    {
      name: 'engine alone: create (2 gets, 3 puts), 1 client, p50',
      value: alone.p50,
      unit: 'ms',
      limit: { kind: 'atMost', value: 8 },
    },
    {
      name: 'engine alone: create, 50 clients',
      value: together.perSecond,
      unit: '/s',
      limit: { kind: 'atLeast', value: 250 },
    },
    { name: 'engine alone: memory after it', value: together.memory, unit: 'MiB' },
  ];
};

const upload = async (register: TestSystem): Promise<Figure[]> => {
  const gateway = register.system.gateways.find(({ organization }) => organization.name === 'zhengzhou');
  const users = await readUsers(gateway?.usersFile ?? '');
  const user = users.find(({ username }) => username === 'zhengzhou-applicant-1');
  if (!gateway || !user) throw new Error('The gateway of zhengzhou has no applicant.');
  // A first start leaves free memory behind, in which a rise would not show.
  register.system.parts.expectEnd('zhengzhou');
  await register.system.parts.get('zhengzhou').stop();
  await register.system.restart('zhengzhou');
  const token = await openSession(gateway.url, user);
  const { pid } = register.system.parts.get('zhengzhou');
  const { memoryRise, seconds } = await measureUpload({ url: gateway.url, token, pid, mebibytes: 1024 });
  const limit = { kind: 'atMost', value: 64 } as const;
  return [
    { name: 'upload of 1 GiB: rise of resident memory', value: memoryRise, unit: 'MiB', limit },
    { name: 'upload of 1 GiB', value: 1024 / seconds, unit: 'MiB/s' },
  ];
};

const MANY = '100000';

const partsOf = (cases: number): Record<string, () => Promise<Figure[]>> => ({
  engine,
  commands: () => onRegister(measureCommands),
  batch: () => onRegister(measureBatch),
  certificates: () => onRegister(measureCertificates),
  explained: measureExplained,
  lists: () => measureLists(cases),
  upload: () => onRegister(upload),
  start: measureWarmStart,
  growth: () => onRegister((register) => measureGrowth(register, cases)),
});

const save = (figures: readonly Figure[]): void => {
  // Compiled to test/dist/load; the results lie beside the sources.
  const file = join(__dirname, '..', '..', 'load', 'results', `${new Date().toISOString().slice(0, 10)}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const results = figures.map((figure) => ({ ...figure, met: isMet(figure) }));
  writeFileSync(file, `${JSON.stringify({ machine: machine(), results }, undefined, 2)}\n`);
  print(`Written to ${file}`);
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const measure = async (names: readonly string[], cases: number): Promise<Figure[]> => {
  const parts = partsOf(cases);
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}.\n${USAGE}`);
  const figures: Figure[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (names.length > 0 && !names.includes(name)) continue;
    print(`\n== ${name}`);
    const measured = await part();
    for (const figure of measured) print(figureLine(figure));
    figures.push(...measured);
  }
  return figures;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cases: { type: 'string', default: MANY },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    return;
  }
  for (const [name, value] of Object.entries(machine())) print(`${name.padEnd(12)} ${value}`);
  const figures = await measure(positionals, Number(values.cases));
  const missed = figures.filter((figure) => !isMet(figure));
  print(`\n${missed.length === 0 ? 'Every limit is kept.' : `MISSED: ${missed.map(({ name }) => name).join('; ')}`}`);
  if (values.save) save(figures);
  if (missed.length > 0) process.exitCode = 1;
};

endOnSignals();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
