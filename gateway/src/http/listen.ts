// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answerBroken } from './brokenRequests';

/** An upload of the largest file over a slow line takes this long, in milliseconds. */
const REQUEST_TIMEOUT = 3_600_000;
const MAX_CONNECTIONS = 2_000;
/** Requests that are under way get this long to end, in milliseconds. */
const DRAIN = 10_000;

export interface Listener {
  /** The port that it listens on. */
  readonly port: number;
  /** Takes no new request, lets running ones end, then cuts what is left. */
  close(): Promise<void>;
}

async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const patience = new AbortController();
  const cut = delay(DRAIN, undefined, { signal: patience.signal, ref: false }).then(
    () => {
      server.closeAllConnections();
    },
    () => undefined,
  );
  await closed;
  patience.abort();
  await cut;
}

interface Place {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

async function listenWith(server: Server, { host, port }: Place): Promise<Listener> {
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', answerBroken);
  server.listen(port, host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => drain(server) };
}

/**
 * Listens for HTTP.
 *
 * @param port - 0 takes a free one
 * @throws Error of the socket, such as EADDRINUSE
 */
export const listen = (app: RequestListener, host: string, port: number): Promise<Listener> =>
  listenWith(createServer({ requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: 65_000 }, app), { host, port });

/** With what it shows who it is, and whose clients it lets in; PEM. */
export interface MutualTls {
  readonly certificate: string;
  readonly key: string;
  readonly clientCa: string;
}

/** Who asks a partner asks for little. */
const PARTNER_TIMEOUT = 30_000;

/**
 * Listens for HTTPS from those alone whose certificate stands under one of some authorities.
 *
 * @throws Error of the socket, or of a certificate that does not do
 */
export const listenMutual = (
  app: RequestListener,
  place: Place,
  { certificate, key, clientCa }: MutualTls,
): Promise<Listener> => {
  const options: ServerOptions = {
    ...{ cert: certificate, key, ca: clientCa },
    ...{ requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' },
    requestTimeout: PARTNER_TIMEOUT,
  };
  return listenWith(createTlsServer(options, app), place);
};
