// SPDX-License-Identifier: Apache-2.0
import type { Express } from 'express';
import type { Logger } from 'pino';
import { newApp } from './app';
import type { Config } from './config';
import { listen } from './http/listen';
import { newLog } from './observability/log';
import { newMetrics } from './observability/metrics';
import { openData, type Data } from './composeData';
import { newOperations } from './composeOperations';
import { newServices, type Services } from './composeServices';

/** A gateway that is put together but does not listen yet. */
export interface Gateway {
  readonly app: Express;
  readonly userFile: string | undefined;
  /** Begins to follow the ledger and to execute time rules. */
  start(): Promise<void>;
  /** Ends what `start` began, then closes the ledger and the data. */
  stop(): Promise<void>;
}

async function stop({ courier, scheduler, sweeper, projector, ledger }: Services, data: Data): Promise<void> {
  await sweeper.stop();
  await courier?.stop();
  await scheduler?.stop();
  await projector.stop();
  ledger.close();
  await data.close();
}

async function build(config: Config, log: Logger, data: Data): Promise<Gateway> {
  const metrics = newMetrics();
  const services = await newServices({ config, data, log, metrics });
  const operations = newOperations({ config, data, metrics, services });
  return {
    app: newApp({ config, log, metrics, services, operations }),
    userFile: services.userFile,
    start: async () => {
      await services.sessions.sweep();
      await services.projector.start();
      services.scheduler?.start();
      services.courier?.start();
      services.sweeper.start();
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

/**
 * Starts one organization's gateway and listens.
 *
 * @param log - the gateway's own unless a program that starts several gives one
 * @throws what composing throws, and EADDRINUSE; nothing stays open
 */
export async function startGateway(config: Config, log: Logger = newLogOf(config)): Promise<RunningGateway> {
  const gateway = await compose(config, log);
  try {
    await gateway.start();
    const listener = await listen(gateway.app, config.HTTP_HOST, config.HTTP_PORT);
    const url = urlOf(config.HTTP_HOST, listener.port);
    log.info({ url, userFile: gateway.userFile }, 'the gateway listens');
    const close = async (): Promise<void> => {
      await listener.close();
      await gateway.stop();
    };
    return { url, userFile: gateway.userFile, close };
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

const newLogOf = (config: Config): Logger => newLog({ level: config.LOG_LEVEL, organization: config.ORGANIZATION });
