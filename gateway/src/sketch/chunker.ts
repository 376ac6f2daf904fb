// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { SketchKey } from './sketchKey';

const KIBIBYTE = 1_024;
/** Bytes of a chunk. */
const LEAST = 16 * KIBIBYTE;
const USUAL = 64 * KIBIBYTE;
const MOST = 256 * KIBIBYTE;
/** Before the usual length an end is rarer, behind it more frequent, so that most chunks are about as long. */
const STRICT = 0xffff_c000 | 0;
const LOOSE = 0xfffc_0000 | 0;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly mask: number;
}

/**
 * Cuts what passes by where its own bytes say (FastCDC, Xia et al., USENIX ATC 2016), so that what was inserted or left
 * out moves the ends near it and no others.
 */
export class Chunker {
  readonly #gear: Uint32Array;
  readonly #onChunk: (digest: Uint8Array) => void;
  #digest = createHash('sha256');
  #length = 0;
  #rolling = 0;

  /** @param onChunk - told the SHA-256 of each */
  constructor({ gear }: Pick<SketchKey, 'gear'>, onChunk: (digest: Uint8Array) => void) {
    this.#gear = gear;
    this.#onChunk = onChunk;
  }

  add(slice: Uint8Array): void {
    for (let from = 0; from < slice.length;) {
      const end = this.#endIn(slice, from);
      const to = end ?? slice.length;
      this.#digest.update(slice.subarray(from, to));
      this.#length += to - from;
      if (end !== undefined) this.end();
      from = to;
    }
  }

  /** Ends the last chunk, if there is one. */
  end(): void {
    if (this.#length === 0) return;
    this.#onChunk(this.#digest.digest());
    this.#digest = createHash('sha256');
    this.#length = 0;
    this.#rolling = 0;
  }

  #endIn(slice: Uint8Array, from: number): number | undefined {
    const place = (length: number): number => Math.min(slice.length, Math.max(from, from + length - this.#length));
    const [least, usual, most] = [place(LEAST), place(USUAL), place(MOST)];
    const found =
      this.#scan(slice, { from: least, to: usual, mask: STRICT }) ??
      this.#scan(slice, { from: usual, to: most, mask: LOOSE });
    if (found !== undefined) return found;
    return this.#length + most - from === MOST ? most : undefined;
  }

  /** @returns the place behind the first byte at which a chunk may end */
  #scan(slice: Uint8Array, { from, to, mask }: Stretch): number | undefined {
    const gear = this.#gear;
    let rolling = this.#rolling;
    for (let at = from; at < to; at += 1) {
      rolling = ((rolling << 1) + (gear[slice[at] as number] as number)) | 0;
      if ((rolling & mask) === 0) return at + 1;
    }
    this.#rolling = rolling;
    return undefined;
  }
}
