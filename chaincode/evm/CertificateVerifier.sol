// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CivilDate} from "./CivilDate.sol";
import {InclusionProof} from "./InclusionProof.sol";
import {Certificate, Issuer, KeySet, StatusRoot, TrustList, TypedMessages} from "./TypedMessages.sol";

/// Checks certificates of one register on an EVM chain. Nobody owns it: what it trusts arrives in messages that the
/// register's supervisor and registries have signed, whoever pays for their delivery.
contract CertificateVerifier {
    using TypedMessages for Certificate;
    using TypedMessages for StatusRoot;
    using TypedMessages for TrustList;

    /// The outcome of a check: valid, or the first reason why not.
    enum Code {
        VALID,
        WRONG_DOMAIN,
        MALFORMED_SIGNATURE,
        BAD_V,
        HIGH_S,
        NO_SIGNER,
        TRUST_LIST_NONE,
        TRUST_LIST_STALE,
        UNKNOWN_REGISTRY,
        UNKNOWN_KEY,
        WRONG_SIGNER,
        MALFORMED_DATE,
        NOT_ACCREDITED,
        KEY_OUT_OF_VALIDITY,
        KEY_REVOKED,
        NOT_YET_VALID,
        EXPIRED,
        STATUS_NONE,
        STATUS_STALE,
        STATUS_NOT_PROVEN,
        SUSPENDED,
        REVOKED,
        CANCELLED,
        SUPERSEDED,
        STATUS_UNKNOWN
    }

    /// Where a certificate stands among all of its register, as `protocol/typedData/statusTree.ts` writes it.
    struct StatusProof {
        uint8 status;
        /// When a suspension ends by itself; 0 where it does not.
        uint64 suspendedUntil;
        uint64 index;
        bytes32[] path;
    }

    /// A certificate as somebody shows it. Nothing of it is true yet.
    struct Shown {
        /// The salt of the domain that it is said to be signed for.
        bytes32 domain;
        Certificate certificate;
        /// Which of its registry's key sets.
        uint32 keySet;
        bytes signature;
        StatusProof status;
    }

    /// A registry that has found the same root from the blocks.
    struct Endorsement {
        string registry;
        uint32 keySet;
        bytes signature;
    }

    struct Accredited {
        /// The last trust list that named it.
        uint32 listedIn;
        uint64 from;
        uint64 to;
        mapping(uint32 => KeySet) keySets;
    }

    struct Standing {
        uint32 version;
        uint64 nextUpdate;
        uint32 statusQuorum;
        uint64 statusLifetime;
    }

    error BadSignature(Code code);
    error NotSignedBySupervisor(address signer);
    error NotNewer(uint64 known, uint64 given);
    error FromTheFuture(uint64 given);
    error NoQuorum(uint256 endorsements, uint256 quorum);
    error NotEndorsed(string registry, Code code);
    error EndorsementsNotInOrder(string registry);

    event TrustListPublished(uint32 indexed version, bytes32 sha256Digest, address supervisor);
    event StatusRootPublished(bytes32 indexed root, uint64 size, uint64 height, uint64 time);

    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;
    uint64 private constant DAY = 86400;
    /// By how much the clock of a registry may be ahead of the chain's.
    uint64 private constant SKEW = 120;
    uint8 private constant STATUS_SUSPENDED = 1;
    uint8 private constant STATUS_SUPERSEDED = 4;

    bytes32 public immutable salt;
    bytes32 private immutable domain;
    address public supervisor;
    Standing public standing;
    StatusRoot public status;
    mapping(bytes32 => Accredited) private accredited;

    /// @param registerSalt of the register's EIP-712 domain
    /// @param firstSupervisor who signs the first trust list
    constructor(bytes32 registerSalt, address firstSupervisor) {
        salt = registerSalt;
        domain = TypedMessages.domainOf(registerSalt);
        supervisor = firstSupervisor;
    }

    /// Takes the place of the trust list before. A registry that it does not name is trusted no more.
    function publishTrustList(TrustList calldata list, bytes calldata signature) external {
        if (list.version <= standing.version) revert NotNewer(standing.version, list.version);
        if (list.issuedAt > block.timestamp + SKEW) revert FromTheFuture(list.issuedAt);
        address signer = _signerOrRevert(list.hashOf(), signature);
        if (signer != supervisor) revert NotSignedBySupervisor(signer);
        supervisor = list.supervisor;
        standing = Standing(list.version, list.nextUpdate, list.statusQuorum, list.statusLifetime);
        for (uint256 i = 0; i < list.issuers.length; i++) _accredit(list.issuers[i], list.version);
        emit TrustListPublished(list.version, list.sha256Digest, list.supervisor);
    }

    /// Takes the place of the status root before.
    /// @param endorsements of different registries, in the order of the keccak256 of their USCCs
    function publishStatusRoot(StatusRoot calldata next, Endorsement[] calldata endorsements) external {
        if (next.time <= status.time) revert NotNewer(status.time, next.time);
        if (next.height < status.height) revert NotNewer(status.height, next.height);
        if (next.time > block.timestamp + SKEW) revert FromTheFuture(next.time);
        uint256 quorum = standing.statusQuorum == 0 ? 1 : standing.statusQuorum;
        if (endorsements.length < quorum) revert NoQuorum(endorsements.length, quorum);
        bytes32 digest = TypedMessages.digestOf(domain, next.hashOf());
        bytes32 previous = 0;
        for (uint256 i = 0; i < endorsements.length; i++) {
            bytes32 registry = keccak256(bytes(endorsements[i].registry));
            if (registry <= previous) revert EndorsementsNotInOrder(endorsements[i].registry);
            Code code = _endorses(endorsements[i], registry, digest);
            if (code != Code.VALID) revert NotEndorsed(endorsements[i].registry, code);
            previous = registry;
        }
        status = next;
        emit StatusRootPublished(next.root, next.size, next.height, next.time);
    }

    /// Whether what is shown is a certificate of this register that is in force now.
    function verify(Shown calldata shown) external view returns (Code code) {
        if (shown.domain != salt) return Code.WRONG_DOMAIN;
        bytes32 message = shown.certificate.hashOf();
        bytes32 registry = keccak256(bytes(shown.certificate.registry));
        code = _isSigned(shown, message, registry);
        if (code == Code.VALID) code = _isInTime(shown.certificate, registry, shown.keySet);
        if (code == Code.VALID) code = _stands(shown.status, message);
    }

    function _accredit(Issuer calldata issuer, uint32 version) private {
        Accredited storage entry = accredited[keccak256(bytes(issuer.registry))];
        entry.listedIn = version;
        entry.from = issuer.accreditedFrom;
        entry.to = issuer.accreditedTo;
        for (uint256 i = 0; i < issuer.keySets.length; i++) entry.keySets[issuer.keySets[i].version] = issuer.keySets[i];
    }

    function _signerOrRevert(bytes32 message, bytes calldata signature) private view returns (address) {
        (Code code, address signer) = _recover(TypedMessages.digestOf(domain, message), signature);
        if (code != Code.VALID) revert BadSignature(code);
        return signer;
    }

    /// One signature has one spelling: r, s of the lower half, and v of 27 or 28.
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (Code, address) {
        if (signature.length != 65) return (Code.MALFORMED_SIGNATURE, address(0));
        uint8 v = uint8(signature[64]);
        if (v != 27 && v != 28) return (Code.BAD_V, address(0));
        bytes32 s = bytes32(signature[32:64]);
        if (uint256(s) > HALF_ORDER) return (Code.HIGH_S, address(0));
        address signer = ecrecover(digest, v, bytes32(signature[0:32]), s);
        return (signer == address(0) ? Code.NO_SIGNER : Code.VALID, signer);
    }

    function _keyOf(bytes32 registry, uint32 version) private view returns (Code, KeySet memory none) {
        if (standing.version == 0) return (Code.TRUST_LIST_NONE, none);
        if (block.timestamp > standing.nextUpdate) return (Code.TRUST_LIST_STALE, none);
        Accredited storage entry = accredited[registry];
        if (entry.listedIn != standing.version) return (Code.UNKNOWN_REGISTRY, none);
        KeySet memory set = entry.keySets[version];
        return (set.key == address(0) ? Code.UNKNOWN_KEY : Code.VALID, set);
    }

    function _isSigned(Shown calldata shown, bytes32 message, bytes32 registry) private view returns (Code code) {
        address signer;
        (code, signer) = _recover(TypedMessages.digestOf(domain, message), shown.signature);
        if (code != Code.VALID) return code;
        KeySet memory set;
        (code, set) = _keyOf(registry, shown.keySet);
        if (code != Code.VALID) return code;
        return signer == set.key ? Code.VALID : Code.WRONG_SIGNER;
    }

    /// The registry, its key and the certificate itself, each in its time.
    function _isInTime(Certificate calldata shown, bytes32 registry, uint32 keySet) private view returns (Code) {
        (bool hasFirst, uint64 first) = CivilDate.startOf(shown.validFrom);
        (bool hasLast, uint64 last) = CivilDate.startOf(shown.validTo);
        if (!hasFirst || !hasLast) return Code.MALFORMED_DATE;
        Accredited storage entry = accredited[registry];
        if (first < entry.from || (entry.to != 0 && first >= entry.to)) return Code.NOT_ACCREDITED;
        Code code = _isKeyInTime(entry.keySets[keySet], first, shown.version);
        if (code != Code.VALID) return code;
        if (block.timestamp < first) return Code.NOT_YET_VALID;
        return block.timestamp >= last + DAY ? Code.EXPIRED : Code.VALID;
    }

    /// A later version of a certificate keeps its first day, and is signed with a later key.
    function _isKeyInTime(KeySet storage set, uint64 first, uint32 version) private view returns (Code) {
        if (version == 1 && first + DAY <= set.validFrom) return Code.KEY_OUT_OF_VALIDITY;
        if (set.revokedAt != 0 && first >= set.revokedAt) return Code.KEY_REVOKED;
        return set.validUntil != 0 && first >= set.validUntil ? Code.KEY_OUT_OF_VALIDITY : Code.VALID;
    }

    /// What the register says of the very same statement. A stolen key signs nothing that stands there.
    function _stands(StatusProof calldata proof, bytes32 message) private view returns (Code) {
        if (status.time == 0) return Code.STATUS_NONE;
        if (block.timestamp > status.time + standing.statusLifetime) return Code.STATUS_STALE;
        bytes32 leaf = InclusionProof.leafHash(abi.encodePacked(message, proof.status, proof.suspendedUntil));
        if (!InclusionProof.proves(leaf, proof.index, proof.path, status.root, status.size)) {
            return Code.STATUS_NOT_PROVEN;
        }
        if (proof.status == 0) return Code.VALID;
        if (proof.status == STATUS_SUSPENDED && proof.suspendedUntil != 0 && block.timestamp >= proof.suspendedUntil) {
            return Code.VALID;
        }
        return
            proof.status > STATUS_SUPERSEDED
                ? Code.STATUS_UNKNOWN
                : Code(uint8(Code.SUSPENDED) + proof.status - STATUS_SUSPENDED);
    }

    /// Only a registry that is accredited now speaks for the register, with the key that is in force now.
    function _endorses(Endorsement calldata by, bytes32 registry, bytes32 digest) private view returns (Code code) {
        KeySet memory set;
        (code, set) = _keyOf(registry, by.keySet);
        if (code != Code.VALID) return code;
        Accredited storage entry = accredited[registry];
        if (block.timestamp < entry.from || (entry.to != 0 && block.timestamp >= entry.to)) return Code.NOT_ACCREDITED;
        if (set.revokedAt != 0) return Code.KEY_REVOKED;
        if (set.validUntil != 0) return Code.KEY_OUT_OF_VALIDITY;
        address signer;
        (code, signer) = _recover(digest, by.signature);
        if (code != Code.VALID) return code;
        return signer == set.key ? Code.VALID : Code.WRONG_SIGNER;
    }
}
