// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What a registry signs of a certificate. The one definition of the message is `protocol/typedData/certificateMessage.ts`.
struct Certificate {
    string number;
    uint32 version;
    /// USCC of the registry.
    string registry;
    string validFrom;
    string validTo;
    bytes32 sha256Digest;
    bytes32 sm3Digest;
}

/// A key of a registry as a trust list has it. Times are seconds since 1970; 0 says that there is no such time.
struct KeySet {
    uint32 version;
    address key;
    uint64 validFrom;
    uint64 validUntil;
    uint64 revokedAt;
}

/// A registry as a trust list has it.
struct Issuer {
    string registry;
    uint64 accreditedFrom;
    uint64 accreditedTo;
    KeySet[] keySets;
}

/// What of a trust list matters on a chain; `sha256Digest` names the whole list.
struct TrustList {
    uint32 version;
    uint64 issuedAt;
    uint64 nextUpdate;
    bytes32 sha256Digest;
    /// Who signs the next list.
    address supervisor;
    uint32 statusQuorum;
    uint64 statusLifetime;
    Issuer[] issuers;
}

/// The Merkle root (RFC 9162) over all certificates with their status, true from `height` until `time` at least.
struct StatusRoot {
    bytes32 root;
    uint64 size;
    uint64 height;
    uint64 time;
}

/// EIP-712 `hashStruct` of what the register signs.
library TypedMessages {
    bytes32 private constant DOMAIN = keccak256("EIP712Domain(string name,string version,bytes32 salt)");
    bytes32 private constant CERTIFICATE =
        keccak256(
            "Certificate(string number,uint32 version,string registry,string validFrom,string validTo,bytes32 sha256,bytes32 sm3)"
        );
    bytes32 private constant KEY_SET =
        keccak256("KeySet(uint32 version,address key,uint64 validFrom,uint64 validUntil,uint64 revokedAt)");
    bytes32 private constant ISSUER =
        keccak256(
            "Issuer(string registry,uint64 accreditedFrom,uint64 accreditedTo,KeySet[] keySets)KeySet(uint32 version,address key,uint64 validFrom,uint64 validUntil,uint64 revokedAt)"
        );
    bytes32 private constant TRUST_LIST =
        keccak256(
            "TrustList(uint32 version,uint64 issuedAt,uint64 nextUpdate,bytes32 sha256,address supervisor,uint32 statusQuorum,uint64 statusLifetime,Issuer[] issuers)Issuer(string registry,uint64 accreditedFrom,uint64 accreditedTo,KeySet[] keySets)KeySet(uint32 version,address key,uint64 validFrom,uint64 validUntil,uint64 revokedAt)"
        );
    bytes32 private constant STATUS_ROOT = keccak256("StatusRoot(bytes32 root,uint64 size,uint64 height,uint64 at)");

    /// The register's domain names no chain and no contract: channel and register stand in the salt.
    function domainOf(bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, keccak256("DataProductRegister"), keccak256("1"), salt));
    }

    /// The 32 bytes that are signed.
    function digestOf(bytes32 domain, bytes32 message) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function hashOf(Certificate calldata certificate) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    CERTIFICATE,
                    keccak256(bytes(certificate.number)),
                    certificate.version,
                    keccak256(bytes(certificate.registry)),
                    keccak256(bytes(certificate.validFrom)),
                    keccak256(bytes(certificate.validTo)),
                    certificate.sha256Digest,
                    certificate.sm3Digest
                )
            );
    }

    function hashOf(StatusRoot calldata status) internal pure returns (bytes32) {
        return keccak256(abi.encode(STATUS_ROOT, status.root, status.size, status.height, status.time));
    }

    function hashOf(TrustList calldata list) internal pure returns (bytes32) {
        bytes32[] memory issuers = new bytes32[](list.issuers.length);
        for (uint256 i = 0; i < issuers.length; i++) issuers[i] = _hashOf(list.issuers[i]);
        return
            keccak256(
                abi.encode(
                    TRUST_LIST,
                    list.version,
                    list.issuedAt,
                    list.nextUpdate,
                    list.sha256Digest,
                    list.supervisor,
                    list.statusQuorum,
                    list.statusLifetime,
                    keccak256(abi.encodePacked(issuers))
                )
            );
    }

    function _hashOf(Issuer calldata issuer) private pure returns (bytes32) {
        bytes32[] memory keySets = new bytes32[](issuer.keySets.length);
        for (uint256 i = 0; i < keySets.length; i++) {
            KeySet calldata set = issuer.keySets[i];
            keySets[i] = keccak256(
                abi.encode(KEY_SET, set.version, set.key, set.validFrom, set.validUntil, set.revokedAt)
            );
        }
        return
            keccak256(
                abi.encode(
                    ISSUER,
                    keccak256(bytes(issuer.registry)),
                    issuer.accreditedFrom,
                    issuer.accreditedTo,
                    keccak256(abi.encodePacked(keySets))
                )
            );
    }
}
