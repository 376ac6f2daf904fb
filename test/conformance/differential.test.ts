// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { binariesOrSay } from '../support/fabric';
import type { Outcome } from './differential/commands';
import { Differences } from './differential/differences';
import { foundingRounds } from './differential/founding';
import { SeededRandom } from '../support/seededRandom';
import { Rounds } from './differential/rounds';
import { startSides, type Sides } from './differential/sides';
import { embeddedStates, peerStates, type States } from './differential/states';
import { Workload } from './differential/workload';

const binaries = binariesOrSay('the comparison of the embedded engine with a real network, command by command');
/** `npm run test:fabric` asks for all; `npm test` for a sample, always the same one. */
const isWhole = process.env['FABRIC_REQUIRED'] !== undefined;
const commands = Number(process.env['DIFFERENTIAL_COMMANDS'] ?? (isWhole ? 2_000 : 300));
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? (isWhole ? Date.now() % 2 ** 31 : 20_261_124));
const ROUND = 40;
const LIMIT_MS = 1_200_000;
const PEERS = ['peer0.zhengzhou', 'peer0.guiyang', 'peer0.supervisor', 'peer0.court'];

const { VALID, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE, DUPLICATE_TXID } =
  peer.TxValidationCode;

const tally = (outcomes: readonly Outcome[]): string => {
  const counts = new Map<string, number>();
  for (const { answer, codes, command } of outcomes) {
    const fate =
      answer === undefined ? (command.isQuestion === true ? 'asked' : 'refused') : codes.join('+') || 'unsent';
    counts.set(fate, (counts.get(fate) ?? 0) + 1);
  }
  return [...counts].map(([fate, count]) => `${fate} ${count}`).join(', ');
};

/** `npm run test:fabric` compares with every kind of ordering that the programs know. */
const orderings = ['etcdraft', ...(isWhole && (binaries?.major ?? 0) >= 3 ? (['BFT'] as const) : [])] as const;

(binaries === undefined ? describe.skip : describe).each(orderings)(
  'one workload on the embedded engine and Fabric with %s',
  (consensus) => {
    const differences = new Differences();
    const outcomes: Outcome[] = [];
    let sides: Sides;
    let embedded: States;

    beforeAll(async () => {
      process.stderr.write(
        `Differential test, ${consensus}: DIFFERENTIAL_SEED=${seed} DIFFERENTIAL_COMMANDS=${commands}\n`,
      );
      sides = await startSides(consensus);
      const rounds = new Rounds(sides, differences);
      await rounds.begin();
      for (const round of foundingRounds(sides.fabric.network.topology)) await rounds.run(round);
      const workload = new Workload(new SeededRandom(seed));
      for (let left = commands; left > 0; left -= ROUND) {
        const planned = workload.round(Math.min(left, ROUND));
        const ended = await rounds.run(planned.map(({ command }) => command));
        workload.note(planned, ended);
        outcomes.push(...ended);
      }
      process.stderr.write(
        `Differential test, ${consensus}: ${tally(outcomes)}; ${rounds.unevenBlocks} blocks uneven\n`,
      );
      await sides.stop();
      const { dataDir, topology } = sides.embedded.network;
      embedded = await embeddedStates(dataDir, topology.chaincode.name, sides.embedded.chain);
    }, LIMIT_MS);

    afterAll(async () => {
      await sides.remove();
    }, LIMIT_MS);

    it('gives the same answers, refusals, validation codes, events, reads and writes, command by command', () => {
      expect(differences.report()).toBe('');
    });

    it.each(PEERS)('leaves the same under every key of %s: value, policy, writer and history', async (name) => {
      const { network, chain } = sides.fabric;
      const { channel, chaincode } = network.topology;
      const place = { dataDir: network.dataDir, peer: name, channel, namespace: chaincode.name };
      const fabric = await peerStates(place, chain);
      const found = new Differences();
      for (const key of new Set([...embedded.keys(), ...fabric.keys()])) {
        found.compare(key, JSON.stringify(embedded.get(key) ?? 'no key'), JSON.stringify(fabric.get(key) ?? 'no key'));
      }
      expect(found.report()).toBe('');
      expect(fabric.size).toBeGreaterThan(commands / 4);
    });

    it('has met what it was made for: valid, refused, conflicting, badly endorsed and doubled commands', () => {
      const codes = new Set(outcomes.flatMap((outcome) => outcome.codes));
      // BFT orderers drop what they have seen.
      const doubled = consensus === 'BFT' ? [] : [DUPLICATE_TXID];
      const wanted = [VALID, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE, ...doubled];
      expect([...codes]).toEqual(expect.arrayContaining(wanted));
      const refused = outcomes.filter(({ answer, command }) => answer === undefined && command.isQuestion !== true);
      expect(refused.length).toBeGreaterThan(commands / 20);
      const valid = outcomes.filter(({ codes: [code] }) => code === VALID);
      expect(valid.length).toBeGreaterThan(commands / 3);
    });
  },
);
