// SPDX-License-Identifier: Apache-2.0
import { ENGINE } from '@registry/scripts/system/startSystem';
import { allBlocks, connectAs } from '../support/crash/ledgerHistory';
import { readDescription } from '../support/hostile/described';
import type { Described } from '../support/hostile/described';
import { openRawDoor } from '../support/hostile/rawDoor';
import type { RawDoor } from '../support/hostile/rawDoor';
import { untilStill } from '../support/hostile/trace';
import { START_MS, startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';
import { askAll, marksIn } from '../support/withheld/answers';
import type { Told } from '../support/withheld/answers';
import { searchFiles, searchLedger, searchTables } from '../support/withheld/disk';
import { APPLICANT, openHands, WITHHELD } from '../support/withheld/hands';
import { DECIDER, EXPERT, OBJECTOR, objectToMarked, registerMarked } from '../support/withheld/markedCases';
import type { Names } from '../support/withheld/markedCases';
import {
  ALL_SECRETS,
  CASE_SECRETS,
  OBJECTION_SECRETS,
  PUBLIC_MARKS,
  REPORT_SECRETS,
} from '../support/withheld/secrets';

const REGISTRIES = ['zhengzhou', 'guiyang'];

let register: TestSystem;
let operations: readonly Described[];
let doors: Readonly<Record<string, RawDoor>>;
let registered: Names;
let objected: Names;
let cases: readonly Names[];

beforeAll(async () => {
  register = await startTestSystem({
    LOG_LEVEL: 'debug',
    REQUESTS_PER_PERSON: '1000000',
    REQUESTS_PER_ADDRESS: '1000000',
  });
  operations = await readDescription(register.url('zhengzhou'));
  doors = Object.fromEntries(register.system.gateways.map((one) => [one.organization.name, openRawDoor(one)]));
  const hands = await openHands(register);
  registered = await registerMarked(hands);
  objected = await objectToMarked(hands);
  const ledger = connectAs(register.system, 'zhengzhou');
  await untilStill(ledger);
  ledger.close();
  const served = await Promise.all(
    [registered, objected].map(async (names) => {
      const { items } = (await hands.read(DECIDER, `/applications/${names.caseId}/services`)) as {
        items: readonly { serviceId: string }[];
      };
      return items.map(({ serviceId }) => ({ ...names, serviceId }));
    }),
  );
  cases = served.flat();
}, 2 * START_MS);

afterAll(() => register.stop(), START_MS);

const told = (registry: string, by?: string): Promise<Told> =>
  askAll(doors[registry]!, operations, { cases, ...(by && { by }) });
const namesOf = (secrets: object): string[] => Object.keys(secrets).sort();

describe('what is sealed', () => {
  it('is opened for the parties and the registry, so that there is something to find', async () => {
    for (const by of [APPLICANT, DECIDER]) {
      const seen = marksIn(await told('zhengzhou', by), { ...ALL_SECRETS, ...PUBLIC_MARKS });
      expect(seen.sort()).toEqual(namesOf({ ...CASE_SECRETS, ...OBJECTION_SECRETS, ...PUBLIC_MARKS }));
    }
  });

  /** Whoever has nothing to do with the cases, and what they may open all the same. */
  const OTHERS: readonly (readonly [string, string | undefined, object])[] = [
    ['zhengzhou', undefined, {}],
    ['zhengzhou', OBJECTOR, OBJECTION_SECRETS],
    ['zhengzhou', EXPERT, REPORT_SECRETS],
    ['zhengzhou', 'supervisor-officer-1', REPORT_SECRETS],
    ...['zhengzhou-agent-1', 'agency-expert-2', 'court-officer-1'].map((by) => ['zhengzhou', by, {}] as const),
    ['guiyang', undefined, {}],
    ...['applicant-1', 'agent-1', 'acceptance-1', 'reviewer-1', 'decider-1'].map(
      (who) => ['guiyang', `guiyang-${who}`, {}] as const,
    ),
    ...['supervisor-officer-1', 'agency-expert-1', 'court-officer-1'].map((by) => ['guiyang', by, {}] as const),
  ];

  it.each(OTHERS)('is in no answer of %s’s gateway to %s', async (registry, by, opened) => {
    const answers = await told(registry, by);
    expect(marksIn(answers, PUBLIC_MARKS)).toEqual(namesOf(PUBLIC_MARKS));
    expect(answers.answered).toBeGreaterThan(8);
    expect(marksIn(answers, ALL_SECRETS).sort()).toEqual(namesOf(opened));
  });

  it('is named in the notice as withheld, without its value', async () => {
    for (const { noticeNo } of [registered, objected]) {
      const { text } = await doors['guiyang']!.read({ method: 'GET', path: `/notices/${noticeNo}` });
      for (const path of WITHHELD) expect(text).toContain(path);
      expect(marksIn({ text }, ALL_SECRETS)).toEqual([]);
    }
  });
});

interface Sealed {
  readonly commitment: { readonly sha256: string; readonly sm3: string };
}

describe('the ledger', () => {
  it('holds a commitment of what is withheld, another one for the same value elsewhere', async () => {
    const commitmentsOf = async ({ caseId }: Names): Promise<Sealed[]> => {
      const by = 'supervisor-officer-1';
      const { text } = await doors['zhengzhou']!.read({ method: 'GET', path: `/applications/${caseId}`, by });
      const { filing } = (JSON.parse(text) as { record: { filing: Record<string, Record<string, Sealed>> } }).record;
      return [filing['product']!['limits']!, filing['product']!['scenario']!];
    };
    const [one, other] = await Promise.all([registered, objected].map(commitmentsOf));
    for (const { commitment } of [...one!, ...other!]) {
      expect(Object.keys(commitment).sort()).toEqual(['sha256', 'sm3']);
      for (const digest of Object.values(commitment)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set([...one!, ...other!].map(({ commitment }) => commitment.sha256)).size).toBe(4);
  });

  it('tells nothing else in its events and records', async () => {
    const ledger = connectAs(register.system, 'zhengzhou');
    const text = JSON.stringify(await allBlocks(ledger));
    ledger.close();
    expect(marksIn({ text }, PUBLIC_MARKS)).toEqual(namesOf(PUBLIC_MARKS));
    expect(marksIn({ text }, ALL_SECRETS)).toEqual([]);
  });
});

describe('whoever runs a machine of the register', () => {
  it('reads nothing of it in the metrics', async () => {
    for (const registry of REGISTRIES) {
      const text = await (await fetch(`${register.url(registry)}/metrics`)).text();
      expect(text).toContain('registry_');
      expect(marksIn({ text }, { ...ALL_SECRETS, ...PUBLIC_MARKS })).toEqual([]);
    }
  });

  it('finds nothing of it in blocks, state, tables and files at rest, the log files among them', async () => {
    const { system } = register;
    for (const part of [...REGISTRIES, ENGINE]) {
      system.parts.expectEnd(part);
      await system.parts.get(part).stop();
    }
    const everything = { ...ALL_SECRETS, ...PUBLIC_MARKS };
    const ledger = await searchLedger(`${system.layout.network}/ledger`, everything);
    expect(ledger.records).toBeGreaterThan(100);
    expect(ledger.found).toEqual(namesOf(PUBLIC_MARKS));
    for (const registry of REGISTRIES) {
      const tables = await searchTables(system.layout.gateway(registry), everything);
      expect(tables['cases']).toEqual(namesOf(PUBLIC_MARKS));
      expect(Object.entries(tables).filter(([, marks]) => marks.some((mark) => mark in ALL_SECRETS))).toEqual([]);
    }
    const { files, found } = await searchFiles(system.layout.root, ALL_SECRETS);
    expect(files).toBeGreaterThan(100);
    expect(found).toEqual([]);
  }, 120_000);
});
