// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { userInfo } from 'node:os';
import { approvedPackage } from '../chaincode/definitions';
import { labelOf } from '../chaincode/chaincodePackage';
import { FabricError } from '../fabricError';
import type { FabricPlace } from '../place';
import { firstPeers } from '../tools/admin';

/** What the compose file leaves open, because it differs from machine to machine and from deployment to deployment. */
export const COMPOSE_VARIABLES = {
  network: 'REGISTRY_NETWORK',
  home: 'REGISTRY_HOME',
  user: 'REGISTRY_USER',
  label: 'CHAINCODE_LABEL',
  hash: 'CHAINCODE_HASH',
} as const;

/** The project's folder, from the sources as from the compiled files. */
export const HOME = resolve(__dirname, '..', '..', '..', '..');

/**
 * The values of the variables for a network that runs, as the text of an `--env-file`.
 *
 * @throws FabricError NOT_STARTED where no chaincode serves yet; TOOL_FAILED
 */
export async function variablesOf(place: FabricPlace): Promise<string> {
  const [first] = firstPeers(place);
  const packageId = first && (await approvedPackage(place, first.organization.name));
  if (!packageId) throw new FabricError('NOT_STARTED', 'No chaincode serves yet: "npm run network:up" deploys it.');
  const label = labelOf(packageId);
  const { uid, gid } = userInfo();
  const values = {
    [COMPOSE_VARIABLES.network]: place.layout.root,
    [COMPOSE_VARIABLES.home]: HOME,
    [COMPOSE_VARIABLES.user]: `${uid}:${gid}`,
    [COMPOSE_VARIABLES.label]: label,
    [COMPOSE_VARIABLES.hash]: packageId.slice(label.length + 1),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
