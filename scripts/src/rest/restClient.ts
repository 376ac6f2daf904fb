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

/**
 * A client of one gateway's REST interface.
 * @param baseUrl where the gateway listens, such as `http://127.0.0.1:8410`
 * @param token the session of a logged-in person; without one the client is anonymous
 */
export const newRestClient = (baseUrl: string, token?: string): RestClient => {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
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
    upload: ({ bytes, name, mime }) => {
      const form = new FormData();
      form.set('file', new Blob([bytes], { type: mime }), name);
      return send('/materials', { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: form });
    },
    as: (other) => newRestClient(baseUrl, other),
  };
};
