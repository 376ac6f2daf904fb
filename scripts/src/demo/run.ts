// SPDX-License-Identifier: Apache-2.0
import type { Topology } from '@registry/network';
import type { CommandResult, DemoCase } from './demoCase';
import { DEMO_PRODUCTS } from './demoProducts';
import { openDesk } from './desk';
import type { Desk, GatewayDoor } from './desk';
import { openDossier } from './dossier';
import type { Upstream } from './dossier';
import type { DemoProduct } from './product';
import { EXPECTED_END, travel } from './routes';

const NONE = '–';

/** How a case of the demonstration ended. */
export interface Outcome {
  readonly key: string;
  readonly dataName: string;
  readonly registry: string;
  readonly caseId: string;
  readonly state: string;
  readonly expected: string;
  readonly certificateNumber: string;
  readonly block: string;
  readonly transactionId: string;
  /** What went wrong, where something did. */
  readonly problem?: string;
}

export interface DemoRun {
  readonly topology: Topology;
  readonly doors: readonly GatewayDoor[];
  readonly profileId: string;
  /** Those of the demonstration, or fewer. */
  readonly products?: readonly DemoProduct[];
  readonly say: (line: string) => void;
}

/** One product of a run, with what came of those before it. */
interface ProductRun extends DemoRun {
  readonly product: DemoProduct;
  readonly outcomes: readonly Outcome[];
}

/** Today's civil date in Shanghai (UTC+8 all year), as filings count it. */
export const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** What the ledger said last, or that it never said anything. */
const ledgerWords = (
  last: CommandResult | undefined,
): Pick<Outcome, 'caseId' | 'state' | 'certificateNumber' | 'block' | 'transactionId'> => {
  if (!last) return { caseId: NONE, state: NONE, certificateNumber: NONE, block: NONE, transactionId: NONE };
  const { caseId, state, certificateNumber = NONE, blockNumber, transactionId } = last;
  return { caseId, state, certificateNumber, block: String(blockNumber), transactionId };
};

const outcomeOf = ({ last, dossier }: DemoCase, problem?: string): Outcome => ({
  key: dossier.product.key,
  dataName: dossier.product.description.dataName,
  registry: dossier.product.registry,
  expected: EXPECTED_END[dossier.product.route],
  ...ledgerWords(last),
  ...(problem === undefined ? {} : { problem }),
});

/** A case that fails does not keep the others from being shown; its outcome says what happened. */
const runCase = async (demoCase: DemoCase): Promise<Outcome> => {
  try {
    await travel(demoCase);
    return outcomeOf(demoCase);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    demoCase.say(`!! ${problem}`);
    return outcomeOf(demoCase, problem);
  }
};

/** The certificates of the products that one is made from. @throws Error where one of them was not registered */
const upstreamOf = (product: DemoProduct, outcomes: readonly Outcome[]): Upstream[] =>
  (product.derivedFrom ?? []).map((key) => {
    const { certificateNumber = NONE, dataName = '' } = outcomes.find((one) => one.key === key) ?? {};
    if (certificateNumber === NONE)
      throw new Error(`The ${key}, which the ${product.key} is made from, has no certificate.`);
    return { certificateNumber, dataName };
  });

const caseOf = async (run: ProductRun, desk: Desk): Promise<DemoCase> => ({
  dossier: { ...(await openDossier(run.product, today())), upstream: upstreamOf(run.product, run.outcomes) },
  desk,
  profileId: run.product.profileId ?? run.profileId,
  say: (line) => {
    run.say(`[${run.product.key}] ${line}`);
  },
});

const runProduct = async (run: ProductRun, desk: Desk | undefined): Promise<Outcome> => {
  const { product } = run;
  if (!desk) throw new Error(`No gateway of ${product.registry} is known.`);
  run.say('');
  run.say(`[${product.key}] ${product.description.dataName} (${product.route}, ${product.registry})`);
  return runCase(await caseOf(run, desk));
};

/** Carries every product through the procedure, one after the other. */
export const runDemo = async (run: DemoRun): Promise<Outcome[]> => {
  const desks = new Map(run.doors.map((door) => [door.name, openDesk(run.topology, door)]));
  const outcomes: Outcome[] = [];
  for (const product of run.products ?? DEMO_PRODUCTS) {
    outcomes.push(await runProduct({ ...run, product, outcomes }, desks.get(product.registry)));
  }
  return outcomes;
};

/** Whether a case ended where it was meant to. */
export const isAsExpected = ({ state, expected, problem }: Outcome): boolean =>
  problem === undefined && state === expected;
