// SPDX-License-Identifier: Apache-2.0
import type { Express } from 'express';
import type { Logger } from 'pino';
import { newApp } from './app';
import type { Config } from './config';
import { listen, listenMutual } from './http/listen';
import type { Listener } from './http/listen';
import { newLog } from './observability/log';
import { newMetrics } from './observability/metrics';
import { openData, type Data } from './composeData';
import { newOperations, type Operations } from './composeOperations';
import { newServices, type ServiceParts, type Services } from './composeServices';
import type { PartnerListen } from './partners/partnersFile';
import { partnerApp } from './partners/servePartners';

/** A gateway that is put together but does not listen yet. */
export interface Gateway {
  readonly app: Express;
  /** What partners are shown, and where; absent where this gateway shows them nothing. */
  readonly partnerDoor?: { readonly app: Express; readonly listen: PartnerListen };
  readonly userFile: string | undefined;
  /** Begins to follow the ledger and to execute time rules. */
  start(): Promise<void>;
  /** Ends what `start` began, then closes the ledger and the data. */
  stop(): Promise<void>;
}

async function stop({ courier, scheduler, sweeper, partners, projector, ledger }: Services, data: Data): Promise<void> {
  await partners?.stop();
  await sweeper.stop();
  await courier?.stop();
  await scheduler?.stop();
  await projector.stop();
  ledger.close();
  await data.close();
}

/** Where nothing is signed there is nothing to show. */
const partnerDoorOf = (
  { config, log, data }: Pick<ServiceParts, 'config' | 'log' | 'data'>,
  { credentials, partnerListen, topology }: Services,
  { lists }: Operations,
): Pick<Gateway, 'partnerDoor'> => {
  if (!credentials || !lists || !partnerListen) return {};
  const { database } = data;
  const requests = config.REQUESTS_PER_ADDRESS;
  const app = partnerApp({ database, channel: topology.channel, credentials, lists, log, requests });
  return { partnerDoor: { app, listen: partnerListen } };
};

async function build(config: Config, log: Logger, data: Data): Promise<Gateway> {
  const metrics = newMetrics();
  const services = await newServices({ config, data, log, metrics });
  const operations = newOperations({ config, data, metrics, services });
  return {
    app: newApp({ config, log, metrics, services, operations }),
    userFile: services.userFile,
    ...partnerDoorOf({ config, log, data }, services, operations),
    start: async () => {
      await services.sessions.sweep();
      await services.projector.start();
      services.scheduler?.start();
      services.courier?.start();
      services.sweeper.start();
      services.partners?.start();
    },
    stop: () => stop(services, data),
  };
}

/**
 * Puts a gateway together: settings → data → services → app.
 *
 * @throws what opening the data or building the services throws; nothing stays open
 */
export async function compose(config: Config, log: Logger): Promise<Gateway> {
  const data = await openData(config, log);
  try {
    return await build(config, log, data);
  } catch (error) {
    await data.close();
    throw error;
  }
}

export interface RunningGateway {
  readonly url: string;
  /** The file with the passwords, if they were issued at this start. */
  readonly userFile: string | undefined;
  /** Lets running requests end, then stops everything. */
  close(): Promise<void>;
}

const urlOf = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

async function openPartnerDoor({ partnerDoor }: Gateway, log: Logger): Promise<Listener[]> {
  if (partnerDoor === undefined) return [];
  const { app, listen: place } = partnerDoor;
  const listener = await listenMutual(app, place, place);
  log.info({ host: place.host, port: listener.port }, 'partners are listened to');
  return [listener];
}

/**
 * Starts one organization's gateway and listens.
 *
 * @param log - the gateway's own unless a program that starts several gives one
 * @throws what composing throws, and EADDRINUSE; nothing stays open
 */
export async function startGateway(config: Config, log: Logger = newLogOf(config)): Promise<RunningGateway> {
  const gateway = await compose(config, log);
  const opened: Listener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((listener) => listener.close()));
    await gateway.stop();
  };
  try {
    await gateway.start();
    opened.push(...(await openPartnerDoor(gateway, log)));
    const listener = await listen(gateway.app, config.HTTP_HOST, config.HTTP_PORT);
    opened.push(listener);
    const url = urlOf(config.HTTP_HOST, listener.port);
    log.info({ url, userFile: gateway.userFile }, 'the gateway listens');
    return { url, userFile: gateway.userFile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const newLogOf = (config: Config): Logger => newLog({ level: config.LOG_LEVEL, organization: config.ORGANIZATION });
