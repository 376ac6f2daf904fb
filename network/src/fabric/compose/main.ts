// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTopology } from '../../topology';
import { findPlace } from '../openPlace';
import { composeYaml } from './composeFile';
import { HOME, variablesOf } from './variables';

const USAGE = `npm run network:compose -- [options]
Renders network/docker-compose.yaml from the topology. Beside a network that runs, it also leaves the values of the file's
variables in DIR/network/compose.env.
  --data DIR    where the register is kept (default: data/fabric)`;

const FILE = join(HOME, 'network', 'docker-compose.yaml');

const say = (line: string): void => {
  console.log(line);
};

/** @throws FabricError where the network in the folder does not run */
async function leaveVariables(network: string): Promise<void> {
  const file = join(network, 'compose.env');
  writeFileSync(file, await variablesOf(findPlace(network)), { mode: 0o600 });
  say(`Its variables stand in ${file}. Next: npm run network:down, then`);
  say(`docker compose --env-file ${file} -f ${FILE} up -d`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: join('data', 'fabric') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    return;
  }
  writeFileSync(FILE, composeYaml(loadTopology()));
  say(`${FILE} is rendered from the topology.`);
  const network = join(values.data, 'network');
  if (existsSync(join(network, 'fabric'))) await leaveVariables(network);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
