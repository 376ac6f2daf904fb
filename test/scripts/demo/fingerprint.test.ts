// SPDX-License-Identifier: Apache-2.0
import { newMerkleTree, leafHash, sha256Hex, sm3Hex, toHex } from '@registry/chaincode/protocol';
import fc from 'fast-check';
import { differences, fingerprintOf } from '../../../scripts/src/demo/data/fingerprint';

describe('fingerprintOf', () => {
  it('agrees with the protocol on every digest, though it shares no code with it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 600 }), fc.integer({ min: 1, max: 64 }), (data, chunk) => {
        const bytes = Buffer.from(data);
        const tree = newMerkleTree();
        for (let at = 0; at < bytes.length; at += chunk) tree.append(leafHash(bytes.subarray(at, at + chunk)));
        expect(fingerprintOf(bytes, chunk)).toEqual({
          sha256: sha256Hex(bytes),
          sm3: sm3Hex(bytes),
          merkleRoot: toHex(tree.root()),
          chunkBytes: chunk,
          bytes: bytes.length,
        });
      }),
    );
  });

  it('names what differs between the fingerprints of two files', () => {
    const one = fingerprintOf(Buffer.from('abc'), 2);
    const other = fingerprintOf(Buffer.from('abd'), 2);
    expect(differences(one, one)).toEqual([]);
    expect(differences(one, other)).toEqual(['sha256', 'sm3', 'merkleRoot']);
  });
});
