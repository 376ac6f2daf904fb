// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The data folder cannot be used now. */
export class DataFolderRefused extends Error {
  override readonly name = 'DataFolderRefused';
}

export interface DataFolder {
  /** Whether nothing was ever kept there. */
  readonly isNew: boolean;
  readonly release: () => Promise<void>;
}

const SOCKET = 'in-use.sock';
/** The kernel takes socket paths up to 107 bytes. */
const LONGEST = 100;

function socketPath(folder: string): string {
  const path = join(folder, SOCKET);
  if (Buffer.byteLength(path) <= LONGEST) return path;
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  return join(tmpdir(), `registry-${name}.sock`);
}

/** A socket that somebody answers at is held by a living process; a file alone was left by one that was killed. */
async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Refused or absent: nobody holds the folder.
    return false;
  } finally {
    socket.destroy();
  }
}

async function hold(path: string): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((socket) => socket.destroy());
  server.listen(path);
  await once(server, 'listening');
  return server.unref();
}

/**
 * Takes a data folder for this process alone, and makes it if it is not there.
 *
 * @throws DataFolderRefused where another process works on it
 */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = socketPath(folder);
  if (await isAnswered(path)) {
    throw new DataFolderRefused(`Another gateway is running on ${folder}: stop it, or choose another folder`);
  }
  const isNew = readdirSync(folder).filter((name) => name !== SOCKET).length === 0;
  const server = await hold(path);
  return {
    isNew,
    release: async () => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
