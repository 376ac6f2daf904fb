// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import express from 'express';
import type { Role } from '@registry/chaincode/protocol';
import { migrate } from '@registry/gateway/database/migrate';
import { openDatabase } from '@registry/gateway/database/openDatabase';
import type { Database, DatabasePlace } from '@registry/gateway/database/openDatabase';
import { tend } from '@registry/gateway/database/upkeep';
import type { ApplicationsDeps } from '@registry/gateway/features/applications/deps';
import { listApplications } from '@registry/gateway/features/applications/readHandlers';
import { setCaller } from '@registry/gateway/http/requestContext';
import type { Caller } from '@registry/gateway/http/requestContext';
import { applyBlocks } from '@registry/gateway/projections/applyBlocks';
import { hasPostgres, startPostgres } from '../support/postgres';
import type { Figure } from './figures';
import { agencyOf, blocksOf, filedAt, LARGE_APPLICANT, REGISTRIES, reviewerOf, smallApplicant } from './listedCases';
import { percentile } from './percentile';

const IN_A_BLOCK = 500;
const LIMIT = { kind: 'atMost', value: 50 } as const;

const caller = (role: Role, uscc: string, staffNo = 'S-1'): Caller => ({
  ...{ userId: uscc, username: uscc, displayName: uscc, role, uscc, staffNo, mspId: 'ZhengzhouMSP' },
  identityKey: `ZhengzhouMSP:${uscc}`,
  identity: { mspId: 'ZhengzhouMSP', certificate: '', sign: () => new Uint8Array() },
});

const CALLERS: Readonly<Record<string, Caller>> = {
  acceptance: caller('acceptance', REGISTRIES[0]),
  reviewer: caller('reviewer', REGISTRIES[0], reviewerOf(3)),
  decider: caller('decider', REGISTRIES[0]),
  agency: caller('agency', agencyOf(4)),
  supervisor: caller('supervisor', 'SUPERVISOR'),
  'applicant with half of all cases': caller('applicant', LARGE_APPLICANT),
  'applicant with a few': caller('applicant', smallApplicant(13)),
  'applicant without any': caller('applicant', 'NOBODY'),
};

/** Each alone, and some together; some find much, some little, some nothing at all. */
const FILTERS = (cases: number): readonly string[] => [
  '',
  'state=NOTICE',
  'state=CORRECTION',
  'state=LAPSED',
  'mine=true',
  'mine=true&state=SUBMITTED',
  'awaiting=me',
  'awaiting=me&state=READY',
  'awaiting=me&profile=n35-2026',
  `registry=${REGISTRIES[1]}`,
  `registry=${REGISTRIES[1]}&state=CORRECTION`,
  'profile=test-short-periods',
  'profile=zhengzhou-2024&state=READY',
  `submittedFrom=${filedAt(Math.floor(cases / 2))}`,
  `submittedFrom=${filedAt(cases * 2)}`,
];
const SORTS = ['submittedAt', '-submittedAt', 'lastEventAt', '-lastEventAt'];

interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** The real handler behind HTTP; who asks stands in a header. */
const serve = async (database: Database): Promise<Served> => {
  const deps = { database } as ApplicationsDeps;
  const app = express();
  app.get('/applications', (req, _res, next) => {
    const asking = CALLERS[req.get('x-caller') ?? ''];
    if (asking !== undefined) setCaller(req, asking);
    next();
  });
  app.get('/applications', listApplications(deps));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/applications`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

interface Taken {
  readonly ms: number;
  readonly what: string;
}

interface Listed {
  readonly items: readonly unknown[];
  readonly nextCursor?: string;
}

/** The first page, the one after it, and a long one. */
const PAGES = ['limit=20', 'limit=20', 'limit=100'];

const readPages = async (url: string, name: string, query: string): Promise<Taken[]> => {
  const taken: Taken[] = [];
  let cursor = '';
  for (const page of PAGES) {
    const from = performance.now();
    const response = await fetch(`${url}?${page}&${query}${cursor}`, { headers: { 'x-caller': name } });
    const { nextCursor } = (await response.json()) as Listed;
    taken.push({ ms: performance.now() - from, what: `${name}: ${query}` });
    if (!response.ok) throw new Error(`${String(response.status)} for ${query}`);
    if (nextCursor === undefined) break;
    cursor = `&cursor=${nextCursor}`;
  }
  return taken;
};

const readAll = async (url: string, cases: number): Promise<Taken[]> => {
  const taken: Taken[] = [];
  for (const name of Object.keys(CALLERS)) {
    for (const filter of FILTERS(cases)) {
      for (const sort of SORTS) {
        taken.push(...(await readPages(url, name, [...(filter === '' ? [] : [filter]), `sort=${sort}`].join('&'))));
      }
    }
  }
  return taken;
};

/** By the projection's own code, but from blocks that no ledger has written. */
const fill = async (database: Database, cases: number): Promise<void> => {
  await migrate(database);
  for (const block of blocksOf(cases, IN_A_BLOCK)) await applyBlocks(database, [block]);
  await tend(database);
};

const measureOn = async (name: string, place: DatabasePlace, cases: number): Promise<Figure[]> => {
  const database = await openDatabase(place);
  try {
    const from = performance.now();
    await fill(database, cases);
    const perSecond = (cases / (performance.now() - from)) * 1000;
    const served = await serve(database);
    await readAll(served.url, cases);
    const taken = await readAll(served.url, cases).finally(() => served.stop());
    const of = taken.map(({ ms }) => ms);
    const slowest = taken.reduce((one, other) => (other.ms > one.ms ? other : one));
    const what = `lists of ${String(cases)} cases on ${name}`;
    return [
      { name: `${what}, p50`, value: percentile(of, 50), unit: 'ms' },
      { name: `${what}, p95`, value: percentile(of, 95), unit: 'ms', limit: LIMIT },
      { name: `${what}, slowest`, value: slowest.ms, unit: 'ms', note: `${slowest.what} (of ${String(of.length)})` },
      { name: `rows of cases written to ${name}`, value: perSecond, unit: '/s' },
    ];
  } finally {
    await database.destroy();
  }
};

const onPglite = async (cases: number): Promise<Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'registry-lists-'));
  try {
    return await measureOn('PGlite', { folder }, cases);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const onPostgres = async (cases: number): Promise<Figure[]> => {
  if (!hasPostgres) return [];
  const server = await startPostgres();
  try {
    return await measureOn('PostgreSQL', { url: await server.newDatabase() }, cases);
  } finally {
    await server.stop();
  }
};

/**
 * What a page of `GET /applications` takes, over filters, orders and callers, each asked twice and counted the second
 * time.
 *
 * @param cases - how many there are
 */
export const measureLists = async (cases: number): Promise<Figure[]> => [
  ...(await onPglite(cases)),
  ...(await onPostgres(cases)),
];
