// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** The serialized blocks of the recorded channel, block 0 first. */
export const recordedBlocks = (): readonly Buffer[] => {
  const bytes = brotliDecompressSync(readFileSync(join(__dirname, 'fabric-2.5.16', 'blocks.br')));
  const blocks: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    blocks.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return blocks;
};
