// SPDX-License-Identifier: Apache-2.0
export const KEY_USAGE = '2.5.29.15';
export const EXTENDED_KEY_USAGE = '2.5.29.37';
export const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';

interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

/** Splits DER into its elements, one level deep: an independent reading, without the library that wrote it. */
function elements(der: Buffer): Element[] {
  const found: Element[] = [];
  for (let offset = 0; offset < der.length;) {
    const tag = der.readUInt8(offset);
    const first = der.readUInt8(offset + 1);
    const sizeBytes = first < 0x80 ? 0 : first & 0x7f;
    const length = sizeBytes === 0 ? first : der.readUIntBE(offset + 2, sizeBytes);
    const start = offset + 2 + sizeBytes;
    found.push({ tag, content: der.subarray(start, start + length) });
    offset = start + length;
  }
  return found;
}

function oid(content: Buffer): string {
  const parts = [Math.floor(content[0]! / 40), content[0]! % 40];
  let value = 0;
  for (const byte of content.subarray(1)) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    }
  }
  return parts.join('.');
}

/** Extensions of a certificate by OID: whether critical, and the value's bytes in hexadecimal (RFC 5280, 4.1). */
export function extensionsOf(certificate: Buffer): Map<string, { critical: boolean; value: string }> {
  const body = elements(elements(elements(certificate)[0]!.content)[0]!.content);
  const explicit = body.find((element) => element.tag === 0xa3)!;
  return new Map(
    elements(elements(explicit.content)[0]!.content).map((extension) => {
      const parts = elements(extension.content);
      const value = parts[parts.length - 1]!.content.toString('hex');
      return [oid(parts[0]!.content), { critical: parts.length === 3, value }];
    }),
  );
}
