// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTopology } from '../topology';
import { withConsensus } from '../topologyChange';
import { addOrganization } from './channel/addOrganization';
import { deploy } from './chaincode/deploy';
import { layOutFabric } from './layout';
import { startFabricNetwork, stopNetwork } from './network';
import { findPlace } from './openPlace';
import { fabricStatus, type ProcessStatus } from './status';

const USAGE = `npm run network:VERB -- [options]
  up         start real peers and orderers, the channel and the chaincode, or start again what was stopped
  down       stop every process; what is on the ledger stays
  status     what runs, and how high each peer's chain is
  clean      stop every process and delete the network: ledger, identities and all
  add-org    let an organization that the topology names as a candidate join the running network
  deploy     put the compiled chaincode on the channel as a new definition, while gateways serve on
options
  --data DIR            where the register is kept (default: data/fabric); the network lies in DIR/network
  --consensus TYPE      up: raft (default) or bft, which needs Fabric 3
  --topology FILE       up: another consortium than network/topology.json
  --org NAME            add-org: who joins (default: luoyang)
  --version VERSION     deploy: instead of the version in chaincode/package.json
Fabric's programs are looked for in FABRIC_BIN, or else on PATH.`;

const CHAINCODE = resolve(__dirname, '..', '..', '..', 'chaincode');

interface Options {
  readonly data: string;
  readonly consensus: string;
  readonly topology?: string | undefined;
  readonly version?: string | undefined;
  readonly org: string;
}

const say = (line: string): void => {
  console.log(line);
};

const networkOf = ({ data }: Options): string => join(data, 'network');

async function up(options: Options): Promise<void> {
  const { consensus } = options;
  if (consensus !== 'raft' && consensus !== 'bft') throw new Error(`There is no consensus "${consensus}".`);
  const started = performance.now();
  const topology = withConsensus(loadTopology(options.topology), consensus === 'bft' ? 'BFT' : 'etcdraft');
  const network = await startFabricNetwork({ dataDir: networkOf(options), topology, chaincodePath: CHAINCODE, say });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`The network is up (${seconds} s), in ${network.dataDir}. Next: npm run start:fabric`);
}

async function down(options: Options): Promise<void> {
  await stopNetwork({ layout: layOutFabric(networkOf(options)) });
  say('Every process of the network is stopped; "npm run network:up" goes on with the same ledger.');
}

const line = ({ name, pid, height, isHealthy }: ProcessStatus): string => {
  const state = pid === undefined ? 'stopped' : isHealthy ? 'well' : 'not well';
  return [
    name.padEnd(28),
    state.padEnd(9),
    pid === undefined ? '' : `pid ${pid}`.padEnd(12),
    height === undefined ? '' : `height ${height}`,
  ]
    .join(' ')
    .trimEnd();
};

async function status(options: Options): Promise<void> {
  const { version, consensus, definition, processes } = await fabricStatus(findPlace(networkOf(options)));
  const stands = definition
    ? `chaincode definition ${definition.sequence}, version ${definition.version}`
    : 'no chaincode';
  say(`Fabric ${version}, ${consensus}, ${stands}`);
  for (const one of processes) say(line(one));
  if (processes.some(({ isHealthy }) => !isHealthy)) process.exitCode = 1;
}

async function clean(options: Options): Promise<void> {
  const layout = layOutFabric(networkOf(options));
  await stopNetwork({ layout });
  rmSync(layout.root, { recursive: true, force: true });
  say(`${layout.root} is deleted.`);
}

async function deployNext(options: Options): Promise<void> {
  const { version } = options;
  const place = findPlace(networkOf(options), say);
  await deploy(place, { chaincodePath: CHAINCODE, ...(version === undefined ? {} : { version }) });
}

async function addOrg(options: Options): Promise<void> {
  const name = options.org;
  await addOrganization(findPlace(networkOf(options), say), name);
  say(
    `${name} has joined: its peer holds the ledger and endorses. Its gateway starts with the next npm run start:fabric.`,
  );
}

const VERBS: Readonly<Record<string, (options: Options) => Promise<void>>> = {
  up,
  down,
  status,
  clean,
  deploy: deployNext,
  'add-org': addOrg,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: join('data', 'fabric') },
      consensus: { type: 'string', default: 'raft' },
      topology: { type: 'string' },
      version: { type: 'string' },
      org: { type: 'string', default: 'luoyang' },
      help: { type: 'boolean', default: false },
    },
  });
  const [verb = ''] = positionals;
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined || values.help) {
    say(USAGE);
    return;
  }
  await run(values);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
