// SPDX-License-Identifier: Apache-2.0
import { rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTopology } from '../topology';
import { withConsensus } from '../topologyChange';
import { addOrganization } from './channel/addOrganization';
import { deploy } from './chaincode/deploy';
import { layOutFabric } from './layout';
import { startFabricNetwork, stopNetwork } from './network';
import { findPlace } from './openPlace';
import type { FabricPlace } from './place';
import { fabricStatus, type ProcessStatus } from './status';
import { watch } from './watchdog';

const USAGE = `npm run network:VERB -- [options]
  up         start real peers and orderers, the channel and the chaincode, or start again what was stopped
  down       stop every process; what is on the ledger stays
  watch      start again what dies and what hangs, until told to stop; "up" starts one in the background
  status     what runs, and how high each peer's chain is
  clean      stop every process and delete the network: ledger, identities and all
  add-org    let an organization that the topology names as a candidate join the running network
  deploy     put the compiled chaincode on the channel as a new definition, while gateways serve on
options
  --data DIR            where the register is kept (default: data/fabric); the network lies in DIR/network
  --consensus TYPE      up: raft (default) or bft, which needs Fabric 3
  --topology FILE       up: another consortium than network/topology.json
  --dir DIR             watch: where the network itself lies, instead of DATA/network
  --no-watchdog         up: leave what dies as it is
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
  readonly dir?: string | undefined;
  readonly 'no-watchdog': boolean;
}

const say = (line: string): void => {
  console.log(line);
};

const networkOf = ({ data, dir }: Options): string => dir ?? join(data, 'network');

async function up(options: Options): Promise<void> {
  const { consensus } = options;
  if (consensus !== 'raft' && consensus !== 'bft') throw new Error(`There is no consensus "${consensus}".`);
  const started = performance.now();
  const topology = withConsensus(loadTopology(options.topology), consensus === 'bft' ? 'BFT' : 'etcdraft');
  const network = await startFabricNetwork({
    ...{ dataDir: networkOf(options), topology, chaincodePath: CHAINCODE, say },
    watched: !options['no-watchdog'],
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`The network is up (${seconds} s), in ${network.dataDir}. Next: npm run start:fabric`);
}

async function down(options: Options): Promise<void> {
  await stopNetwork({ layout: layOutFabric(networkOf(options)) });
  say('Every process of the network is stopped; "npm run network:up" goes on with the same ledger.');
}

const WORDS: Readonly<Record<ProcessStatus['condition'], string>> = {
  WELL: 'well',
  NOT_WELL: 'not well',
  SILENT: 'hangs',
  DEAD: 'dead',
  STOPPED: 'stopped',
};

const line = ({ name, pid, height, condition }: ProcessStatus): string => {
  return [
    name.padEnd(28),
    WORDS[condition].padEnd(9),
    pid === undefined ? '' : `pid ${pid}`.padEnd(12),
    height === undefined ? '' : `height ${height}`,
  ]
    .join(' ')
    .trimEnd();
};

async function status(options: Options): Promise<void> {
  const { version, consensus, definition, leader, processes } = await fabricStatus(findPlace(networkOf(options)));
  const stands = definition
    ? `chaincode definition ${definition.sequence}, version ${definition.version}`
    : 'no chaincode';
  say(`Fabric ${version}, ${consensus}, ${leader ?? 'nobody'} leads, ${stands}`);
  for (const one of processes) say(line(one));
  if (processes.some(({ condition }) => condition !== 'WELL')) process.exitCode = 1;
}

/** The network as it is now; read anew only where it has changed, since finding it asks the programs for their release. */
function followPlace(dataDir: string): () => FabricPlace {
  let place = findPlace(dataDir, say);
  const changed = (): number => statSync(place.layout.topologyFile).mtimeMs;
  let seen = changed();
  return () => {
    if (changed() !== seen) {
      seen = changed();
      place = findPlace(dataDir, say);
    }
    return place;
  };
}

async function watchNetwork(options: Options): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  await watch({ place: followPlace(networkOf(options)), chaincodePath: CHAINCODE, signal: stop.signal });
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
  watch: watchNetwork,
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
      dir: { type: 'string' },
      'no-watchdog': { type: 'boolean', default: false },
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
