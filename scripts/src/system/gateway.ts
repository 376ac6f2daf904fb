// SPDX-License-Identifier: Apache-2.0
import type { Organization } from '@registry/network';
import { bareEnvironment } from './engine';
import type { Layout } from './layout';
import { programOf } from './layout';
import { lastLines, startProcess } from './process';
import type { RunningProcess } from './process';
import { waitFor } from './waitFor';

export interface GatewayPlace {
  readonly layout: Layout;
  readonly topologyFile: string;
  /** Settings beyond those that follow from the layout, by the names of the gateway's configuration. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A first start makes a database, which takes its time on a machine that does other things too. */
const READY_MS = 180_000;

export const addressOf = ({ name, gateway }: Organization): string => {
  if (!gateway) throw new Error(`The organization ${name} runs no gateway.`);
  return `http://${gateway.host}:${gateway.port}`;
};

const environmentOf = (organization: Organization, place: GatewayPlace): Record<string, string> => ({
  ...bareEnvironment(),
  ORGANIZATION: organization.name,
  HTTP_HOST: organization.gateway?.host ?? '',
  HTTP_PORT: String(organization.gateway?.port ?? ''),
  DATA_DIR: place.layout.gateway(organization.name),
  TOPOLOGY_FILE: place.topologyFile,
  IDENTITIES_DIR: place.layout.identities,
  CONNECTION_FILE: place.layout.connectionFile,
  KEK_FILE: place.layout.keyFile(organization.name),
  ...(organization.kind === 'registry' && { COMPARISON_KEY_FILE: place.layout.comparisonKeyFile }),
  ...place.settings,
});

/** Starts one organization's gateway as a process, without waiting for it. */
export const startGatewayProcess = (organization: Organization, place: GatewayPlace): RunningProcess =>
  startProcess({
    name: `gateway of ${organization.name}`,
    script: programOf('gateway', 'main.js'),
    parameters: [],
    env: environmentOf(organization, place),
    logFile: place.layout.logFile(`gateway-${organization.name}`),
  });

const isReady = async (url: string): Promise<true | undefined> => {
  try {
    return (await fetch(`${url}/readyz`)).ok ? true : undefined;
  } catch {
    // Nobody listens yet: the question is asked again, and a process that has ended is told apart below.
    return undefined;
  }
};

/** Waits until a gateway can serve. @throws Error with its last words where it ends, or where it takes too long */
export const gatewayReady = (gateway: RunningProcess, url: string): Promise<true> =>
  waitFor(
    async () => {
      if (!gateway.hasEnded()) return isReady(url);
      throw new Error(`The ${gateway.name} did not start (${gateway.logFile}):\n${await lastLines(gateway.logFile)}`);
    },
    { what: `The ${gateway.name}`, timeoutMs: READY_MS },
  );
