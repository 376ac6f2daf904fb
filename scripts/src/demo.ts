// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTopology } from '@registry/network';
import { fileBatch } from './demo/batch';
import { checkTable, isMet } from './demo/check';
import type { Check } from './demo/check';
import { checkConflicts } from './demo/conflicts';
import { openDoors, parseAddress, readAddresses } from './demo/doors';
import type { GatewayAddress } from './demo/doors';
import { checkOnEvm } from './demo/evmCheck';
import { checkLineage } from './demo/lineage';
import { outcomeTable } from './demo/outcomeTable';
import { writePapers } from './demo/papers';
import { checkEnded, recognizeElsewhere } from './demo/recognition';
import { revokeLast } from './demo/revocation';
import { isAsExpected, runDemo } from './demo/run';
import type { DemoRun, Outcome } from './demo/run';
import { pathsOf } from './system/layout';
import { endOnSignals } from './system/process';
import { TEST_PROFILES, testProfiles } from './system/testProfiles';
import { startSystem } from './system/startSystem';

const PROFILE = testProfiles.short;
const OUT = join('data', 'demo');
const USAGE = `npm run demo -- [options]
Registers real data products from start to certificate; without options, on a register of its own that is thrown away.
  --data DIR                   use the register that runs on that data folder (npm start)
  --url NAME=URL=USERSFILE     use these gateways, one option each
  --keep                       keep the data folder of its own register
  --out DIR                    where a certificate's JSON and PDF are written (default: ${OUT})
  --profile ID                 rule profile to file under (default: ${PROFILE}, whose notices last seconds)`;

const say = (line: string): void => {
  console.log(line);
};

/** What came of the demonstration. */
interface Shown {
  readonly outcomes: readonly Outcome[];
  readonly checks: readonly Check[];
}

interface Place {
  readonly addresses: readonly GatewayAddress[];
  /** Where the network keeps its data; unknown for gateways that were named one by one. */
  readonly network?: string;
}

interface Options {
  readonly data?: string | undefined;
  readonly url: readonly string[];
  readonly keep: boolean;
  readonly profile: string;
  readonly out: string;
  readonly help: boolean;
}

/** What of a certificate holds outside the register, once its supervisor has published whom it trusts. */
const checkElsewhere = async (
  run: DemoRun,
  { network }: Place,
  { outcomes, out }: { readonly outcomes: readonly Outcome[]; readonly out: string },
): Promise<Check[]> => {
  if (network === undefined) return revokeLast(run, outcomes);
  const onEvm = await checkOnEvm(run, network, outcomes);
  return [...onEvm, ...(await writePapers(run, outcomes, out))];
};

const demonstrate = async (place: Place, { profile, out }: Options): Promise<Shown> => {
  const run = { topology: loadTopology(), doors: await openDoors(place.addresses), profileId: profile, say };
  const outcomes = await runDemo(run);
  const lineage = await checkLineage(run, outcomes);
  const conflicts = await checkConflicts(run, outcomes);
  const recognition = await recognizeElsewhere(run, outcomes);
  const elsewhere = await checkElsewhere(run, place, { outcomes, out: resolve(out) });
  const ended = await checkEnded(run, recognition.recognized);
  const checks = [...lineage, ...conflicts, ...recognition.checks, ...elsewhere, ...ended, ...(await fileBatch(run))];
  return { outcomes, checks };
};

const onOwnRegister = async (options: Options): Promise<Shown> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'registry-demo-'));
  say(`A register of its own starts in ${dataDir} …`);
  try {
    const system = await startSystem({ dataDir, ports: 'free', testProfiles: TEST_PROFILES, say });
    try {
      const addresses = system.gateways.map(({ organization, url, usersFile }) => ({
        name: organization.name,
        url,
        usersFile,
      }));
      return await demonstrate({ addresses, network: pathsOf(dataDir).network }, options);
    } finally {
      await system.stop();
    }
  } finally {
    if (!options.keep) await rm(dataDir, { recursive: true, force: true });
  }
};

const readOptions = (): Options =>
  parseArgs({
    options: {
      data: { type: 'string' },
      url: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
      profile: { type: 'string', default: PROFILE },
      out: { type: 'string', default: OUT },
      help: { type: 'boolean', default: false },
    },
  }).values;

const givenPlace = async ({ data, url }: Options): Promise<Place> =>
  data === undefined
    ? { addresses: url.map(parseAddress) }
    : { addresses: await readAddresses(join(data, 'addresses.json')), network: pathsOf(resolve(data)).network };

const main = async (): Promise<void> => {
  const options = readOptions();
  if (options.help) {
    say(USAGE);
    return;
  }
  const given = await givenPlace(options);
  const { outcomes, checks } = await (given.addresses.length > 0
    ? demonstrate(given, options)
    : onOwnRegister(options));
  say(`\n${outcomeTable(outcomes)}\n\n${checkTable(checks)}`);
  if (!outcomes.every(isAsExpected) || !checks.every(isMet)) process.exitCode = 1;
};

endOnSignals();
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
