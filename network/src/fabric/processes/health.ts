// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TlsPaths } from '../config/tlsFiles';

const ANSWER_MS = 2_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** What its clock says, by the header `date`; invalid where there is none. */
  readonly date: Date;
}

export interface Question {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The organization's own: it shows that we belong to it, and whose server we trust. */
  readonly tls: TlsPaths;
}

/** Asks a node's operations or administration listener; undefined where nobody answers in time. */
export function ask({ host, port, path, tls }: Question): Promise<Answer | undefined> {
  const [ca, cert, key] = [tls.root, tls.certificate, tls.privateKey].map((file) => readFileSync(file));
  return new Promise((resolve) => {
    // An address may not be sent as the name of a server (RFC 6066); certificates hold both.
    const options = { host, port, path, ca, cert, key, servername: 'localhost', timeout: ANSWER_MS, agent: false };
    const call = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, body, date: new Date(response.headers.date ?? Number.NaN) });
      });
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => {
      resolve(undefined);
    });
    call.end();
  });
}

/** How a process answers: as it should, as one that is not well, or not at all, as one that hangs. */
export type Condition = 'WELL' | 'NOT_WELL' | 'SILENT';

/** What a node's `/healthz` says. */
export async function conditionOf(listener: Omit<Question, 'path'>): Promise<Condition> {
  const answer = await ask({ ...listener, path: '/healthz' });
  if (answer === undefined) return 'SILENT';
  return answer.status === 200 ? 'WELL' : 'NOT_WELL';
}

/**
 * Whether a TLS server shakes hands. For one that has no health to ask for: the system accepts connections for a process
 * that hangs, the handshake takes the process itself.
 */
export function handshakeWith({ host, port, tls }: Omit<Question, 'path'>): Promise<Condition> {
  const [ca, cert, key] = [tls.root, tls.certificate, tls.privateKey].map((file) => readFileSync(file));
  return new Promise((resolve) => {
    // As gRPC does, which is what answers.
    const secured = { ca, cert, key, servername: 'localhost', ALPNProtocols: ['h2'] };
    const socket = connectTls({ host, port, timeout: ANSWER_MS, ...secured });
    const answer = (condition: Condition) => (): void => {
      socket.destroy();
      resolve(condition);
    };
    socket.once('secureConnect', answer('WELL'));
    socket.once('error', answer('SILENT'));
    socket.once('timeout', answer('SILENT'));
  });
}

/** Whether somebody accepts connections. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_MS });
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
    socket.once('timeout', answer(false));
  });
}
