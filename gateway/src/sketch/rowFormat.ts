// SPDX-License-Identifier: Apache-2.0
import { parseJson } from '@registry/chaincode/protocol';

/** How the rows of a file are written, by how it begins; undefined where it has none that we could find. */
export type RowFormat =
  { readonly kind: 'json' } | { readonly kind: 'lines' } | { readonly kind: 'delimited'; readonly delimiter: number };

const HEAD_BYTES = 4_096;
const DELIMITERS = [',', '\t', ';', '|'];

const isObject = (line: string): boolean => {
  try {
    parseJson(line, HEAD_BYTES);
    return true;
  } catch {
    // Not a whole object: then the text is one, over many lines.
    return false;
  }
};

const jsonFormat = (text: string): RowFormat => {
  const [first = '', second = ''] = text.split('\n', 2);
  const isLines = first.startsWith('{') && second.startsWith('{') && isObject(first.trimEnd());
  return { kind: isLines ? 'lines' : 'json' };
};

const delimitedFormat = (text: string): RowFormat | undefined => {
  const first = text.split(/[\r\n]/, 1)[0] ?? '';
  const times = (delimiter: string): number => first.split(delimiter).length - 1;
  const [best = ','] = [...DELIMITERS].sort((one, other) => times(other) - times(one));
  return times(best) === 0 ? undefined : { kind: 'delimited', delimiter: best.charCodeAt(0) };
};

/** @param head - at least the first {@link HEAD_BYTES} bytes of a file, or all there are */
export const rowFormatOf = (head: Uint8Array): RowFormat | undefined => {
  const text = Buffer.from(head.subarray(0, HEAD_BYTES))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  // Text has no such byte, whatever its characters.
  if (text.includes('\0')) return undefined;
  return /^[[{]/.test(text) ? jsonFormat(text) : delimitedFormat(text);
};
