// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';

export interface PostgresServer {
  /** Makes an empty database and gives its address. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;
const asWhom = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

const findBinaries = (): string | undefined => {
  const found = spawnSync('sh', ['-c', 'command -v postgres && command -v initdb'], { encoding: 'utf8' });
  const path = found.stdout.split('\n')[0];
  return found.status === 0 && path ? dirname(realpathSync(path)) : undefined;
};

const binaries = findBinaries();

/** Whether `initdb` and `postgres` are on PATH; says so once where they are not. */
export const hasPostgres = binaries !== undefined;
if (!hasPostgres) process.stderr.write('SKIPPED: no postgres on PATH, so these tests ran on PGlite only\n');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-postgres-'));
  chmodSync(folder, 0o700);
  if (asWhom.uid !== undefined) chownSync(folder, asWhom.uid, asWhom.gid);
  return folder;
};

const initialize = (bin: string, folder: string): void => {
  const args = ['-D', join(folder, 'data'), '-U', 'registry', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
  const made = spawnSync(join(bin, 'initdb'), args, { ...asWhom, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
};

const query = async (url: string, text: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};

const waitUntilReady = async (url: string, server: ChildProcess, log: () => string): Promise<void> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`postgres ended: ${log()}`);
    try {
      await query(url, 'select 1');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`postgres did not become ready: ${log()}`);
};

const stopServer = async (server: ChildProcess, folder: string): Promise<void> => {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
};

/** Starts a PostgreSQL server of its own in a temporary folder, on loopback and a free port. */
export const startPostgres = async (): Promise<PostgresServer> => {
  if (binaries === undefined) throw new Error('there is no postgres on PATH');
  const folder = newFolder();
  initialize(binaries, folder);
  const port = await freePort();
  const options = ['-D', join(folder, 'data'), '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F'];
  const server = spawn(join(binaries, 'postgres'), options, {
    ...asWhom,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const address = (name: string): string => `postgres://registry@127.0.0.1:${port}/${name}`;
  await waitUntilReady(address('postgres'), server, () => output);
  let databases = 0;
  return {
    newDatabase: async () => {
      databases += 1;
      await query(address('postgres'), `create database registry_${databases}`);
      return address(`registry_${databases}`);
    },
    stop: () => stopServer(server, folder),
  };
};
