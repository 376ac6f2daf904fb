// SPDX-License-Identifier: Apache-2.0
import type { RestClient } from '../rest/restClient';
import { extend, goWithoutEvidence, publishDirectly, reassign, redraw, reject, supplement } from './branches';
import type { CommandResult, DemoCase } from './demoCase';
import type { MaterialType } from './documents/materials';
import type { FiledMaterial } from './filing';
import { storeMaterials, submit } from './intake';
import { amendAndPublishAgain, dismissObjection, upholdObjection } from './objections';
import {
  accept,
  awaitState,
  carryOn,
  carryThrough,
  command,
  refuse,
  requestCorrection,
  supplyCorrection,
} from './procedure';
import type { Route } from './product';

const FORGOTTEN: MaterialType = 'SOURCE_PROOF';

/** A case that has just been filed. */
interface Filed {
  readonly client: RestClient;
  readonly materials: readonly FiledMaterial[];
}

const filed = async (demoCase: DemoCase, left: readonly MaterialType[] = []): Promise<Filed> => {
  const { desk, dossier } = demoCase;
  const client = await desk.person(dossier.product.agent ?? dossier.product.applicant);
  const materials = await storeMaterials(demoCase, client);
  await submit(demoCase, client, { materials, left });
  return { client, materials };
};

type Steps = (demoCase: DemoCase) => Promise<CommandResult>;

const accepted =
  (goOn: (demoCase: DemoCase, filing: Filed) => Promise<CommandResult>): Steps =>
  async (demoCase) => {
    const filing = await filed(demoCase);
    await accept(demoCase, filing.materials);
    return goOn(demoCase, filing);
  };

const corrected: Steps = async (demoCase) => {
  const { client, materials } = await filed(demoCase, [FORGOTTEN]);
  await requestCorrection(demoCase, FORGOTTEN);
  for (const item of materials.filter(({ type }) => type === FORGOTTEN)) {
    await supplyCorrection(demoCase, client, item);
  }
  return carryThrough(demoCase, materials);
};

const lapsed: Steps = async (demoCase) => {
  await filed(demoCase, [FORGOTTEN]);
  await requestCorrection(demoCase, FORGOTTEN);
  return awaitState(demoCase, 'LAPSED');
};

/** Nobody decides on acceptance: silence becomes acceptance, and the case goes on. */
const deemed: Steps = async (demoCase) => {
  await filed(demoCase);
  await awaitState(demoCase, 'ACCEPTED');
  return carryOn(demoCase);
};

const refused: Steps = async (demoCase) => {
  await filed(demoCase);
  return refuse(demoCase);
};

const withdrawn: Steps = async (demoCase) => {
  const { client } = await filed(demoCase);
  return command(demoCase, client, { name: 'withdraw', form: { reason: '产品拟调整后重新申请。' }, words: '撤回申请' });
};

const ROUTE_STEPS: Record<Route, Steps> = {
  straight: accepted(carryOn),
  corrected,
  lapsed,
  deemed,
  refused,
  supplemented: accepted((demoCase, { client }) => supplement(demoCase, client)),
  unsupplied: accepted(goWithoutEvidence),
  reassigned: accepted(reassign),
  redrawn: accepted(redraw),
  extended: accepted(extend),
  rejected: accepted(reject),
  withdrawn,
  direct: accepted(publishDirectly),
  dismissed: accepted(dismissObjection),
  amended: accepted(amendAndPublishAgain),
  upheld: accepted(upholdObjection),
};

/** Where a case of that route must end. */
export const EXPECTED_END: Record<Route, string> = {
  straight: 'REGISTERED',
  corrected: 'REGISTERED',
  lapsed: 'LAPSED',
  deemed: 'REGISTERED',
  refused: 'NOT_ACCEPTED',
  supplemented: 'REGISTERED',
  unsupplied: 'TERMINATED',
  reassigned: 'REGISTERED',
  redrawn: 'REGISTERED',
  extended: 'REGISTERED',
  rejected: 'REJECTED',
  withdrawn: 'WITHDRAWN',
  direct: 'NOTICE',
  dismissed: 'REGISTERED',
  amended: 'REGISTERED',
  upheld: 'REJECTED',
};

/** Carries a case along its route to the end. */
export const travel = (demoCase: DemoCase): Promise<CommandResult> =>
  ROUTE_STEPS[demoCase.dossier.product.route](demoCase);
