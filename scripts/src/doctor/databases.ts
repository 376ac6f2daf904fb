// SPDX-License-Identifier: Apache-2.0
import { inspectDatabase } from '@registry/gateway';
import type { DatabaseInspection } from '@registry/gateway';
import { failed, idle, well } from './finding';
import type { Finding, Layer } from './finding';
import type { Presence } from './presence';
import type { RegisterPlace } from './registerPlace';

const RESTART = 'See the gateway’s log. Read models are rebuilt from the ledger; sessions, users and drafts are not.';
const REMEDY = {
  folder: 'Restore the gateway’s folder from a backup.',
  server: 'See that the server runs, and that DATABASE_URL and DATABASE_PASSWORD_FILE are right.',
} as const;

/** What a gateway checks itself, by the layer that it stands for. */
const CHECKS: Readonly<Record<string, Layer>> = { database: 'database', projection: 'database', ledger: 'channel' };
const WORDS: Readonly<Record<string, string>> = {
  database: 'cannot use its database',
  projection: 'has read models that stand still or are behind the ledger',
  ledger: 'cannot reach the ledger',
};

/** A gateway that runs says of itself what fails. */
const ofRunning = ({ name, gateway }: Presence): Finding[] => {
  const failing = Object.entries(gateway?.checks ?? {}).filter(([, outcome]) => outcome !== 'ok');
  if (failing.length === 0) return [well('database', { subject: name, says: 'database and read models are well' })];
  return failing.map(([check]) =>
    failed(CHECKS[check] ?? 'database', { subject: name, says: WORDS[check] ?? check, remedy: RESTART }),
  );
};

const findingOf = (subject: string, found: DatabaseInspection, remedy: string): Finding => {
  switch (found.state) {
    case 'absent':
      return idle('database', { subject, says: 'is made at the first start' });
    case 'inUse':
      return idle('database', { subject, says: 'is open in a gateway that does not answer yet' });
    case 'answers':
      return well('database', { subject, says: 'answers' });
    case 'unusable':
      return failed('database', { subject, says: found.problem, remedy });
  }
};

const ofStopped = async ({ organization }: Presence, { layout }: RegisterPlace): Promise<Finding[]> => {
  const settings = {
    DATA_DIR: layout.gateway(organization),
    DATABASE_URL: undefined,
    DATABASE_PASSWORD_FILE: undefined,
  };
  return [findingOf(`the database of gateway.${organization}`, await inspectDatabase(settings), REMEDY.folder)];
};

/** A server that this environment names, as it would name it to a gateway. */
const ofServer = async ({ DATABASE_URL, DATABASE_PASSWORD_FILE }: NodeJS.ProcessEnv): Promise<Finding[]> => {
  if (!DATABASE_URL) return [];
  const settings = { DATA_DIR: '', DATABASE_URL, DATABASE_PASSWORD_FILE: DATABASE_PASSWORD_FILE || undefined };
  return [findingOf('the server of DATABASE_URL', await inspectDatabase(settings), REMEDY.server)];
};

/** Every gateway's database: as the gateway tells where it runs, or opened where it does not. */
export const checkDatabases = async (place: RegisterPlace, all: readonly Presence[]): Promise<Finding[]> => {
  const gateways = all.filter(({ kind }) => kind === 'gateway');
  const own = gateways.map((one) =>
    one.listening === 'ours' ? Promise.resolve(ofRunning(one)) : ofStopped(one, place),
  );
  return [...(await Promise.all(own)).flat(), ...(await ofServer(process.env))];
};
