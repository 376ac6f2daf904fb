// SPDX-License-Identifier: Apache-2.0
import { openSession, readUsers } from '@registry/scripts/rest/logIn';
import { binariesOrSay } from '../support/fabric';
import { startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';
import { measureBatch } from './batch';
import { measureCertificates } from './certificates';
import { measureChecks } from './checks';
import { measureCommands } from './commands';
import { measureConflicts } from './conflicts';
import { measureEngine } from './engine';
import { measureEvm } from './evm';
import { measureExplained } from './explained';
import { measureFabricGrowth } from './fabric/fabricGrowth';
import { measureFabric } from './fabric/measureFabric';
import type { Figure } from './figures';
import { UNLIMITED } from './filedCases';
import { measureGrowth } from './growth';
import { measureLists } from './lists';
import { measureRecognition } from './recognition';
import { measureStatusLists } from './statusLists';
import { measureUpload } from './upload';
import { measureWarmStart } from './warmStart';

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

/** How many cases are "many", unless said otherwise. */
const MANY = 100_000;
const MANY_ON_FABRIC = 50_000;

/** A benchmark: its figures all at once, or as its phases end, so that what was measured is not lost with what fails. */
export type Benchmark = () => AsyncIterable<Figure[]>;

const atOnce = (measure: () => Promise<Figure[]>): Benchmark =>
  async function* () {
    yield await measure();
  };

const onFabric = (measure: Benchmark): Benchmark =>
  async function* () {
    if (binariesOrSay('what a real network carries')) yield* measure();
  };

/** All benchmarks in their order. @param cases - how many are "many", where it was said */
export const benchmarksOf = (cases: number | undefined): Readonly<Record<string, Benchmark>> => ({
  engine: atOnce(engine),
  commands: atOnce(() => onRegister(measureCommands)),
  batch: atOnce(() => onRegister(measureBatch)),
  certificates: atOnce(() => onRegister(measureCertificates)),
  recognition: atOnce(() => onRegister(measureRecognition)),
  checks: atOnce(measureChecks),
  'status-lists': atOnce(measureStatusLists),
  evm: atOnce(measureEvm),
  explained: atOnce(measureExplained),
  lists: atOnce(() => measureLists(cases ?? MANY)),
  conflicts: atOnce(() => measureConflicts(cases ?? MANY)),
  upload: atOnce(() => onRegister(upload)),
  start: atOnce(measureWarmStart),
  growth: atOnce(() => onRegister((register) => measureGrowth(register, cases ?? MANY))),
  fabric: onFabric(measureFabric),
  'fabric-growth': onFabric(() => measureFabricGrowth(cases ?? MANY_ON_FABRIC)),
});
