// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Config } from './config';
import { Courier } from './correspondence/courier';
import { newServing } from './correspondence/serve';
import { newCredentials, type Credentials } from './credentials/credentials';
import { connectLedger, type ConnectOptions } from './ledger/connectLedger';
import type { LedgerPort } from './ledger/port';
import type { Check } from './observability/health';
import type { GatewayMetrics } from './observability/metrics';
import { observedLedger } from './observability/observedLedger';
import type { Data } from './composeData';
import { issuedBy, newSigning } from './composeSigning';
import { watchWrites } from './observability/writeHealth';
import { Partners } from './partners/partners';
import { readPartnersFile } from './partners/partnersFile';
import type { PartnerListen } from './partners/partnersFile';
import { newProjectionMetrics } from './projections/metrics';
import { Projector } from './projections/projector';
import { Scheduler } from './scheduler/scheduler';
import { systemClock } from './scheduler/systemClock';
import type { Sealing } from './sealing/port';
import { newSealing } from './sealing/sealing';
import { Sweeper } from './sealing/sweeper';
import type { RegistryKeys } from './signing/registryKeys';
import { newSketchKey } from './sketch/sketchKey';
import type { SketchKey } from './sketch/sketchKey';
import { openVault } from './vault/diskVault';
import { readSharedKey } from './vault/keyFile';
import type { Vault } from './vault/port';
import { followCustody } from './wallet/custody';
import { importUsers } from './wallet/importUsers';
import { LoginAttempts } from './wallet/loginAttempts';
import { People } from './wallet/people';
import { readServiceIdentity } from './wallet/serviceIdentity';
import { Sessions } from './wallet/sessions';
import { organizationNamed, readTopology, type Organization, type Topology } from './wallet/topology';

/** Everything that works behind the routes. */
export interface Services {
  readonly organization: Organization;
  readonly topology: Topology;
  readonly ledger: LedgerPort;
  readonly vault: Vault;
  readonly sealing: Sealing;
  readonly sessions: Sessions;
  readonly projector: Projector;
  /** Absent where the organization has no clock identity. */
  readonly scheduler?: Scheduler;
  /** Serves what the registry decided; absent where the organization has no clock identity. */
  readonly courier?: Courier;
  /** What it signs with; absent where it has no clock identity. */
  readonly keys?: RegistryKeys;
  /** What it issues of its certificates; absent where it signs none. */
  readonly credentials?: Credentials;
  /** The ledgers of other consortia; absent where none are configured. */
  readonly partners?: Partners;
  readonly partnerListen?: PartnerListen;
  /** Under which names it issues. */
  readonly issuing: ReturnType<typeof issuedBy>;
  readonly sweeper: Sweeper;
  readonly checks: Readonly<Record<string, Check>>;
  /** Where the passwords are, if they were issued now. */
  readonly userFile: string | undefined;
}

export interface ServiceParts {
  readonly config: Config;
  readonly data: Data;
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
}

/** A read model that is further behind than this answers for the past. */
const MAX_LAG = 20;

/** By whom the chaincode's policy asks to be endorsed. */
function endorsersOf({ chaincode, organizations }: Topology): ConnectOptions['endorsers'] & object {
  const { threshold, organizations: names } = chaincode.endorsement;
  const mspIds = organizations.filter(({ name }) => names.includes(name)).map(({ mspId }) => mspId);
  return { mspIds, threshold };
}

function connect({ config, log, metrics }: ServiceParts, topology: Topology, { mspId }: Organization): LedgerPort {
  const { ORGANIZATION: organization, CONNECTION_FILE: connectionFile } = config;
  const ledger = connectLedger({
    connectionFile,
    organization,
    client: config.LEDGER_CLIENT,
    endorsers: endorsersOf(topology),
    channel: topology.channel,
    chaincode: topology.chaincode.name,
    ...readServiceIdentity(config.IDENTITIES_DIR, organization, mspId),
    limits: { running: config.LEDGER_MAX_RUNNING, waiting: config.LEDGER_MAX_WAITING },
    deadlines: { commitStatus: config.COMMIT_TIMEOUT_SECONDS * 1_000 },
    onLostStream: (err) => {
      metrics.lostStreams.inc();
      log.warn({ err }, 'the block stream broke off and is opened again');
    },
    custody: followCustody(config.TOPOLOGY_FILE, config.IDENTITIES_DIR),
    onLeftOut: (left) => {
      metrics.recordsLeftOut.inc({ reason: left.reason });
      log.warn(left, 'a record on the ledger is not believed');
    },
  });
  return observedLedger(ledger, metrics);
}

function newChecks({ data }: ServiceParts, ledger: LedgerPort, projector: Projector): Services['checks'] {
  return {
    database: async () => {
      await sql`select 1`.execute(data.database);
    },
    ledger: async () => {
      await ledger.height();
    },
    projection: async () => {
      if (projector.failure) throw projector.failure;
      if ((await projector.lag()) > MAX_LAG) throw new Error('The read models are behind the ledger');
    },
  };
}

function newSessions({ config, data }: ServiceParts, people: People): Sessions {
  const limits = { failures: config.LOGIN_FAILURES, pauseSeconds: config.LOGIN_PAUSE_SECONDS };
  const attempts = new LoginAttempts(limits);
  return new Sessions({ database: data.database, people, attempts, hours: config.SESSION_HOURS });
}

/** Without a key shared with others, one of its own: then only what was filed here can be compared. */
const sketchKeyOf = ({ COMPARISON_KEY_FILE: file }: Config, keyring: Data['keyring']): SketchKey =>
  newSketchKey(
    file === undefined ? Buffer.from(keyring.digest('comparison', Buffer.alloc(0)), 'hex') : readSharedKey(file),
  );

interface ClockParts {
  readonly ledger: LedgerPort;
  readonly sealing: Sealing;
  readonly people: People;
  readonly organization: Organization;
}

/** What a registry does by itself, under the identity of its clock: time rules, and serving what was decided. */
async function newClockwork(
  { data, log }: ServiceParts,
  { ledger, sealing, people, organization }: ClockParts,
): Promise<Pick<Services, 'scheduler' | 'courier'>> {
  const caller = await people.clockOf(organization.name);
  if (!caller) return {};
  const { database } = data;
  const common = { database, registryUscc: organization.uscc, clock: systemClock, logger: log };
  const { identity } = caller;
  return {
    scheduler: new Scheduler({ ...common, ledger, identity }),
    courier: new Courier({ ...common, serve: newServing({ ...data, sealing, caller }) }),
  };
}

function newPartners({ config, data, log }: ServiceParts): Pick<Services, 'partners' | 'partnerListen'> {
  if (config.PARTNERS_FILE === undefined) return {};
  const settings = readPartnersFile(config.PARTNERS_FILE);
  const { database } = data;
  const seconds = config.PARTNER_SECONDS;
  const partners = new Partners({ database, settings, clock: systemClock, logger: log, seconds });
  return { partners, ...(settings.listen && { partnerListen: settings.listen }) };
}

function newSweeper({ data: { database }, log }: ServiceParts, projector: Projector): Sweeper {
  const isCurrent = async (): Promise<boolean> => !projector.failure && (await projector.lag()) === 0;
  return new Sweeper({ database, isCurrent, clock: systemClock, logger: log });
}

function issuePasswords({ config, data }: ServiceParts, topology: Topology): Promise<string | undefined> {
  return importUsers({
    ...data,
    topology,
    organization: config.ORGANIZATION,
    identitiesDir: config.IDENTITIES_DIR,
    userFile: join(config.DATA_DIR, 'users.json'),
  });
}

/**
 * Builds the services on opened data; nothing runs yet.
 *
 * @throws TopologyUnusable, IdentityUnusable, ConnectionUnusable, PartnersFileUnusable
 */
export async function newServices(parts: ServiceParts): Promise<Services> {
  const { config, data, log, metrics } = parts;
  const { database, keyring } = data;
  const topology = readTopology(config.TOPOLOGY_FILE);
  const organization = organizationNamed(topology, config.ORGANIZATION);
  const userFile = await issuePasswords(parts, topology);
  const people = new People({ database, keyring });
  const folder = join(config.DATA_DIR, 'vault');
  const sketchKey = sketchKeyOf(config, keyring);
  const vault = await openVault({ database, keyring, folder, maxBytes: config.MAX_MATERIAL_BYTES, sketchKey });
  const { ledger, check: writes } = watchWrites(connect(parts, topology, organization));
  const projector = new Projector({ database, ledger, logger: log, metrics: newProjectionMetrics(metrics.registry) });
  const { signing, keys } = await newSigning(data, { ledger, people, organization });
  const sealing = newSealing({ database, keyring, ledger: signing });
  const issuing = issuedBy(config, topology, organization);
  const credentials = keys && newCredentials({ ...issuing, ...data, sealing, keys });
  const clockwork = await newClockwork(parts, { ledger, sealing, people, organization });
  return {
    organization,
    topology,
    ledger,
    vault,
    sealing,
    sessions: newSessions(parts, people),
    projector,
    ...clockwork,
    ...newPartners(parts),
    ...(keys && { keys }),
    ...(credentials && { credentials }),
    issuing,
    sweeper: newSweeper(parts, projector),
    checks: { ...newChecks(parts, ledger, projector), writes },
    userFile,
  };
}
