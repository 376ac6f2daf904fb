// SPDX-License-Identifier: Apache-2.0
import { request } from 'node:https';
import { readTlsIdentity, userFolder } from '@registry/network';
import { ANSWER_MS } from './probe';
import type { Address } from './probe';

export interface OperationsAnswer {
  readonly status: number;
  readonly body: string;
  readonly date: Date;
}

export interface OperationsQuestion extends Address {
  readonly path: '/healthz' | '/metrics';
  readonly identities: string;
  /** Whose node it is: only its own people are let in. */
  readonly organization: string;
}

/** Asks a real peer's or orderer's operations listener as its administrator; undefined where nobody answers in time. */
export const askOperations = (question: OperationsQuestion): Promise<OperationsAnswer | undefined> => {
  const { host, port, path, identities, organization } = question;
  const folder = userFolder({ dir: identities, org: organization }, 'admin');
  const { certificate: cert, privateKey: key, root: ca } = readTlsIdentity(folder, 'client');
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
};
