// SPDX-License-Identifier: Apache-2.0
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and about a quarter of a second: what OWASP asks of scrypt at this memory. */
const COST = { N: 32_768, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;
const LONGEST = 256;

/** One at a time: log-ins must not take the machine's memory or all of its threads. */
let turn: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const work = (): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, HASH_BYTES, COST, (error, key) => {
        if (error) reject(error);
        else resolve(key);
      });
    });
  const result = turn.then(work, work);
  turn = result;
  return result;
}

/** 120 random bits in letters that can be read aloud. */
export function newPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(24), (byte) => letters.charAt(byte & 31)).join('');
}

/** A salted scrypt hash in text: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * Whether a password is the one of a hash. An absent hash takes as long as a present one, and is never right.
 *
 * @param stored - as {@link hashPassword} made it
 */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [, , , , salt = '', hash = ''] = (stored ?? '').split('$');
  const expected = Buffer.from(hash, 'base64url');
  const derived = await derive(password.slice(0, LONGEST), Buffer.from(salt, 'base64url'));
  return expected.length === HASH_BYTES && timingSafeEqual(derived, expected) && password.length <= LONGEST;
}
