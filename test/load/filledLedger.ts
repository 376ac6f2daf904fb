// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, MAX_BATCH_BYTES, MAX_BATCH_SIZE } from '@registry/chaincode/protocol';
import type { BatchFilingAnswer, JsonValue } from '@registry/chaincode/protocol';
import { connectLedger, loadIdentity } from '@registry/gateway';
import type { LedgerIdentity, LedgerPort } from '@registry/gateway';
import { userFolder } from '@registry/network';
import { waitFor } from '@registry/scripts/system/waitFor';
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

/** A filing as it stands on the ledger, with its commitments: what anybody of the ledger sees who may not open it. */
const sealedFiling = async (register: TestSystem): Promise<JsonValue> => {
  const bench = await openFilingBench(register);
  const { caseIds } = await fileCases(bench, { clients: 1, jobs: 1 });
  const supervisor = await bench.demoCase.desk.person('supervisor-officer-1');
  const { body } = await supervisor.get(`/applications/${String(caseIds[0])}`);
  return (body as { record: { filing: JsonValue } }).record.filing;
};

interface Batch {
  readonly lines: readonly { readonly line: number; readonly filing: JsonValue }[];
  readonly idempotencyKey: string;
}

/** The same filing in batches, as many in each as one transaction takes. */
const batchesOf = (filing: JsonValue, cases: number): Batch[] => {
  const fitting = Math.floor(MAX_BATCH_BYTES / (Buffer.byteLength(canonicalJson(filing)) + LINE_BYTES));
  const size = Math.min(MAX_BATCH_SIZE, fitting);
  const full = Array.from({ length: size }, (_, index) => ({ line: index + 1, filing }));
  const run = `fill-${String(Date.now())}`;
  return Array.from({ length: Math.ceil(cases / size) }, (_, index) => ({
    lines: full.slice(0, cases - index * size),
    idempotencyKey: `${run}-${String(index)}`,
  }));
};

const fileBatch = async (ledger: LedgerPort, identity: LedgerIdentity, request: Batch): Promise<void> => {
  const call = { identity, contract: 'application', transaction: 'submitBatch', request: { ...request } };
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

/**
 * Files cases through the ledger port alone: chaincode, endorsement, ordering and validation as ever, but without HTTP,
 * in batches, so that a hundred thousand of them come about in minutes. Both gateways project them meanwhile.
 */
export const fillLedger = async (register: TestSystem, cases: number): Promise<Filling> => {
  const { layout } = register.system;
  const folder = userFolder({ dir: layout.identities, org: 'zhengzhou' }, 'zhengzhou-applicant-2');
  const identity = loadIdentity(folder, 'ZhengzhouMSP');
  const ledger = connectLedger({
    connectionFile: layout.connectionFile,
    organization: 'zhengzhou',
    service: identity,
  });
  const batches = batchesOf(await sealedFiling(register), cases);
  try {
    const started = performance.now();
    await closedLoop({ clients: CLIENTS, jobs: batches.length }, (index) =>
      fileBatch(ledger, identity, batches[index] as Batch),
    );
    const committed = performance.now();
    await untilProjected(register, await ledger.height());
    return {
      perSecond: (cases / (committed - started)) * 1000,
      catchUp: (performance.now() - committed) / 1000,
      batchSize: batches[0]?.lines.length ?? 0,
    };
  } finally {
    ledger.close();
  }
};
