// SPDX-License-Identifier: Apache-2.0
import { failed, idle, well } from './finding';
import type { Finding, Layer } from './finding';
import { gatewaysRun, networkRuns } from './presence';
import type { Presence } from './presence';
import type { RegisterPlace } from './registerPlace';

const STARTS = {
  embedded: { network: 'npm start', gateways: 'npm start' },
  fabric: { network: 'npm run network:up', gateways: 'npm run start:fabric' },
} as const;

const addressesOf = ({ addresses }: Presence): string =>
  addresses.map(({ host, port }) => `${host}:${String(port)}`).join(', ');

/** A chaincode server that does not answer is a trouble of that layer; whoever takes an address is one of ports. */
const layerOf = ({ kind, listening }: Presence): Layer =>
  kind === 'chaincode server' && listening !== 'stranger' ? 'chaincode' : 'port';

interface Setting {
  /** Whether its neighbours run, so that it should too. */
  readonly shouldRun: boolean;
  readonly start: string;
  readonly logs: string;
}

const closedFinding = (presence: Presence, { shouldRun, start, logs }: Setting): Finding => {
  const layer = layerOf(presence);
  const subject = presence.name;
  if (!shouldRun) return idle(layer, { subject, says: `does not run; ${addressesOf(presence)} is free` });
  const says = `does not listen at ${addressesOf(presence)}, though others of the register run`;
  return failed(layer, { subject, says, remedy: `Start it again with "${start}"; why it ended stands in ${logs}.` });
};

const findingOf = (presence: Presence, setting: Setting): Finding => {
  const layer = layerOf(presence);
  const subject = presence.name;
  const where = addressesOf(presence);
  switch (presence.listening) {
    case 'ours':
      return well(layer, { subject, says: `answers at ${where}` });
    case 'closed':
      return closedFinding(presence, setting);
    case 'stranger':
      return failed(layer, {
        subject,
        says: `somebody else listens at ${where}`,
        remedy: 'Stop that program ("ss -ltnp" names it), or change the ports in the topology of a new register.',
      });
    case 'silent':
      return failed(layer, {
        subject,
        says: `takes connections at ${where} and says nothing: its process hangs or was stopped`,
        remedy: `Let it go on (SIGCONT), or end it and start it again with "${setting.start}".`,
      });
  }
};

/** Who listens where the register's processes should. */
export const checkPorts = ({ engine, layout }: RegisterPlace, all: readonly Presence[]): Finding[] => {
  const starts = STARTS[engine];
  const network = engine === 'fabric' ? `${layout.network}/fabric/logs` : `${layout.root}/logs`;
  const gateway = { shouldRun: gatewaysRun(all), start: starts.gateways, logs: `${layout.root}/logs` };
  const node = { shouldRun: networkRuns(all) || gatewaysRun(all), start: starts.network, logs: network };
  return all.map((presence) => findingOf(presence, presence.kind === 'gateway' ? gateway : node));
};
