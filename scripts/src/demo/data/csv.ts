// SPDX-License-Identifier: Apache-2.0
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * Reads comma-separated values as RFC 4180 has them: quoted fields may hold commas, line ends and doubled quotes.
 * @returns the rows, the header among them
 * @throws Error where the text is not of that form, with the offset
 */
export const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length || row.length > 0) {
    const offset = FIELD.lastIndex;
    const match = FIELD.exec(text);
    if (!match) throw new Error(`Not comma-separated values at offset ${offset}.`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
};
