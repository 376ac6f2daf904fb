// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayError, type GatewayCode } from './gatewayError';
import { problemOf } from './problem';

const CODES: Readonly<Record<string, GatewayCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

const answerOf = (code: GatewayCode): string => {
  const { status, body } = problemOf(new GatewayError(code), `urn:uuid:${randomUUID()}`);
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${text}`;
};

/** As Node's own handler sees it: the answer that is under way on a connection, if any. */
interface Connection extends Duplex {
  readonly _httpMessage?: { readonly headersSent: boolean } | null;
}

/**
 * Answers what is no HTTP, and so never becomes a request, in the form of every refusal. Where half an answer is on the
 * connection already, it is cut.
 */
export function answerBroken(error: NodeJS.ErrnoException, socket: Connection): void {
  if (!socket.writable || error.code === 'ECONNRESET' || socket._httpMessage?.headersSent === true) {
    socket.destroy();
    return;
  }
  socket.end(answerOf(CODES[error.code ?? ''] ?? 'BAD_REQUEST'));
}
