// SPDX-License-Identifier: Apache-2.0
import { binariesOrSay } from '../support/fabric';
import { ALL_FAULTS, SHORT_FAULTS } from '../support/faults/faults';
import { startFabricRegister, type FabricRegister } from '../support/faults/fabricRegister';
import { startLoad, type Load } from '../support/faults/load';
import { undergo } from '../support/faults/underFaults';
import { differingBlocks, eventsOn } from '../support/history/chain';
import { findings } from '../support/history/findings';
import { newHistory, outcomeOf } from '../support/history/history';
import { START_MS } from '../support/system';

const binaries = binariesOrSay('faults of real peers and orderers under load');
/** `npm run test:fabric` strikes everything; every other run a few. */
const isLong = process.env['FABRIC_REQUIRED'] !== undefined;
const FAULTS = isLong ? ALL_FAULTS : SHORT_FAULTS;
const REGISTRIES = ['zhengzhou', 'guiyang'];
const FAULT_MS = 180_000;

/** What a client may be told while something is lost: done, unknown, refused, or not now. */
const ALLOWED = /^(0|200|201|202 COMMIT_UNKNOWN|503 LEDGER_UNAVAILABLE|503 LEDGER_BUSY|403 .*|404 .*|409 .*)$/;

const withRaftOrBft = (isBft: boolean): string => `Fabric ${binaries?.version ?? ''} with ${isBft ? 'BFT' : 'Raft'}`;
const orderings = [false, ...(binaries !== undefined && binaries.major >= 3 && isLong ? [true] : [])];

const say = (line: string): void => {
  if (isLong) process.stderr.write(`${line}\n`);
};

(binaries === undefined ? describe.skip : describe).each(orderings)('a register under load, BFT %s', (isBft) => {
  const history = newHistory();
  let place: FabricRegister;
  let load: Load;

  beforeAll(async () => {
    place = await startFabricRegister(isBft ? { consensus: 'BFT' } : {});
    load = await startLoad(place.register, REGISTRIES, history);
  }, START_MS);

  afterAll(async () => {
    await load.stop();
    await place.stop();
  }, START_MS);

  it.each(FAULTS)(
    'recovers by itself from $name',
    async (fault) => {
      const report = await undergo(place, fault, { history, registries: REGISTRIES });
      say(`${withRaftOrBft(isBft)}: ${JSON.stringify(report)}`);
      expect(Object.keys(report.told).filter((told) => !ALLOWED.test(told))).toEqual([]);
    },
    FAULT_MS,
  );

  it(
    'has lost, doubled or invented nothing, and no peer holds another ledger',
    async () => {
      await load.stop();
      const chains = Object.values(await place.chains());
      const [first = []] = chains;
      expect(chains.flatMap((chain) => differingBlocks(first, chain))).toEqual([]);
      const longest = chains.reduce((one, other) => (other.length > one.length ? other : one), first);
      const outcomes = history.attempts.map(outcomeOf);
      expect(outcomes).toEqual(
        expect.arrayContaining(['ACKNOWLEDGED', 'REFUSED', ...(isLong ? ['NOT_DONE', 'UNKNOWN'] : [])]),
      );
      expect(history.sightings.length).toBeGreaterThan(0);
      expect(findings(history, eventsOn(longest)).slice(0, 20)).toEqual([]);
      say(`${String(outcomes.length)} requests, ${String(longest.length)} blocks`);
    },
    FAULT_MS,
  );
});
