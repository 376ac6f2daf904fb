// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import type { CaseRecord } from '@registry/chaincode/protocol';
import { ENGINE } from '@registry/scripts/system/startSystem';
import { waitFor } from '@registry/scripts/system/waitFor';
import type { CommittedBlock } from '../../gateway/src/ledger/port';
import { auditLedger } from '../../network/src/embedded/ledger/audit';
import { historyProblems, repetitionProblems } from '../support/crash/checkHistory';
import { batchOn, dealOn, fileOn, misfileOn, readOn, uploadOn } from '../support/crash/clients';
import type { Load, Workplace } from '../support/crash/clients';
import { attempt, isScandal, Journal } from '../support/crash/journal';
import type { Operation } from '../support/crash/journal';
import { killAndRestart, planKills } from '../support/crash/kills';
import { allBlocks, connectAs, historyOf } from '../support/crash/ledgerHistory';
import type { LedgerHistory } from '../support/crash/ledgerHistory';
import { rebuildDifferences, vaultProblems, withOwnData } from '../support/crash/ownData';
import { SeededRandom } from '../support/seededRandom';
import { openWorkplace } from '../support/crash/workplace';
import { START_MS, startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';

/** More of them: `npm run test:crash`. */
const KILLS = Number(process.env['CRASH_KILLS'] ?? 4);
/** The same seed kills the same parts after the same times; what the clients have done by then is chance. */
const SEED = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31));
const REGISTRIES = ['zhengzhou', 'guiyang'];
const REPEATED = 120;
const UNLIMITED = { REQUESTS_PER_PERSON: '1000000000', REQUESTS_PER_ADDRESS: '1000000000' };

const settled = (operation: Operation): Promise<Operation> =>
  waitFor(
    async () => {
      await attempt(operation);
      const isOpen = operation.verdict === 'UNKNOWN' || operation.outcome.startsWith('503');
      return isOpen ? undefined : operation;
    },
    { what: `The fate of ${operation.what}`, timeoutMs: 90_000, everyMs: 300 },
  );

const evenly = <T>(items: readonly T[], count: number): T[] => {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor(index * step)]!);
};

describe(`a register whose parts are killed ${String(KILLS)} times under load (CRASH_SEED=${String(SEED)})`, () => {
  const journal = new Journal();
  let register: TestSystem;
  let workplaces: readonly Workplace[];
  let unknown: readonly Operation[];
  let blocks: readonly CommittedBlock[];
  let history: LedgerHistory;

  beforeAll(
    async () => {
      register = await startTestSystem({ COMMIT_TIMEOUT_SECONDS: '2', ...UNLIMITED });
      workplaces = await Promise.all(REGISTRIES.map((name) => openWorkplace(register, name)));
      let isOver = false;
      const load: Load = { journal, isOver: () => isOver };
      const clients = workplaces.flatMap((workplace) =>
        [fileOn, fileOn, misfileOn, dealOn, batchOn, uploadOn, readOn].map((work) => work(workplace, load)),
      );
      for (const kill of planKills(KILLS, REGISTRIES, new SeededRandom(SEED)))
        await killAndRestart(register.system, kill);
      isOver = true;
      await Promise.all(clients);
      unknown = journal.with('UNKNOWN');
      const ledger = connectAs(register.system, 'zhengzhou');
      history = historyOf(await allBlocks(ledger));
      ledger.close();
    },
    START_MS + KILLS * 30_000,
  );

  afterAll(() => register.stop(), START_MS);

  it('was under load of every kind, and no fault led to an answer of 500', () => {
    const done = new Set(journal.with('ACKNOWLEDGED').map(({ what }) => what));
    const kinds = ['file', 'accept', 'withdraw', 'line'];
    expect([...done].sort()).toEqual(REGISTRIES.flatMap((name) => kinds.map((kind) => `${kind} ${name}`)).sort());
    expect(journal.uploads.length).toBeGreaterThan(KILLS);
    expect(journal.operations.filter(isScandal).map(({ what, outcome }) => `${what}: ${outcome}`)).toEqual([]);
  });

  it('holds what was acknowledged once, nothing of what was refused, and the unknown once or not at all', () => {
    expect(historyProblems(journal, history)).toEqual([]);
  });

  it('answers an unknown command, sent again under its key, as done once or finally not', async () => {
    for (const operation of unknown) await settled(operation);
    const ledger = connectAs(register.system, 'zhengzhou');
    blocks = await allBlocks(ledger);
    ledger.close();
    history = historyOf(blocks);
    expect(historyProblems(journal, history)).toEqual([]);
  }, 300_000);

  it('gives every repeated command its first answer', async () => {
    const repeated = evenly(journal.with('ACKNOWLEDGED'), REPEATED);
    expect(await repetitionProblems(repeated, settled)).toEqual([]);
  }, 300_000);

  it('never showed a client an older state than it had shown before', () => {
    expect(journal.backwards).toEqual([]);
  });

  it('still opens what was sealed, and gives back every file that it took', async () => {
    for (const { applicant, form, registry } of workplaces) {
      const filed = journal.with('ACKNOWLEDGED').filter(({ what }) => what === `file ${registry}`);
      for (const { place } of evenly(filed, 20)) {
        const { body } = await applicant.get(`/applications/${place!.caseId}`);
        const { filing } = (body as { record: CaseRecord }).record;
        expect(filing.applicants[0]!.contactName).toBe(form.applicants[0]!.contactName);
      }
      for (const { docId, bytes } of journal.uploads.filter((upload) => upload.registry === registry)) {
        expect((await applicant.get(`/materials/${docId}`)).body).toBe(bytes.toString());
      }
    }
  }, 120_000);

  it('has read models that equal those made again, and a vault without stray or missing files', async () => {
    const { system } = register;
    for (const name of REGISTRIES) {
      system.parts.expectEnd(name);
      await system.parts.get(name).stop();
    }
    const ledger = connectAs(system, 'zhengzhou');
    blocks = await allBlocks(ledger);
    ledger.close();
    for (const { organization } of system.gateways) {
      await withOwnData(system.layout.gateway(organization.name), async (data) => {
        expect(await vaultProblems(data, organization.uscc)).toEqual([]);
        expect(await rebuildDifferences(data, blocks)).toEqual([]);
      });
    }
  }, 300_000);

  it('keeps a chain that follows from its blocks alone', async () => {
    const { system } = register;
    system.parts.expectEnd(ENGINE);
    await system.parts.get(ENGINE).stop();
    expect((await auditLedger(`${system.layout.network}/ledger`)).height).toBe(blocks.length);
  }, 300_000);
});
