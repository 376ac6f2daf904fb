// SPDX-License-Identifier: Apache-2.0
import { createWriteStream, openSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SketchKey } from '../sketch/sketchKey';
import { encryptFile } from './encryptFile';
import type { Fingerprint } from './fingerprint';
import { storageError } from './noRoom';
import { sniff } from './sniff';

/** Where a blob is; two letters of its id spread the files over folders. */
export const blobPath = (folder: string, blobId: string): string => join(folder, 'blobs', blobId.slice(0, 2), blobId);

const temporaryFolder = (folder: string): string => join(folder, 'incoming');

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** What an interrupted upload left behind is worth nothing. */
export async function prepareBlobFolder(folder: string): Promise<void> {
  await rm(temporaryFolder(folder), { recursive: true, force: true });
  await mkdir(temporaryFolder(folder), { recursive: true, mode: 0o700 });
  await mkdir(join(folder, 'blobs'), { recursive: true, mode: 0o700 });
}

export interface Incoming {
  readonly content: Readable;
  readonly blobId: string;
  readonly key: Uint8Array;
  readonly maxBytes: number;
  readonly sketchKey?: SketchKey;
  /** Sees how the file begins, and may refuse it. */
  readonly judge: (head: Buffer) => void;
}

async function writeTemporary(path: string, { content, judge, ...options }: Incoming): Promise<Fingerprint> {
  let fingerprint: Fingerprint | undefined;
  const onEnd = (found: Fingerprint): void => {
    fingerprint = found;
  };
  // Opened at once: a file that appeared after its removal would stay, and a wait would leave the source unwatched.
  const target = createWriteStream(path, { fd: openSync(path, 'wx', 0o600), flush: true });
  await pipeline(content, sniff(judge), encryptFile({ ...options, onEnd }), target);
  if (fingerprint) return fingerprint;
  throw new Error('The stream ended without its fingerprint');
}

/**
 * Writes a stream encrypted, and shows the file under its name only once every byte of it is on the disk.
 *
 * @throws GatewayError PAYLOAD_TOO_LARGE, STORAGE_FULL, and whatever broke the stream; nothing stays behind
 */
export async function writeBlob(folder: string, incoming: Incoming): Promise<Fingerprint> {
  const temporary = join(temporaryFolder(folder), incoming.blobId);
  try {
    const fingerprint = await writeTemporary(temporary, incoming);
    const path = blobPath(folder, incoming.blobId);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return fingerprint;
  } catch (error) {
    await rm(temporary, { force: true });
    throw storageError(error);
  }
}

export const removeBlob = (folder: string, blobId: string): Promise<void> =>
  rm(blobPath(folder, blobId), { force: true });

/** Every blob on the disk. */
export async function listBlobs(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
