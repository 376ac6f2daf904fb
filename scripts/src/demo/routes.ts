// SPDX-License-Identifier: Apache-2.0
import type { RestClient } from '../rest/restClient';
import type { CommandResult, DemoCase } from './demoCase';
import type { MaterialType } from './documents/materials';
import { storeMaterials, submit } from './intake';
import { carryThrough, refuse, requestCorrection, supplyCorrection } from './procedure';
import type { Route } from './product';

const FORGOTTEN: MaterialType = 'SOURCE_PROOF';

const filer = ({ desk, dossier }: DemoCase): Promise<RestClient> =>
  desk.person(dossier.product.agent ?? dossier.product.applicant);

const straight = async (demoCase: DemoCase): Promise<CommandResult> => {
  const client = await filer(demoCase);
  const materials = await storeMaterials(demoCase, client);
  await submit(demoCase, client, { materials, left: [] });
  return carryThrough(demoCase, materials);
};

const corrected = async (demoCase: DemoCase): Promise<CommandResult> => {
  const client = await filer(demoCase);
  const materials = await storeMaterials(demoCase, client);
  await submit(demoCase, client, { materials, left: [FORGOTTEN] });
  await requestCorrection(demoCase, FORGOTTEN);
  for (const item of materials.filter(({ type }) => type === FORGOTTEN)) {
    await supplyCorrection(demoCase, client, item);
  }
  return carryThrough(demoCase, materials);
};

const refused = async (demoCase: DemoCase): Promise<CommandResult> => {
  const client = await filer(demoCase);
  const materials = await storeMaterials(demoCase, client);
  await submit(demoCase, client, { materials, left: [] });
  return refuse(demoCase);
};

const ROUTE_STEPS: Record<Route, (demoCase: DemoCase) => Promise<CommandResult>> = { straight, corrected, refused };

/** Where a case of that route must end. */
export const EXPECTED_END: Record<Route, string> = {
  straight: 'REGISTERED',
  corrected: 'REGISTERED',
  refused: 'NOT_ACCEPTED',
};

/** Carries a case along its route to the end. */
export const travel = (demoCase: DemoCase): Promise<CommandResult> =>
  ROUTE_STEPS[demoCase.dossier.product.route](demoCase);
