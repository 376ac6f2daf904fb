// SPDX-License-Identifier: Apache-2.0
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { IdentityError } from './identityError';

/** A file of a folder, by its path inside it. A secret can be read by its owner alone. */
export interface FolderFile {
  readonly path: string;
  readonly content: string;
  readonly secret?: boolean;
}

const FOLDER_MODE = 0o700;
const SECRET_MODE = 0o600;
const PUBLIC_MODE = 0o644;

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeFile(folder: string, { path, content, secret }: FolderFile): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true, mode: FOLDER_MODE });
  writeFileSync(file, content, { flag: 'wx', mode: secret ? SECRET_MODE : PUBLIC_MODE, flush: true });
}

/**
 * Writes a folder that is either wholly there or not at all, even through a crash: the files are written and synced
 * under another name, then the folder is renamed. What an interrupted run left under that name was never in use.
 *
 * @param folder - must not exist yet
 * @throws the file system's error, when the folder cannot be written or appeared meanwhile
 */
export function writeFolder(folder: string, files: readonly FolderFile[]): void {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: FOLDER_MODE });
  files.forEach((file) => {
    writeFile(partial, file);
  });
  renameSync(partial, folder);
  syncFolder(dirname(folder));
}

/**
 * Tells whether a folder is there, refusing one of which a part is missing.
 *
 * @param folder - the folder to look for
 * @param paths - the files that it must hold
 * @throws IdentityError IDENTITY_INCOMPLETE
 */
export function isFolderComplete(folder: string, paths: readonly string[]): boolean {
  if (!existsSync(folder)) return false;
  const absent = paths.filter((path) => !(statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0));
  if (absent.length === 0) return true;
  throw new IdentityError({
    code: 'IDENTITY_INCOMPLETE',
    folder,
    message:
      `${folder} is incomplete: ${absent.join(', ')} missing or empty. ` +
      'Restore it from a backup, or move the folder away to have it issued anew.',
  });
}
