// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { newRestClient } from './restClient';
import type { RestClient } from './restClient';

/** A demonstration user of the file that a gateway writes at its first start. */
export interface UserEntry {
  readonly username: string;
  readonly password: string;
  readonly role: string;
  readonly organization: string;
}

/** The users file of a gateway: names and passwords, readable by its owner only. */
export const readUsers = async (path: string): Promise<readonly UserEntry[]> =>
  JSON.parse(await readFile(path, 'utf8')) as readonly UserEntry[];

/**
 * Opens a session and answers its token.
 * @throws Error with the gateway's own words where it refuses
 */
export const openSession = async (baseUrl: string, { username, password }: UserEntry): Promise<string> => {
  const { status, body } = await newRestClient(baseUrl).post('/sessions', { username, password });
  const { token } = body as { token?: string };
  if (status === 201 && token !== undefined) return token;
  throw new Error(`${baseUrl} did not let ${username} in: ${String(status)} ${JSON.stringify(body)}`);
};

/**
 * A client of a person who has just logged in.
 * @throws Error as {@link openSession}
 */
export const logIn = async (baseUrl: string, user: UserEntry): Promise<RestClient> =>
  newRestClient(baseUrl, await openSession(baseUrl, user));
