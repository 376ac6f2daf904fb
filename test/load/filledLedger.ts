// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, MAX_BATCH_BYTES, MAX_BATCH_SIZE } from '@registry/chaincode/protocol';
import type { BatchFilingAnswer, JsonObject } from '@registry/chaincode/protocol';
import { connectLedger, loadIdentity } from '@registry/gateway';
import type { ConnectOptions, LedgerIdentity, LedgerPort } from '@registry/gateway';
import { readTlsIdentity, userFolder } from '@registry/network';
import { waitFor } from '@registry/scripts/system/waitFor';
import { withContentOf } from '../support/content';
import type { TestSystem } from '../support/system';
import { closedLoop } from './closedLoop';
import { fileCases, openFilingBench } from './filedCases';

/** Batches under way at once: one is executed while another is validated. */
const CLIENTS = 2;
/** What a line takes beside its filing, with room to spare. */
const LINE_BYTES = 100;
const CATCH_UP_MS = 1_800_000;

/** The height that a registry's reads are true at. */
export const blockHeight = async (register: TestSystem, registry: string): Promise<number> => {
  const { body } = await register.anonymous(registry).get('/certificates?limit=1');
  return (body as { blockHeight: number }).blockHeight;
};

/** A gateway that still projects what the filling left behind would be measured with that work on its back. */
const untilProjected = async (register: TestSystem, height: number): Promise<void> => {
  for (const { organization } of register.system.gateways) {
    await waitFor(async () => ((await blockHeight(register, organization.name)) >= height ? true : undefined), {
      what: `Block ${String(height)} at ${organization.name}`,
      timeoutMs: CATCH_UP_MS,
      everyMs: 500,
    });
  }
};

/** A filing as the ledger keeps it. */
export type FilingOnLedger = JsonObject & { readonly product: JsonObject & { readonly content: JsonObject } };

/** A filing as it stands on the ledger, with its commitments: what anybody of the ledger sees who may not open it. */
export const sealedFiling = async (register: TestSystem): Promise<FilingOnLedger> => {
  const bench = await openFilingBench(register);
  const { caseIds } = await fileCases(bench, { clients: 1, jobs: 1 });
  const supervisor = await bench.demoCase.desk.person('supervisor-officer-1');
  const { body } = await supervisor.get(`/applications/${String(caseIds[0])}`);
  return (body as { record: { filing: FilingOnLedger } }).record.filing;
};

interface Batches {
  readonly count: number;
  /** Cases in each but the last. */
  readonly size: number;
  batch(index: number): JsonObject;
}

/** Filings each of a content of its own, as many in a batch as one transaction takes. */
const batchesOf = (filing: FilingOnLedger, cases: number): Batches => {
  const fitting = Math.floor(MAX_BATCH_BYTES / (Buffer.byteLength(canonicalJson(filing)) + LINE_BYTES));
  const size = Math.min(MAX_BATCH_SIZE, fitting);
  const run = `fill-${String(Date.now())}`;
  return {
    count: Math.ceil(cases / size),
    size,
    batch: (index) => {
      const idempotencyKey = `${run}-${String(index)}`;
      const lines = Array.from({ length: Math.min(size, cases - index * size) }, (_, place) => ({
        line: place + 1,
        filing: withContentOf(filing, `${idempotencyKey}-${String(place)}`),
      }));
      return { idempotencyKey, lines };
    },
  };
};

const fileBatch = async (ledger: LedgerPort, identity: LedgerIdentity, request: JsonObject): Promise<void> => {
  const call = { identity, contract: 'application', transaction: 'submitBatch', request };
  const { results } = (await ledger.submit(call)).answer as unknown as BatchFilingAnswer;
  const refused = results.find((result) => 'refusal' in result);
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
};

/** What filling took. */
export interface Filling {
  /** Cases committed a second. */
  readonly perSecond: number;
  /** Seconds from the last commit until every gateway's reads showed it. */
  readonly catchUp: number;
  /** Cases in one transaction. */
  readonly batchSize: number;
}

/** A batch of two hundred is no command that a person waits for: where peers share a machine it may take its time. */
const DEADLINES = { evaluate: 30_000, endorse: 60_000, submit: 30_000, commitStatus: 60_000 };

/** A connection to the ledger of a registry's own, as its gateway has one, and somebody who may file. */
export const openFilingPort = (
  { system: { layout } }: TestSystem,
  client?: ConnectOptions['client'],
): { ledger: LedgerPort; identity: LedgerIdentity } => {
  const userNamed = (name: string): string => userFolder({ dir: layout.identities, org: 'zhengzhou' }, name);
  const ledger = connectLedger({
    connectionFile: layout.connectionFile,
    organization: 'zhengzhou',
    service: loadIdentity(userNamed('gateway'), 'ZhengzhouMSP'),
    tls: readTlsIdentity(userNamed('gateway'), 'client'),
    endorsers: { mspIds: ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'], threshold: 2 },
    deadlines: DEADLINES,
    ...(client && { client }),
  });
  return { ledger, identity: loadIdentity(userNamed('zhengzhou-applicant-2'), 'ZhengzhouMSP') };
};

/**
 * Files cases through the ledger port alone: chaincode, endorsement, ordering and validation as ever, but without HTTP,
 * in batches, so that a hundred thousand of them come about in minutes. Both gateways project them meanwhile.
 */
export const fillLedger = async (register: TestSystem, cases: number): Promise<Filling> => {
  const { ledger, identity } = openFilingPort(register);
  try {
    const batches = batchesOf(await sealedFiling(register), cases);
    const started = performance.now();
    await closedLoop({ clients: CLIENTS, jobs: batches.count }, (index) =>
      fileBatch(ledger, identity, batches.batch(index)),
    );
    const committed = performance.now();
    await untilProjected(register, await ledger.height());
    return {
      perSecond: (cases / (committed - started)) * 1000,
      catchUp: (performance.now() - committed) / 1000,
      batchSize: batches.size,
    };
  } finally {
    ledger.close();
  }
};
