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
export const readUsers = async (path: string): Promise<readonly UserEntry[]> => {
  const content = JSON.parse(await readFile(path, 'utf8')) as readonly UserEntry[] | { users: readonly UserEntry[] };
  return 'users' in content ? content.users : content;
};

/**
 * Opens a session.
 * @throws Error with the gateway's own words where it refuses
 */
export const logIn = async (baseUrl: string, user: UserEntry): Promise<RestClient> => {
  const { username, password } = user;
  const { status, body } = await newRestClient(baseUrl).post('/sessions', { username, password });
  const { token } = body as { token?: string };
  if (status !== 201 || token === undefined) {
    throw new Error(`${baseUrl} did not let ${username} in: ${String(status)} ${JSON.stringify(body)}`);
  }
  return newRestClient(baseUrl, token);
};
