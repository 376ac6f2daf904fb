// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { parseCsv } from '../../../scripts/src/demo/data/csv';

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

describe('parseCsv', () => {
  it('reads commas, line ends and doubled quotes inside quoted fields', () => {
    const text = 'a,b\n"W. H. ""Bud"" Barron","two\nlines, one field"\n';
    expect(parseCsv(text)).toEqual([
      ['a', 'b'],
      ['W. H. "Bud" Barron', 'two\nlines, one field'],
    ]);
  });

  it('reads a last line without a line end, and empty fields', () => {
    expect(parseCsv('a,b\r\n,')).toEqual([
      ['a', 'b'],
      ['', ''],
    ]);
  });

  it('refuses text after a closing quote', () => {
    expect(() => parseCsv('a\n"b"c\n')).toThrow('offset 2');
  });

  it('gives back every table that was written', () => {
    const row = fc.array(fc.string(), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (table) => {
        const text = table.map((fields) => `${fields.map(quoted).join(',')}\n`).join('');
        expect(parseCsv(text)).toEqual(table);
      }),
    );
  });
});
