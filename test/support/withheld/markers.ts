// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';

/** A text that stands nowhere by chance, and is as long in every form. */
export const newMarker = (name: string): string => `${name}Zq${randomBytes(8).toString('hex')}`;

/** A telephone number that stands nowhere by chance. */
export const newTelephone = (): string => `0371 ${String(randomBytes(6).readUIntBE(0, 6)).padStart(15, '7')}`;

/** What stands for some bytes in base64 whatever stands before and after them. */
const inBase64 = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const partly = (before + bytes.length) % 3 === 0 ? 0 : 1;
    return text.slice(before === 0 ? 0 : before + 1, text.length - partly);
  });

const formsOf = (marker: string): Buffer[] => {
  const bytes = Buffer.from(marker);
  return [
    bytes,
    Buffer.from(marker, 'utf16le'),
    ...[bytes.toString('hex'), ...inBase64(bytes)].map((one) => Buffer.from(one)),
  ];
};

/** The names of the markers that stand in some bytes: as text in two encodings, in hexadecimal, or in base64. */
export const findMarkers = (bytes: Uint8Array, markers: Readonly<Record<string, string>>): string[] => {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Object.entries(markers).flatMap(([name, marker]) =>
    formsOf(marker).some((form) => haystack.includes(form)) ? [name] : [],
  );
};
