// SPDX-License-Identifier: Apache-2.0
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3';
import { fromHex, toHex } from '../bytes';

/**
 * The key that made a signature over a digest, as a contract on an EVM chain finds it.
 *
 * @param signature - r, s (of the lower half) and v (27 or 28) as 130 hexadecimal digits; it may come from an attacker
 * @returns the compressed point, or undefined where it is no such signature
 */
export const recoverKey = (digest: Uint8Array, signature: string): string | undefined => {
  const v = /^[0-9a-f]{130}$/.test(signature) ? parseInt(signature.slice(128), 16) : 0;
  if (v !== 27 && v !== 28) return undefined;
  try {
    const parts = secp256k1.Signature.fromBytes(fromHex(signature.slice(0, 128)), 'compact');
    if (parts.hasHighS()) return undefined;
    const point = parts
      .addRecoveryBit(v - 27)
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is not in the types of 1.9
      .recoverPublicKey(digest);
    return point.toHex(true);
  } catch {
    // Numbers out of range, and points that are none: that is not a signature.
    return undefined;
  }
};

/** The address of a secp256k1 key on EVM chains, in lower case. @param key - a compressed point */
export const addressOf = (key: string): string => {
  const point = secp256k1.Point.fromHex(key).toBytes(false);
  return `0x${toHex(keccak_256(point.slice(1)).slice(12))}`;
};
