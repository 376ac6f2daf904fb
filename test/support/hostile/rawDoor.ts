// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { openSession, readUsers } from '@registry/scripts/rest/logIn';
import type { RunningGateway } from '@registry/scripts/system/startSystem';

/** What a gateway said to a request, as far as a refusal goes. */
export interface Verdict {
  readonly status: number;
  readonly code: string;
  /** Where the body was wrong. */
  readonly paths: readonly string[];
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** As it goes over the line. */
  readonly body?: string;
  /** A user of the gateway; without one the request is anonymous. */
  readonly by?: string;
  /** Headers in place of the usual ones; an empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway at which anything can be sent. */
export interface RawDoor {
  send(request: RawRequest): Promise<Verdict>;
  /** The whole answer as it stands, whatever its type. */
  read(request: RawRequest): Promise<{ readonly status: number; readonly text: string }>;
}

interface ProblemDocument {
  readonly code?: string;
  readonly problems?: readonly { readonly path: string }[];
}

const problemIn = (text: string): ProblemDocument => (text === '' ? {} : (JSON.parse(text) as ProblemDocument));

const verdictOf = async (response: Response): Promise<Verdict> => {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const { code = '', problems = [] } = isJson ? problemIn(text) : {};
  return { status: response.status, code, paths: problems.map(({ path }) => path) };
};

/** Opens a gateway's door; each person logs in once. */
export const openRawDoor = ({ url, usersFile }: RunningGateway): RawDoor => {
  const sessions = new Map<string, Promise<string>>();
  const enter = async (username: string): Promise<string> => {
    const user = (await readUsers(usersFile)).find((one) => one.username === username)!;
    return openSession(url, user);
  };
  const tokenOf = (username: string): Promise<string> => {
    const token = sessions.get(username) ?? enter(username);
    sessions.set(username, token);
    return token;
  };
  const ask = async ({ method, path, body, by, headers = {} }: RawRequest): Promise<Response> => {
    const usual = {
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(by === undefined ? {} : { authorization: `Bearer ${await tokenOf(by)}` }),
    };
    const all = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== '');
    return fetch(`${url}/api/v1${path}`, { method, headers: all, ...(body === undefined ? {} : { body }) });
  };
  return {
    send: async (request) => verdictOf(await ask(request)),
    read: async (request) => {
      const answer = await ask(request);
      return { status: answer.status, text: await answer.text() };
    },
  };
};
