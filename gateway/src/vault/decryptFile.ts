// SPDX-License-Identifier: Apache-2.0
import { open, type FileHandle } from 'node:fs/promises';
import { Undecryptable } from './keyring';
import { lastTag, openSegment, SEGMENT_BYTES, storedLength, TAG_BYTES } from './segments';

export interface StoredFile {
  readonly path: string;
  readonly key: Uint8Array;
  /** Clear length. */
  readonly bytes: number;
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let at = 0; at < length;) {
    const { bytesRead } = await handle.read(buffer, at, length - at, position + at);
    if (bytesRead === 0) throw new Undecryptable('The file is shorter than it was');
    at += bytesRead;
  }
  return buffer;
}

/** Length and last mark are checked before a byte is handed out, so a cut file is refused as a whole. */
async function checkWhole(handle: FileHandle, { key, bytes }: StoredFile): Promise<void> {
  const { size } = await handle.stat();
  if (size !== storedLength(bytes)) throw new Undecryptable('The file does not have its length');
  const mark = await readExactly(handle, size - TAG_BYTES, TAG_BYTES);
  const expected = lastTag(key, Math.ceil(bytes / SEGMENT_BYTES), bytes);
  if (!mark.equals(expected)) throw new Undecryptable('The mark at the end of the file was changed');
}

/**
 * The clear bytes of a file, each segment verified before it is handed out.
 *
 * @throws Undecryptable where the file is not as it was written
 */
export async function* decryptFile(file: StoredFile): AsyncGenerator<Buffer> {
  const handle = await open(file.path, 'r');
  try {
    await checkWhole(handle, file);
    for (let at = 0, index = 0; at < file.bytes; at += SEGMENT_BYTES, index += 1) {
      const length = Math.min(SEGMENT_BYTES, file.bytes - at) + TAG_BYTES;
      const stored = await readExactly(handle, index * (SEGMENT_BYTES + TAG_BYTES), length);
      yield openSegment(file.key, index, stored);
    }
  } finally {
    await handle.close();
  }
}
