// SPDX-License-Identifier: Apache-2.0
import { emptyRoot, nodeHash } from '@registry/chaincode/protocol';
import type { MerkleHash } from '@registry/chaincode/protocol';

/**
 * The tree of RFC 9162 with all of its nodes at hand: a leaf is changed, and its path read, in as many steps as the tree has
 * levels. A node without a sibling goes up as it is, which is the same tree.
 */
export class MerkleLayers {
  /** From the leaves to the root. */
  readonly #layers: MerkleHash[][] = [[]];

  get size(): number {
    return this.#layer(0).length;
  }

  root(): MerkleHash {
    return this.size === 0 ? emptyRoot() : (this.#layer(this.#layers.length - 1)[0] as MerkleHash);
  }

  /** Writes a leaf over what stood at its place, or behind the last one. @param index - at most the size */
  set(index: number, leaf: MerkleHash): void {
    let [at, hash] = [index, leaf];
    for (let level = 0; ; level += 1) {
      const layer = this.#layer(level);
      layer[at] = hash;
      if (layer.length === 1) return;
      const left = at - (at % 2);
      const right = layer[left + 1];
      hash = right === undefined ? (layer[left] as MerkleHash) : nodeHash(layer[left] as MerkleHash, right);
      at = left / 2;
    }
  }

  /** The path from a leaf to the root (RFC 9162 2.1.3.1). @param index - less than the size */
  path(index: number): MerkleHash[] {
    return this.#layers.flatMap((layer, level) => {
      const at = Math.floor(index / 2 ** level);
      const sibling = layer[at % 2 === 0 ? at + 1 : at - 1];
      return sibling === undefined ? [] : [sibling];
    });
  }

  #layer(level: number): MerkleHash[] {
    const layer = this.#layers[level] ?? [];
    this.#layers[level] = layer;
    return layer;
  }
}
