// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Custody } from '../custody';

/** What Fabric's node organizational units write into a peer's certificate; a person's has another. */
const PEER = 'OU=peer';

/** Whoever sends a transaction can name any number of endorsers; a consortium has few. */
const MOST_KEPT = 1_000;

function certificateIn(idBytes: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(idBytes);
  } catch {
    // Endorsements that count for nothing may hold any bytes.
    return undefined;
  }
}

/** Whether a certificate is that of a peer under an authority. */
function isPeerUnder(authority: X509Certificate | undefined, certificate: X509Certificate): boolean {
  return (
    authority !== undefined &&
    certificate.checkIssued(authority) &&
    certificate.verify(authority.publicKey) &&
    certificate.subject.split('\n').includes(PEER)
  );
}

function readKey(mspId: string, idBytes: Uint8Array, { authorities }: Custody): KeyObject | null {
  const certificate = certificateIn(idBytes);
  if (!certificate || !isPeerUnder(authorities.get(mspId), certificate)) return null;
  return certificate.publicKey;
}

const kept = new WeakMap<Custody, Map<string, KeyObject | null>>();

function keysOf(custody: Custody): Map<string, KeyObject | null> {
  const keys = kept.get(custody) ?? new Map<string, KeyObject | null>();
  if (keys.size >= MOST_KEPT) keys.clear();
  kept.set(custody, keys);
  return keys;
}

/**
 * The public key of a peer whose certificate its MSP's authority has signed, or undefined. The same few peers sign every
 * block, and reading a certificate costs more than checking a signature: each is read once.
 *
 * @param idBytes - the certificate as it stands in a serialized identity; attacker-controlled
 */
export function peerKeyOf(mspId: string, idBytes: Uint8Array, custody: Custody): KeyObject | undefined {
  const keys = keysOf(custody);
  const name = `${mspId} ${Buffer.from(idBytes).toString('latin1')}`;
  const key = keys.get(name) ?? (keys.has(name) ? null : readKey(mspId, idBytes, custody));
  // An organization that nobody knows yet may join: only what an authority has been held to is kept.
  if (custody.authorities.get(mspId) !== undefined) keys.set(name, key);
  return key ?? undefined;
}
