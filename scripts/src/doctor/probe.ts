// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:tls';

/**
 * Who answers at an address: one of the register's own processes, nobody, somebody else, or somebody who takes a
 * connection and then says nothing, as a stopped process does.
 */
export type Listening = 'ours' | 'closed' | 'stranger' | 'silent';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export const ANSWER_MS = 3_000;

const CLOSED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);
/** A certificate that has ended still shows whose it is; the dates are another check's business. */
const DATED = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

const isClosed = (error: Error): boolean => CLOSED.has((error as NodeJS.ErrnoException).code ?? '');

/**
 * Shakes hands over TLS and looks who it is.
 *
 * @param rootFile - the authority that our own server's certificate stands under
 */
export const probeTls = ({ host, port }: Address, rootFile: string): Promise<Listening> =>
  new Promise((resolve) => {
    // An address may not be sent as the name of a server (RFC 6066); our certificates hold both.
    // Without an authority nothing of ours was ever made, and whoever answers is somebody else.
    const ca = existsSync(rootFile) ? [readFileSync(rootFile)] : [];
    const options = { host, port, ca, servername: 'localhost', rejectUnauthorized: false };
    const socket = connect(options);
    const answer = (listening: Listening): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.setTimeout(ANSWER_MS, () => {
      answer('silent');
    });
    socket.once('error', (error: Error) => {
      answer(isClosed(error) ? 'closed' : 'stranger');
    });
    socket.once('secureConnect', () => {
      // Node answers the error's code, though its types say an error.
      const reason = socket.authorizationError as unknown as string | undefined;
      answer(socket.authorized || DATED.has(reason ?? '') ? 'ours' : 'stranger');
    });
  });

/** What a gateway says of itself at `/readyz`, and when. */
export interface GatewayAnswer {
  readonly listening: Listening;
  /** `ok` or `failing` by the name of what it checked. */
  readonly checks?: Readonly<Record<string, string>>;
  readonly date?: Date;
}

const checksIn = (text: string): Readonly<Record<string, string>> | undefined => {
  try {
    return (JSON.parse(text) as { checks?: Record<string, string> }).checks;
  } catch {
    // Not JSON: whoever answers is no gateway of ours.
    return undefined;
  }
};

const failureOf = (error: unknown): Listening => {
  if (!(error instanceof Error)) return 'stranger';
  if (error.name === 'TimeoutError') return 'silent';
  return error.cause instanceof Error && isClosed(error.cause) ? 'closed' : 'stranger';
};

/** Asks whoever listens at a gateway's address whether it can serve. */
export const probeGateway = async ({ host, port }: Address): Promise<GatewayAnswer> => {
  try {
    const answer = await fetch(`http://${host}:${String(port)}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    const checks = checksIn(await answer.text());
    if (!checks) return { listening: 'stranger' };
    return { listening: 'ours', checks, date: new Date(answer.headers.get('date') ?? Number.NaN) };
  } catch (error) {
    return { listening: failureOf(error) };
  }
};
