// SPDX-License-Identifier: Apache-2.0
import { msp } from '@hyperledger/fabric-protos';
import { BoundedMap } from '../crypto/boundedMap';
import { newSignatureChecker, type SignatureCheck } from '../crypto/ecdsa';
import { LedgerError } from '../ledger/errors';
import type { Identities, Identity } from '../types';
import { certificateFingerprint, publicKeyOf, readCertificate } from './certificate';
import type { MembershipProvider } from './provider';

const cachedIdentities = 4096;
/** Fabric certificates are about 1 kB; nothing a hundred times that is worth keeping. */
const longestCached = 16384;

const decode = (serialized: Uint8Array): msp.SerializedIdentity => {
  try {
    return msp.SerializedIdentity.deserializeBinary(serialized);
  } catch (cause) {
    throw new LedgerError('IDENTITY_REFUSED', 'could not deserialize a SerializedIdentity', { cause });
  }
};

const judge = (serialized: Uint8Array, providers: ReadonlyMap<string, MembershipProvider>): Identity => {
  const parsed = decode(serialized);
  const mspId = parsed.getMspid();
  const provider = providers.get(mspId);
  if (provider === undefined) throw new LedgerError('IDENTITY_REFUSED', `MSP ${mspId} is unknown`);
  const certificate = readCertificate(parsed.getIdBytes_asU8());
  const verdict = provider.judge(certificate);
  return {
    mspId,
    id: `${mspId}:${certificateFingerprint(certificate)}`,
    certificate,
    publicKey: publicKeyOf(certificate),
    refusal: 'refusal' in verdict ? verdict.refusal : undefined,
    isForeign: 'isForeign' in verdict,
    role: 'role' in verdict ? verdict.role : undefined,
    notAfter: Date.parse(certificate.validTo),
  };
};

/** The identities of a channel, each parsed once while it stays in use. */
export const newIdentities = (list: readonly MembershipProvider[]): Identities => {
  const providers = new Map(list.map((provider) => [provider.mspId, provider]));
  const known = new BoundedMap<string, Identity>(cachedIdentities);
  const signatures = newSignatureChecker();
  const signed = (identity: Identity, data: Uint8Array, signature: Uint8Array): SignatureCheck => ({
    key: identity.publicKey,
    keyId: identity.id,
    data,
    signature,
  });
  return {
    mspIds: [...providers.keys()],
    deserialize: (serialized) => {
      const bytes = Buffer.from(serialized.buffer, serialized.byteOffset, serialized.byteLength).toString('latin1');
      const cached = known.get(bytes);
      if (cached !== undefined) return cached;
      const identity = judge(serialized, providers);
      if (bytes.length <= longestCached) known.set(bytes, identity);
      return identity;
    },
    verify: (identity, data, signature) => signatures.check(signed(identity, data, signature)),
    remember: (identity, data, signature) => {
      signatures.remember(signed(identity, data, signature));
    },
  };
};
