// SPDX-License-Identifier: Apache-2.0
import type { CipherGCM } from 'node:crypto';
import { GatewayError } from '../http/gatewayError';
import type { SketchKey } from '../sketch/sketchKey';
import { Fingerprinter, type Fingerprint } from './fingerprint';
import { lastTag, newSegmentCipher, SEGMENT_BYTES } from './segments';

export interface EncryptOptions {
  readonly key: Uint8Array;
  readonly maxBytes: number;
  /** Under which what stands for the file is gathered. */
  readonly sketchKey?: SketchKey;
  /** Receives what the bytes turned out to be, before the last piece is written. */
  readonly onEnd: (fingerprint: Fingerprint) => void;
}

/** Cuts at segment ends, so that neither a cipher nor a Merkle leaf sees beyond its own. */
function* cut(chunk: Buffer, room: number): Generator<Buffer> {
  for (let at = 0, end = room; at < chunk.length; at = end, end += SEGMENT_BYTES) yield chunk.subarray(at, end);
}

class Encryption {
  readonly #options: EncryptOptions;
  readonly #prints: Fingerprinter;
  #segments = 0;
  #bytes = 0;
  #cipher: CipherGCM | undefined;

  constructor(options: EncryptOptions) {
    this.#options = options;
    this.#prints = new Fingerprinter(options.sketchKey);
  }

  *add(chunk: Buffer): Generator<Buffer> {
    const room = SEGMENT_BYTES - (this.#bytes % SEGMENT_BYTES);
    if (this.#bytes + chunk.length > this.#options.maxBytes) {
      throw new GatewayError('PAYLOAD_TOO_LARGE', { maxBytes: this.#options.maxBytes });
    }
    for (const slice of cut(chunk, room)) yield* this.#addSlice(slice);
  }

  *end(): Generator<Buffer> {
    yield* this.#endSegment();
    this.#options.onEnd(this.#prints.end());
    yield lastTag(this.#options.key, this.#segments, this.#bytes);
  }

  *#addSlice(slice: Buffer): Generator<Buffer> {
    this.#prints.add(slice);
    this.#cipher ??= newSegmentCipher(this.#options.key, this.#segments);
    this.#bytes += slice.length;
    yield this.#cipher.update(slice);
    if (this.#bytes % SEGMENT_BYTES === 0) yield* this.#endSegment();
  }

  *#endSegment(): Generator<Buffer> {
    if (!this.#cipher) return;
    this.#cipher.final();
    yield this.#cipher.getAuthTag();
    this.#cipher = undefined;
    this.#segments += 1;
  }
}

/**
 * Encrypts a stream piece by piece, for `stream.pipeline`: no more than one piece is held at a time.
 *
 * @throws GatewayError PAYLOAD_TOO_LARGE
 */
export function encryptFile(options: EncryptOptions): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* (source) {
    const encryption = new Encryption(options);
    for await (const chunk of source) yield* encryption.add(chunk);
    yield* encryption.end();
  };
}
