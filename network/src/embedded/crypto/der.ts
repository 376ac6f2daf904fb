// SPDX-License-Identifier: Apache-2.0

const integerTag = 0x02;
const sequenceTag = 0x30;

/** A P-256 signature is at most 72 bytes of DER, so every length here fits one byte. */
const maximumLength = 72;
const fieldBytes = 32;

const encodeInteger = (field: Buffer): Buffer => {
  let start = 0;
  while (start < field.length - 1 && field[start] === 0) start++;
  const digits = field.subarray(start);
  const padding = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.concat([Buffer.from([integerTag, digits.length + padding.length, ...padding]), digits]);
};

/** r and s of 32 bytes each as `SEQUENCE { r INTEGER, s INTEGER }`. */
export const encodeSignature = (r: Buffer, s: Buffer): Buffer => {
  const content = Buffer.concat([encodeInteger(r), encodeInteger(s)]);
  return Buffer.concat([Buffer.from([sequenceTag, content.length]), content]);
};

/** DER allows one spelling of a positive integer: no superfluous zero, no sign bit. */
const isCanonical = (digits: Uint8Array): boolean => {
  const [first = 0x80, second = 0] = digits;
  return first < 0x80 && (first !== 0 || second >= 0x80);
};

const readInteger = (bytes: Uint8Array, at: number): { field: Buffer; end: number } | undefined => {
  const length = bytes[at + 1] ?? 0;
  const end = at + 2 + length;
  if (bytes[at] !== integerTag || length === 0 || end > bytes.length) return undefined;
  const digits = bytes.subarray(at + 2, end);
  if (!isCanonical(digits)) return undefined;
  const significant = digits[0] === 0 ? digits.subarray(1) : digits;
  if (significant.length > fieldBytes) return undefined;
  const field = Buffer.alloc(fieldBytes);
  field.set(significant, fieldBytes - significant.length);
  return { field, end };
};

/**
 * Reads a DER signature of a 256-bit curve strictly: one spelling, nothing behind it.
 * @returns r and s of 32 bytes each, or undefined where the bytes are anything else.
 */
export const decodeSignature = (der: Uint8Array): { r: Buffer; s: Buffer } | undefined => {
  if (der.length > maximumLength || der[0] !== sequenceTag || der[1] !== der.length - 2) return undefined;
  const r = readInteger(der, 2);
  if (r === undefined) return undefined;
  const s = readInteger(der, r.end);
  return s?.end === der.length ? { r: r.field, s: s.field } : undefined;
};
