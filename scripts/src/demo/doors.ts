// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { readUsers } from '../rest/logIn';
import type { GatewayDoor } from './desk';

/** Where a gateway is and where its users file lies. */
export interface GatewayAddress {
  readonly name: string;
  readonly url: string;
  readonly usersFile: string;
}

/** Reads the users of each gateway, so that they can be logged in as. */
export const openDoors = (addresses: readonly GatewayAddress[]): Promise<GatewayDoor[]> =>
  Promise.all(addresses.map(async ({ name, url, usersFile }) => ({ name, url, users: await readUsers(usersFile) })));

/**
 * The addresses that a running register left in its data folder.
 * @throws Error where no register was started there
 */
export const readAddresses = async (file: string): Promise<readonly GatewayAddress[]> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as readonly GatewayAddress[];
  } catch (cause) {
    throw new Error(`${file} cannot be read: is the register running on that data folder?`, { cause });
  }
};

/** An address given by hand: `NAME=URL=USERSFILE`. @throws Error for any other form */
export const parseAddress = (text: string): GatewayAddress => {
  const [, name, url, usersFile] = /^([a-z][a-z0-9-]*)=(https?:\/\/[^=]+)=(.+)$/.exec(text) ?? [];
  if (!name || !url || !usersFile) throw new Error(`"${text}" is not NAME=URL=USERSFILE.`);
  return { name, url: url.replace(/\/$/, ''), usersFile };
};
