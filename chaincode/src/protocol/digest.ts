// SPDX-License-Identifier: Apache-2.0
import { sha256 as nobleSha256 } from '@noble/hashes/sha2';
import { sm3 as hexSm3 } from 'sm-crypto-v2';
import { fromHex, toHex, utf8 } from './bytes';
import { canonicalJson } from './canonicalJson';
import type { JsonInput } from './canonicalJson';

declare const hex64: unique symbol;
/** A digest of 32 bytes as 64 lower-case hexadecimal digits. */
export type Hex64 = string & { readonly [hex64]: true };

/** Both digests of the same bytes: SHA-256 for the world, SM3 (GB/T 32905) for the courts. */
export type DualDigest = {
  readonly sha256: Hex64;
  readonly sm3: Hex64;
};

export const isHex64 = (text: string): text is Hex64 => /^[0-9a-f]{64}$/.test(text);

/** SHA-256 (FIPS 180-4), 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

/** SM3 (GB/T 32905), 32 bytes. */
export const sm3 = (bytes: Uint8Array): Uint8Array => fromHex(hexSm3(bytes));

export const sha256Hex = (bytes: Uint8Array): Hex64 => toHex(sha256(bytes)) as Hex64;
export const sm3Hex = (bytes: Uint8Array): Hex64 => hexSm3(bytes) as Hex64;

/** Both digests of the bytes. */
export const dualDigest = (bytes: Uint8Array): DualDigest => ({ sha256: sha256Hex(bytes), sm3: sm3Hex(bytes) });

/**
 * SHA-256 of the canonical JSON of a value in UTF-8.
 *
 * @throws RegistryError INVALID_JSON if the value has no canonical JSON
 */
export const digestOf = (value: JsonInput): Hex64 => sha256Hex(utf8(canonicalJson(value)));

/**
 * Both digests of the canonical JSON of a value in UTF-8.
 *
 * @throws RegistryError INVALID_JSON if the value has no canonical JSON
 */
export const dualDigestOf = (value: JsonInput): DualDigest => dualDigest(utf8(canonicalJson(value)));
