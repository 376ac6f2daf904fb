// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSystem } from './system/startSystem';
import type { System, SystemOptions } from './system/startSystem';
import { TEST_PROFILES } from './system/testProfiles';

const USAGE = `npm start -- [options]
npm run start:fabric -- [options]: the same on the peers that "npm run network:up" started
  --data DIR           where everything is kept (default: ./data; on Fabric ./data/fabric)
  --free-ports         listen on free ports instead of those of network/topology.json; not on Fabric
  --no-test-profile    found the register without the test-only profiles, whose periods are seconds`;

const say = (line: string): void => {
  console.log(line);
};

const describe = ({ gateways, layout }: System): string =>
  [
    '',
    ...gateways.map(({ organization, url }) => `  ${organization.title.padEnd(14, '　')}${url}/api/docs`),
    '',
    'Demonstration users, with passwords made at the first start and readable by you only:',
    ...gateways.map(({ usersFile }) => `  ${usersFile}`),
    `Logs: ${layout.root}/logs`,
    'All organizations run on this machine under you: signatures and policies are real, independence is not.',
    'Stop with Ctrl-C.',
  ].join('\n');

/** Other commands find a running register by this file; it holds no secret. */
const leaveWord = ({ gateways, layout }: System): void => {
  const entries = gateways.map(({ organization, url, usersFile }) => ({ name: organization.name, url, usersFile }));
  writeFileSync(layout.addressFile, `${JSON.stringify(entries, undefined, 2)}\n`, { mode: 0o600 });
};

const signal = (): Promise<string> =>
  new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve);
  });

/** Runs a register until it is told to stop or a part of it fails. */
const run = async (options: SystemOptions): Promise<void> => {
  const started = performance.now();
  const asked = signal();
  const system = await startSystem(options);
  leaveWord(system);
  say(`The register listens (${((performance.now() - started) / 1000).toFixed(1)} s).${describe(system)}`);
  const failure = await Promise.race([system.parts.failed, asked.then(() => undefined)]);
  say(failure ?? 'Stopping …');
  await system.stop();
  if (failure !== undefined) process.exitCode = 1;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      fabric: { type: 'boolean', default: false },
      data: { type: 'string' },
      'free-ports': { type: 'boolean', default: false },
      'no-test-profile': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    return;
  }
  await run({
    engine: values.fabric ? 'fabric' : 'embedded',
    dataDir: values.data ?? (values.fabric ? join('data', 'fabric') : 'data'),
    ports: values['free-ports'] ? 'free' : 'topology',
    testProfiles: values['no-test-profile'] ? [] : TEST_PROFILES,
    say,
  });
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
