// SPDX-License-Identifier: Apache-2.0
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { CertificateKeySet, JsonObject } from '@registry/chaincode/protocol';

/**
 * The did:web of a gateway: its document is at `/.well-known/did.json` of that origin.
 *
 * @param origin - under which people reach the gateway
 */
export const didOf = (origin: string): string => `did:web:${encodeURIComponent(new URL(origin).host)}`;

/** How a credential names the key that it is signed with. */
export const methodIdOf = (did: string, version: number): string => `${did}#keys-${String(version)}`;

interface Curve {
  readonly Point: { fromHex(hex: string): { toAffine(): { readonly x: bigint; readonly y: bigint } } };
}

const coordinate = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');

const jwkOf = ({ Point }: Curve, crv: string, key: string): JsonObject => {
  const { x, y } = Point.fromHex(key).toAffine();
  return { kty: 'EC', crv, x: coordinate(x), y: coordinate(y) };
};

const method = (did: string, id: string, publicKeyJwk: JsonObject): JsonObject => ({
  id,
  type: 'JsonWebKey',
  controller: did,
  publicKeyJwk,
});

/**
 * The document of a registry's did:web (DID Core 1.0): the keys of every set that was not revoked, since a credential
 * stays when its key is replaced. The ledger is the authority; this is its copy for those who do not read the ledger.
 */
export const didDocument = (did: string, sets: readonly CertificateKeySet[]): JsonObject => {
  const trusted = sets.filter(({ revokedAt }) => revokedAt === undefined);
  const methods = trusted.flatMap(({ version, keys }) => [
    method(did, methodIdOf(did, version), jwkOf(p256, 'P-256', keys.p256)),
    method(did, `${methodIdOf(did, version)}-secp256k1`, jwkOf(secp256k1, 'secp256k1', keys.secp256k1)),
  ]);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id: did,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id as string),
  };
};
