// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Proofs that a leaf stands in a Merkle tree (RFC 9162 2.1.3.2), as `protocol/merkleVerify.ts` checks them.
library InclusionProof {
    function leafHash(bytes memory data) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(hex"00", data));
    }

    /// @param path from an attacker, as are leaf and index; root and size are not
    function proves(
        bytes32 leaf,
        uint64 index,
        bytes32[] calldata path,
        bytes32 root,
        uint64 size
    ) internal pure returns (bool) {
        if (index >= size) return false;
        uint64 node = index;
        uint64 last = size - 1;
        bytes32 reached = leaf;
        for (uint256 i = 0; i < path.length; i++) {
            if (last == 0) return false;
            if (node & 1 == 1 || node == last) {
                reached = _nodeHash(path[i], reached);
                while (node & 1 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                reached = _nodeHash(reached, path[i]);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && reached == root;
    }

    function _nodeHash(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(hex"01", left, right));
    }
}
