// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { inclusionProof, leafHash, merkleRoot, utf8, verifyInclusion } from '@registry/chaincode/protocol';
import { MerkleLayers } from '../../../gateway/src/trust/merkleLayers';

const leafOf = (text: string): Uint8Array => leafHash(utf8(text));

describe('a Merkle tree with all of its nodes', () => {
  it('has the root and the paths of RFC 9162, whatever was changed in which order', () => {
    const changes = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.string()), { maxLength: 120 });
    fc.assert(
      fc.property(changes, (list) => {
        const layers = new MerkleLayers();
        const leaves: Uint8Array[] = [];
        for (const [place, text] of list) {
          const index = Math.min(place, leaves.length);
          leaves[index] = leafOf(text);
          layers.set(index, leafOf(text));
        }
        const root = merkleRoot(leaves);
        expect([layers.size, layers.root()]).toEqual([leaves.length, root]);
        for (const [index, leaf] of leaves.entries()) {
          const proof = layers.path(index);
          expect(proof).toEqual(inclusionProof(leaves, index));
          expect(verifyInclusion({ leafHash: leaf, index, size: leaves.length, proof, root })).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
