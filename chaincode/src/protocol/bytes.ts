// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from './errors';
import { hasLoneSurrogate } from './json/values';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const DIGITS = '0123456789abcdef';

/** Lower-case hexadecimal digits, two a byte. */
export const toHex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
  return text;
};

/**
 * The bytes of lower-case hexadecimal digits: one byte string has one spelling.
 *
 * @throws RegistryError INVALID_IDENTIFIER for an odd count, capitals or anything else
 */
export const fromHex = (text: string): Uint8Array => {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) {
    throw new RegistryError('INVALID_IDENTIFIER', { identifier: 'hex', problem: 'must be pairs of digits 0-9a-f' });
  }
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => parseInt(text.slice(index * 2, index * 2 + 2), 16));
};

/** Base64 with `-` and `_` and without padding (RFC 4648 5), as JOSE writes bytes. */
export const toBase64Url = (bytes: Uint8Array): string => {
  let letters = '';
  // One by one: a call cannot have as many arguments as a long text has bytes.
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

/**
 * The bytes of {@link toBase64Url}: one byte string has one spelling.
 *
 * @throws RegistryError INVALID_IDENTIFIER for anything that it would not write
 */
export const fromBase64Url = (text: string): Uint8Array => {
  const digits = text.replaceAll('-', '+').replaceAll('_', '/');
  const isPlain = /^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1;
  const bytes = Uint8Array.from(isPlain ? atob(digits) : '', (letter) => letter.charCodeAt(0));
  if (!isPlain || toBase64Url(bytes) !== text) {
    throw new RegistryError('INVALID_IDENTIFIER', {
      identifier: 'base64url',
      problem: 'must be as RFC 7515 writes it',
    });
  }
  return bytes;
};

/**
 * The UTF-8 bytes of a text.
 *
 * @throws RegistryError INVALID_JSON for a lone surrogate, which TextEncoder would replace silently
 */
export const utf8 = (text: string): Uint8Array => {
  if (hasLoneSurrogate(text)) throw new RegistryError('INVALID_JSON', { reason: 'lone surrogate' });
  return encoder.encode(text);
};

/**
 * The text of UTF-8 bytes; a byte order mark is kept as a character, so that encoding again gives the same bytes.
 *
 * @throws RegistryError INVALID_JSON for bytes that are not UTF-8
 */
export const fromUtf8 = (bytes: Uint8Array): string => {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new RegistryError('INVALID_JSON', { reason: 'not UTF-8' }, { cause });
  }
};

/** All bytes in a row. */
export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Whether two byte strings are the same. Not constant in time: for public values only. */
export const equalBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);
