// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What a derived key is for: no two purposes share one, so what was encrypted as one cannot be read as another. */
export const PURPOSES = [
  'file-key',
  'file-address',
  'material',
  'opening',
  'private-key',
  'certificate-key',
  'credential-salt',
  'trust-list-key',
  'request-digest',
  'draft',
  'draft-id',
  'comparison',
] as const;
export type Purpose = (typeof PURPOSES)[number];

const NONCE = 12;
const TAG = 16;

/** Stored bytes do not open under this key: another key, other bytes, or moved from another row. */
export class Undecryptable extends Error {
  override readonly name = 'Undecryptable';
}

/** Keys derived from the one key-encryption key. */
export interface Keyring {
  /**
   * Encrypts with AES-256-GCM under a random nonce.
   *
   * @param context - what the bytes belong to, such as a row's id; the same is needed to decrypt
   */
  encrypt(purpose: Purpose, context: string, clear: Uint8Array): Buffer;
  /** @throws Undecryptable */
  decrypt(purpose: Purpose, context: string, stored: Uint8Array): Buffer;
  /** HMAC-SHA-256 in hexadecimal: a digest that nobody without the key can guess from. */
  digest(purpose: Purpose, bytes: Uint8Array): string;
}

function encryptWith(key: Buffer, context: string, clear: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

function decryptWith(key: Buffer, context: string, stored: Uint8Array): Buffer {
  if (stored.length < NONCE + TAG) throw new Undecryptable('Too short to have been encrypted');
  const end = stored.length - TAG;
  const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, NONCE))
    .setAAD(Buffer.from(context))
    .setAuthTag(stored.subarray(end));
  const clear = decipher.update(stored.subarray(NONCE, end));
  try {
    return Buffer.concat([clear, decipher.final()]);
  } catch (cause) {
    throw new Undecryptable('Does not open under this key', { cause });
  }
}

/** @param kek - the key-encryption key, 32 bytes */
export function newKeyring(kek: Uint8Array): Keyring {
  const derive = (purpose: Purpose): Buffer => Buffer.from(hkdfSync('sha256', kek, '', `registry/${purpose}/1`, 32));
  const keys = new Map<Purpose, Buffer>(PURPOSES.map((purpose) => [purpose, derive(purpose)]));
  const keyFor = (purpose: Purpose): Buffer => keys.get(purpose) ?? derive(purpose);
  return {
    encrypt: (purpose, context, clear) => encryptWith(keyFor(purpose), context, clear),
    decrypt: (purpose, context, stored) => decryptWith(keyFor(purpose), context, stored),
    digest: (purpose, bytes) => createHmac('sha256', keyFor(purpose)).update(bytes).digest('hex'),
  };
}
