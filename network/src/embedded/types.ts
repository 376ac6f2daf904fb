// SPDX-License-Identifier: Apache-2.0
import type { KeyObject, X509Certificate } from 'node:crypto';

/** What a certificate's NodeOU says its holder is. */
export type NodeRole = 'client' | 'peer' | 'admin' | 'orderer';

/** A parsed creator or endorser. Whether its MSP accepts it is `refusal`, never assumed. */
export interface Identity {
  readonly mspId: string;
  /** MSP id and SHA-256 of the certificate: two serializations of one certificate are one identity. */
  readonly id: string;
  readonly certificate: X509Certificate;
  readonly publicKey: KeyObject;
  /** Why the MSP does not accept the certificate; undefined where it does. Expiry is not part of it. */
  readonly refusal: string | undefined;
  /** True where no authority of the MSP issued the certificate; Fabric says of it that it cannot be read. */
  readonly isForeign: boolean;
  readonly role: NodeRole | undefined;
  /** Milliseconds since the epoch. Checked at access only, as Fabric does, so that replays never change. */
  readonly notAfter: number;
}

/** The membership service providers of a channel. */
export interface Identities {
  readonly mspIds: readonly string[];
  /** @throws LedgerError IDENTITY_REFUSED where bytes, MSP id or certificate cannot be read. Says nothing of validity. */
  deserialize(serialized: Uint8Array): Identity;
  /** True for a well-formed low-S signature of `data` by the identity's key. */
  verify(identity: Identity, data: Uint8Array, signature: Uint8Array): boolean;
  /** Takes a signature as good unseen: only for one just made by this process (saves checking it at validation). */
  remember(identity: Identity, data: Uint8Array, signature: Uint8Array): void;
}

/** An endorsement policy, compiled. */
export interface Policy {
  /** The identities must be distinct (`distinctSigners`). */
  isSatisfiedBy(identities: readonly Identity[]): boolean;
  /** Multisets of MSP ids whose peers together satisfy the policy, fewest first. */
  readonly peerSets: readonly (readonly string[])[];
}

/** What `_lifecycle` holds about a chaincode. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  /** Serialized `protos.ApplicationPolicy`. */
  readonly policy: Buffer;
}

/** What block 0 says about the channel. */
export interface ChannelConfig {
  readonly channelId: string;
  readonly identities: Identities;
  /** The chaincodes that the channel was founded with; a real network defines them later, by transactions. */
  readonly chaincodes: readonly ChaincodeDefinition[];
  /** Compiles an `ApplicationPolicy`, following references to channel policies. @throws LedgerError POLICY_SYNTAX */
  applicationPolicy(serialized: Uint8Array): Policy;
  /** Compiles a key-level policy (`SignaturePolicyEnvelope`). @throws LedgerError POLICY_SYNTAX */
  signaturePolicy(serialized: Uint8Array): Policy;
}
