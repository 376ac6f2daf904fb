// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@registry/chaincode/protocol';
import { connectLedger, loadIdentity } from '@registry/gateway';
import { userFolder } from '@registry/network';
import { waitFor } from '@registry/scripts/system/waitFor';
import type { TestSystem } from '../support/system';
import { closedLoop } from './closedLoop';
import { acceptCases, fileCases, openFilingBench } from './filedCases';
import type { Figure } from './figures';

const CLIENTS = 50;
const SAMPLE = 300;
const SMALL = 1_000;
const CATCH_UP_MS = 1_800_000;

const blockHeight = async (register: TestSystem, registry: string): Promise<number> => {
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

/**
 * Files cases through the ledger port alone: chaincode, endorsement, ordering and validation as ever, but without HTTP,
 * so that a hundred thousand of them come about in minutes. Both gateways project them meanwhile.
 */
const fillLedger = async (register: TestSystem, cases: number): Promise<void> => {
  const { layout } = register.system;
  const folder = userFolder({ dir: layout.identities, org: 'zhengzhou' }, 'zhengzhou-applicant-2');
  const identity = loadIdentity(folder, 'ZhengzhouMSP');
  const ledger = connectLedger({
    connectionFile: layout.connectionFile,
    organization: 'zhengzhou',
    service: identity,
  });
  const filing = await sealedFiling(register);
  const run = `fill-${String(Date.now())}`;
  try {
    await closedLoop({ clients: CLIENTS, jobs: cases }, (index) =>
      ledger.submit({
        identity,
        contract: 'application',
        transaction: 'submit',
        request: { filing, idempotencyKey: `${run}-${String(index)}` },
      }),
    );
    await untilProjected(register, await ledger.height());
  } finally {
    ledger.close();
  }
};

const costOfCommand = async (register: TestSystem): Promise<number> => {
  const bench = await openFilingBench(register);
  const { caseIds } = await fileCases(bench, { clients: 1, jobs: SAMPLE });
  return (await acceptCases(bench, { clients: 1, caseIds })).p50;
};

/**
 * What a deciding command costs (p50 through REST, one client) with few cases and with many on the ledger.
 * @param cases how many are "many"; the limit speaks of 100,000
 */
export const measureGrowth = async (register: TestSystem, cases: number): Promise<Figure[]> => {
  await fillLedger(register, SMALL);
  await costOfCommand(register);
  const few = await costOfCommand(register);
  await fillLedger(register, cases - SMALL);
  const many = await costOfCommand(register);
  const height = await blockHeight(register, 'zhengzhou');
  return [
    { name: `accept through REST with ${String(SMALL)} cases, p50`, value: few, unit: 'ms' },
    { name: `accept through REST with ${String(cases)} cases, p50`, value: many, unit: 'ms' },
    {
      name: `cost of a command at ${String(cases)} cases by that at ${String(SMALL)}`,
      value: many / few,
      unit: '',
      limit: { kind: 'atMost', value: 1.5 },
      note: `filled through the ledger port by ${String(CLIENTS)} clients; ${String(height)} blocks`,
    },
  ];
};
