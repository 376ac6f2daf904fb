// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';

/** How many bytes at the beginning of a file say what it is. */
export const SNIFF_BYTES = 4_096;

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The kinds of files that are taken, by how they begin. What a client calls a file is not asked. */
const SIGNATURES: readonly { readonly mime: string; readonly begins: Buffer; readonly at?: number }[] = [
  { mime: 'application/pdf', begins: ascii('%PDF-') },
  { mime: 'image/png', begins: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { mime: 'image/jpeg', begins: Buffer.from([0xff, 0xd8, 0xff]) },
  { mime: 'image/tiff', begins: Buffer.from([0x49, 0x49, 0x2a, 0x00]) },
  { mime: 'image/tiff', begins: Buffer.from([0x4d, 0x4d, 0x00, 0x2a]) },
  { mime: 'image/webp', begins: ascii('WEBP'), at: 8 },
  { mime: 'video/mp4', begins: ascii('ftyp'), at: 4 },
  { mime: 'audio/wav', begins: ascii('WAVE'), at: 8 },
  // Office documents are ZIP archives too.
  { mime: 'application/zip', begins: Buffer.from([0x50, 0x4b, 0x03, 0x04]) },
  { mime: 'application/gzip', begins: Buffer.from([0x1f, 0x8b]) },
  { mime: 'application/vnd.apache.parquet', begins: ascii('PAR1') },
  { mime: 'application/vnd.apache.arrow.file', begins: ascii('ARROW1') },
  { mime: 'application/vnd.sqlite3', begins: ascii('SQLite format 3\0') },
];

// Tab, line feed and carriage return are the only controls in a text file.
const isControl = (byte: number): boolean => (byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte)) || byte === 0x7f;

/** Up to three bytes of a character may be cut off where more follows than was looked at. */
function isText(head: Buffer): boolean {
  const cuts = head.length < SNIFF_BYTES ? [0] : [0, 1, 2, 3];
  return cuts.some((cut) => isUtf8(head.subarray(0, head.length - cut))) && !head.some(isControl);
}

function textKind(text: string, name: string): string {
  const extension = name.toLowerCase().split('.').at(-1) ?? '';
  if (extension === 'csv') return 'text/csv';
  if (['json', 'geojson', 'topojson'].includes(extension) && /^\s*[[{]/.test(text)) return 'application/json';
  return 'text/plain';
}

/**
 * The media type of a file by its first bytes, or undefined for a kind that is not taken.
 *
 * @param head - its first {@link SNIFF_BYTES} bytes, or all
 * @param name - tells kinds of text apart, never text from binary
 */
export function mediaTypeOf(head: Buffer, name: string): string | undefined {
  const found = SIGNATURES.find(({ begins, at = 0 }) => head.subarray(at, at + begins.length).equals(begins));
  if (found) return found.mime;
  return isText(head) ? textKind(head.toString('utf8'), name) : undefined;
}
