// SPDX-License-Identifier: Apache-2.0
import { createHash, type Hash } from 'node:crypto';
import { newMerkleTree } from '@registry/chaincode/protocol';
import type { Sketch } from '@registry/chaincode/protocol';
import { Sketcher } from '../sketch/sketcher';
import type { SketchKey } from '../sketch/sketchKey';
import { SEGMENT_BYTES } from './segments';

export interface Fingerprint {
  readonly sha256: string;
  readonly sm3: string;
  readonly merkleRoot: string;
  readonly bytes: number;
  /** Absent where there is no key to compare under. */
  readonly sketch?: Sketch;
}

/** A leaf of RFC 9162 begins with a zero byte. */
const newLeaf = (): Hash => createHash('sha256').update(Uint8Array.of(0));

/** Digests of bytes that pass by once. Slices must not cross a chunk's end; `endChunk` says where one is. */
export class Fingerprinter {
  readonly #sha256 = createHash('sha256');
  readonly #sm3 = createHash('sm3');
  readonly #tree = newMerkleTree();
  #leaf = newLeaf();
  #inLeaf = 0;
  #bytes = 0;
  readonly #sketcher: Sketcher | undefined;

  constructor(sketchKey?: SketchKey) {
    this.#sketcher = sketchKey && new Sketcher(sketchKey);
  }

  add(slice: Uint8Array): void {
    this.#sha256.update(slice);
    this.#sm3.update(slice);
    this.#leaf.update(slice);
    this.#sketcher?.add(slice);
    this.#inLeaf += slice.length;
    this.#bytes += slice.length;
    if (this.#inLeaf === SEGMENT_BYTES) this.#endLeaf();
  }

  /** Ends the last chunk and answers; nothing can be added afterwards. */
  end(): Fingerprint {
    if (this.#inLeaf > 0) this.#endLeaf();
    const sketch = this.#sketcher?.end();
    return {
      sha256: this.#sha256.digest('hex'),
      sm3: this.#sm3.digest('hex'),
      merkleRoot: Buffer.from(this.#tree.root()).toString('hex'),
      bytes: this.#bytes,
      ...(sketch && { sketch }),
    };
  }

  #endLeaf(): void {
    this.#tree.append(this.#leaf.digest());
    this.#leaf = newLeaf();
    this.#inLeaf = 0;
  }
}
