// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';

/** An answer as it came, whatever its status. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface RestClient {
  get(path: string): Promise<RestAnswer>;
  /** Posts JSON. Without a key of the caller's own, each call is a new request. */
  post(path: string, body: unknown, idempotencyKey?: string): Promise<RestAnswer>;
  /**
   * Posts lines of JSON (application/x-ndjson) and gives the answer's lines as they come. Whoever stops listening breaks
   * the request off.
   * @throws Error with the gateway's own words where it takes no lines
   */
  lines(path: string, body: string, idempotencyKey: string): AsyncIterable<unknown>;
  /** Uploads one file as multipart form data. */
  upload(file: { bytes: Uint8Array; name: string; mime: string }): Promise<RestAnswer>;
  /** The same gateway as the person with that session. */
  as(token: string): RestClient;
}

const API = '/api/v1';

const answerOf = async (response: Response): Promise<RestAnswer> => {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/** The lines of a body as they arrive; the last needs no line feed. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of body) {
    const lines = `${rest}${decoder.decode(part, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
  if (rest !== '') yield JSON.parse(rest);
}

/**
 * A client of one gateway's REST interface.
 * @param baseUrl where the gateway listens, such as `http://127.0.0.1:8410`
 * @param token the session of a logged-in person; without one the client is anonymous
 */
export const newRestClient = (baseUrl: string, token?: string): RestClient => {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  async function* lines(path: string, body: string, key: string): AsyncGenerator {
    const request = new AbortController();
    const headers = { ...authorization, 'content-type': 'application/x-ndjson', 'idempotency-key': key };
    const { signal } = request;
    const response = await fetch(`${baseUrl}${API}${path}`, { method: 'POST', headers, body, signal });
    if (!response.ok || response.body === null) {
      throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    }
    try {
      yield* linesOf(response.body);
    } finally {
      request.abort();
    }
  }
  const send = async (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ): Promise<RestAnswer> =>
    answerOf(await fetch(`${baseUrl}${API}${path}`, { ...init, headers: { ...authorization, ...init.headers } }));
  return {
    get: (path) => send(path, {}),
    post: (path, body, idempotencyKey = randomUUID()) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify(body),
      }),
    lines,
    upload: ({ bytes, name, mime }) => {
      const form = new FormData();
      form.set('file', new Blob([bytes], { type: mime }), name);
      return send('/materials', { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: form });
    },
    as: (other) => newRestClient(baseUrl, other),
  };
};
