// SPDX-License-Identifier: Apache-2.0
import { gunzipSync, gzipSync } from 'node:zlib';

export interface TarFile {
  /** Relative, with slashes, at most 100 bytes of ASCII. */
  readonly path: string;
  readonly content: Buffer;
}

const BLOCK = 512;
const CHECKSUM_AT = 148;

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

function headerOf({ path, content }: TarFile): Buffer {
  if (!/^[\x20-\x7e]{1,100}$/.test(path)) throw new Error(`A package cannot hold a file named ${path}`);
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, 'latin1');
  header.write(octal(0o644, 8), 100, 'latin1');
  header.write(octal(0, 8), 108, 'latin1');
  header.write(octal(0, 8), 116, 'latin1');
  header.write(octal(content.length, 12), 124, 'latin1');
  header.write(octal(0, 12), 136, 'latin1');
  header.write(' '.repeat(8), CHECKSUM_AT, 'latin1');
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT, 'latin1');
  return header;
}

const padded = (content: Buffer): Buffer => Buffer.alloc(Math.ceil(content.length / BLOCK) * BLOCK - content.length);

/**
 * Packs files so that the same files give the same bytes on every machine: sorted, without times or owners. A package's
 * id is the hash of its bytes, and organizations compare it before they approve.
 *
 * @returns a gzipped POSIX ustar archive
 */
export function packTar(files: readonly TarFile[]): Buffer {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  const parts = sorted.flatMap((file) => [headerOf(file), file.content, padded(file.content)]);
  const bytes = gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  // RFC 1952 2.3: the byte that names the operating system, "unknown".
  bytes[9] = 255;
  return bytes;
}

/**
 * Unpacks what `packTar` packed.
 *
 * @throws Error for any other kind of entry, or a path that leads elsewhere
 */
export function unpackTar(bytes: Buffer): TarFile[] {
  const archive = gunzipSync(bytes);
  const files: TarFile[] = [];
  for (let at = 0; at < archive.length && archive[at] !== 0;) {
    const path = archive.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    const length = parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    const isFile = archive.toString('latin1', at + 156, at + 157) === '0';
    if (!isFile || path.startsWith('/') || path.split('/').includes('..')) throw new Error(`Unexpected entry ${path}`);
    files.push({ path, content: Buffer.from(archive.subarray(at + BLOCK, at + BLOCK + length)) });
    at += BLOCK + Math.ceil(length / BLOCK) * BLOCK;
  }
  return files;
}
