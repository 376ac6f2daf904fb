// SPDX-License-Identifier: Apache-2.0
/** Rows of cells in columns that are as wide as their widest cell; the first row is the header. */
export const alignedTable = (rows: readonly (readonly string[])[]): string => {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (row: readonly string[]): string => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
  return rows.map((row) => lineOf(row).trimEnd()).join('\n');
};
