// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplicationForm } from '@registry/chaincode/protocol';
import type { RestClient } from '../rest/restClient';
import type { Check } from './check';
import { openDesk, UnexpectedAnswer } from './desk';
import type { Dossier } from './dossier';
import { materialDocuments } from './documents/materials';
import { buildApplication } from './filing';
import type { FiledMaterial } from './filing';
import { store, storeDocument } from './intake';
import { today } from './run';
import type { DemoRun } from './run';
import { openSeries } from './series';

const REGISTRY = 'zhengzhou';
const APPLICANT = 'zhengzhou-applicant-1';
const UPLOADS_AT_ONCE = 4;
const PAGE = 100;
const ATTEMPTS = 10;
const PAUSE_MS = 1_000;

interface Line {
  readonly line: number;
  readonly status: number;
  readonly code?: string;
  readonly caseId?: string;
  /** Said where the same line may be sent again under the same key. */
  readonly retry?: string;
  readonly problems?: readonly { readonly path: string }[];
}

/** A product of the series, and its data in the vault. */
interface Held {
  readonly dossier: Dossier;
  readonly docId: string;
}

/** Hands in the data file of each product of a series, each beside the product. */
const storeData = async (client: RestClient, series: readonly Dossier[]): Promise<Held[]> => {
  const held: Held[] = [];
  for (let from = 0; from < series.length; from += UPLOADS_AT_ONCE) {
    const stored = series.slice(from, from + UPLOADS_AT_ONCE).map(async (dossier) => {
      const { name, mime } = dossier.product.file;
      const { docId } = await store(client, { bytes: dossier.file.bytes, name, mime });
      return { dossier, docId };
    });
    held.push(...(await Promise.all(stored)));
  }
  return held;
};

/** The documents of the whole series: written once, named by every application. */
const storeShared = async (client: RestClient, dossier: Dossier): Promise<FiledMaterial[]> => {
  const shared: FiledMaterial[] = [];
  for (const { type, fileName, content } of materialDocuments(dossier)) {
    shared.push({ type, docId: await storeDocument(client, { dossier, content, name: fileName }) });
  }
  return shared;
};

const prepare = async (client: RestClient, run: DemoRun, size: number): Promise<ApplicationForm[]> => {
  const series = await openSeries(size, { today: today(), topology: run.topology });
  const [first] = series;
  if (!first) throw new Error('A batch needs a line.');
  const shared = await storeShared(client, first);
  const data = await storeData(client, series);
  run.say(`[batch] ${String(data.length)} data files and ${String(shared.length)} documents handed in`);
  return data.map(({ dossier, docId }) =>
    buildApplication(dossier, [{ type: 'SAMPLE', docId }, ...shared], { profileId: run.profileId }),
  );
};

/** A slip of the pen: the shares of its sources do not add up. */
const spoilt = (form: ApplicationForm): ApplicationForm => ({
  ...form,
  product: { ...form.product, sources: [{ kind: 'SCRAPED_OPEN_DATA', sharePercent: 90 }] },
});

interface Batch {
  readonly forms: readonly ApplicationForm[];
  readonly key: string;
}

/** Listens to a batch for as many lines as wanted, and then breaks off. */
const send = async (client: RestClient, { forms, key }: Batch, most: number): Promise<Line[]> => {
  const heard: Line[] = [];
  const body = forms.map((form) => `${JSON.stringify(form)}\n`).join('');
  for await (const line of client.lines('/applications/batch', body, key)) {
    heard.push(line as Line);
    if (heard.length >= most) break;
  }
  return heard;
};

/** Whether an answer is the last word on its line: not that a transaction is under way, nor that the ledger did not answer. */
const isSettled = ({ status, retry }: Line): boolean => retry === undefined && status !== 202 && status < 500;

/** Sends a batch, and again under its key while a line of it is in the way of what an earlier attempt still does. */
const settle = async (client: RestClient, batch: Batch): Promise<Line[]> => {
  for (let attempt = 1; ; attempt += 1) {
    const lines = await send(client, batch, Infinity);
    if (attempt === ATTEMPTS || lines.every(isSettled)) return lines;
    await sleep(PAUSE_MS);
  }
};

/** The cases of a series that the register holds, by the product's name. */
const registered = async (client: RestClient, names: ReadonlySet<string>): Promise<string[]> => {
  const cases: string[] = [];
  let cursor = '';
  do {
    const answer = await client.get(`/applications?mine=true&limit=${String(PAGE)}${cursor}`);
    if (answer.status !== 200) throw new UnexpectedAnswer('Listing the cases', answer);
    const { items, nextCursor } = answer.body as {
      readonly items: readonly { readonly caseId: string; readonly dataName: string }[];
      readonly nextCursor?: string;
    };
    cases.push(...items.flatMap(({ caseId, dataName }) => (names.has(dataName) ? [caseId] : [])));
    cursor = nextCursor === undefined ? '' : `&cursor=${encodeURIComponent(nextCursor)}`;
  } while (cursor !== '');
  return cases;
};

const casesIn = (lines: readonly Line[]): string[] => lines.flatMap(({ caseId }) => caseId ?? []);
const refusedIn = (lines: readonly Line[]): string =>
  lines
    .filter(({ status }) => status !== 201)
    .map(({ line, status, code = '', problems = [] }) =>
      [line, status, code, ...problems.map(({ path }) => path)].join(' '),
    )
    .join('; ');

/** How many settled answers of the first attempt the second one did not give again. */
const changed = (first: readonly Line[], second: readonly Line[]): number =>
  first.filter(isSettled).filter(({ line, caseId }) => second.find((one) => one.line === line)?.caseId !== caseId)
    .length;

/** What came of a batch: what was heard before the break, at the end, and what the register holds since. */
interface Filed {
  readonly first: readonly Line[];
  readonly second: readonly Line[];
  readonly cases: readonly string[];
}

/** @param bad the number of the line that must be refused */
const checksOf = ({ first, second, cases }: Filed, size: number, bad: number): Check[] => {
  const filed = new Set(casesIn(second));
  const named = cases.filter((caseId) => filed.has(caseId));
  const counts: readonly (readonly [string, number, number])[] = [
    ['lines answered', size, second.length],
    ['cases by its answers', size - 1, filed.size],
    ['cases on the register', size - 1, cases.length],
    ['of these named by an answer', size - 1, named.length],
    ['answers that changed on resuming', 0, changed(first, second)],
  ];
  const refused = `${String(bad)} 422 VALIDATION_FAILED /product/sources`;
  return [
    { what: 'batch: lines refused', expected: refused, actual: refusedIn(second) },
    ...counts.map(([what, expected, actual]) => ({
      what: `batch: ${what}`,
      expected: String(expected),
      actual: String(actual),
    })),
  ];
};

/**
 * Files a series of products as one batch with one bad line, breaks off while it is answered, sends it again under the
 * same key, and holds the register to having filed everything once.
 */
export const fileBatch = async (run: DemoRun, size = 500): Promise<Check[]> => {
  const door = run.doors.find(({ name }) => name === REGISTRY);
  if (!door) throw new Error(`No gateway of ${REGISTRY} is known.`);
  const client = await openDesk(run.topology, door).person(APPLICANT);
  run.say(`\n[batch] ${String(size)} products in one batch, with one bad line (${REGISTRY})`);
  const good = await prepare(client, run, size);
  const bad = Math.ceil(size / 2);
  const batch = { forms: good.map((form, at) => (at + 1 === bad ? spoilt(form) : form)), key: randomUUID() };
  const names = new Set(good.map(({ product }) => product.dataName));
  const before = new Set(await registered(client, names));
  const first = await send(client, batch, Math.floor(size / 5));
  run.say(
    `[batch] broken off after ${String(first.length)} answers, ${String(first.filter(isSettled).length)} settled; the same lines again under the same key`,
  );
  const second = await settle(client, batch);
  const cases = (await registered(client, names)).filter((caseId) => !before.has(caseId));
  return checksOf({ first, second, cases }, size, bad);
};
