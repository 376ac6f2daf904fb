// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { sketch as sketchSchema } from '../../../chaincode/src/protocol/schemas/sketch';
import type { Sketch } from '../../../chaincode/src/protocol/schemas/sketch';
import { compareFilings } from '../../../gateway/src/conflicts/similarity';
import type { Similarity } from '../../../gateway/src/conflicts/similarity';
import { tokensOf } from '../../../gateway/src/conflicts/sketchTokens';
import { Sketcher } from '../../../gateway/src/sketch/sketcher';
import { newSketchKey } from '../../../gateway/src/sketch/sketchKey';
import { aFiling } from '../../support/filing';
import { changed, divisionFile, shuffled, tableBytes, tableIn, vegaFile } from '../../support/openData';

const keyOf = (name: string): ReturnType<typeof newSketchKey> =>
  newSketchKey(createHash('sha256').update(name).digest());
const key = keyOf('the registries of this test');

const sketched = (bytes: Buffer, { size = 65_536, under = key } = {}): Sketch => {
  const sketcher = new Sketcher(under);
  for (let at = 0; at < bytes.length; at += size) sketcher.add(bytes.subarray(at, at + size));
  return sketchSchema.parse(sketcher.end());
};

const filingOf = (bytes: Buffer, sketch = sketched(bytes)): ReturnType<typeof aFiling> => {
  const filing = aFiling();
  const materials = filing.materials.map((material) =>
    material.type === 'SAMPLE' ? { ...material, size: bytes.length, sketch } : material,
  );
  return { ...filing, materials };
};
const compared = (one: Buffer, other: Buffer): Similarity => compareFilings(filingOf(one), filingOf(other));
const percent = (overlap: Similarity['rows']): number | undefined =>
  overlap && Math.round((100 * overlap.shared) / overlap.compared);

const airports = tableIn(vegaFile('airports.csv'));
const airportBytes = tableBytes(airports);

/** The rows as objects under the names of the header; only for tables without quoted commas. */
const asObjects = (bytes: Buffer): Record<string, string>[] => {
  const { header, rows } = tableIn(bytes);
  const names = header.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((value, at) => [names[at] ?? '', value])));
};

describe('The sketch of a file', () => {
  it('is the same however the file is cut on its way, and never grows beyond 252 bytes', () => {
    const whole = sketched(airportBytes, { size: airportBytes.length });
    expect(sketched(airportBytes, { size: 4_097 })).toEqual(whole);
    expect(tokensOf(whole.rows)).toHaveLength(32);
    expect(tokensOf(whole.chunks).length).toBeLessThanOrEqual(6);
    expect(tokensOf(whole.schema)).toHaveLength(4);
  });

  it('says nothing under another key', () => {
    const other = sketched(airportBytes, { under: keyOf('somebody else') });
    const { keyId, ...lists } = other;
    expect(keyId).not.toBe(key.id);
    const own = new Set(Object.values(sketched(airportBytes)).flatMap(tokensOf));
    expect(
      Object.values(lists)
        .flatMap(tokensOf)
        .filter((token) => own.has(token)),
    ).toEqual([]);
    expect(compareFilings(filingOf(airportBytes), filingOf(airportBytes, other))).toMatchObject({ contained: 0 });
  });

  it('finds all rows again in another order, though no long stretch of bytes is left', () => {
    const found = compared(airportBytes, tableBytes(shuffled(airports)));
    expect([percent(found.rows), percent(found.chunks)]).toEqual([100, 0]);
    expect([found.isSameSchema, found.contained]).toEqual([true, 100]);
  });

  it('finds about 90 of 100 rows where every twentieth was changed', () => {
    const found = compared(airportBytes, tableBytes(changed(airports, 20)));
    expect(found.rows!.from).toBeLessThanOrEqual(90);
    expect(found.rows!.to).toBeGreaterThanOrEqual(90);
    expect(percent(found.rows)).toBeGreaterThanOrEqual(75);
  });

  it('finds a half to be a half of all, and wholly contained', () => {
    const half = { ...airports, rows: airports.rows.filter((_, at) => at % 2 === 0) };
    const found = compared(airportBytes, tableBytes(half));
    expect(found.rows!.from).toBeLessThanOrEqual(50);
    expect(found.rows!.to).toBeGreaterThanOrEqual(50);
    expect(found.contained).toBeGreaterThanOrEqual(75);
  });

  it('finds nothing in common where there is nothing', () => {
    const found = compared(airportBytes, vegaFile('seattle-weather.csv'));
    expect([percent(found.rows), percent(found.chunks), found.isSameSchema]).toEqual([0, 0, false]);
  });

  it('takes a table for the same in CSV, in JSON, in lines of JSON, under a wrapper and escaped', () => {
    const csv = vegaFile('seattle-weather.csv');
    const objects = asObjects(csv);
    const json = JSON.stringify(objects);
    const escaped = json.replace(/r/g, '\\u0072');
    const wrapped = JSON.stringify({ kind: 'table', rows: objects }, undefined, 2);
    const lines = objects.map((one) => JSON.stringify(one)).join('\n');
    const reordered = JSON.stringify(objects.map((one) => Object.fromEntries(Object.entries(one).reverse())));
    for (const text of [json, escaped, wrapped, lines, reordered]) {
      const found = compared(csv, Buffer.from(text));
      expect([percent(found.rows), found.isSameSchema]).toEqual([100, true]);
    }
  });

  it('unescapes characters beyond the basic plane and Chinese alike', () => {
    const rows = Array.from({ length: 50 }, (_, at) => ({
      name: `数据产品${String(at)}`,
      sign: '𠮷"\\',
      note: 'a\tb',
    }));
    const plain = JSON.stringify(rows);
    const escaped = plain.replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect(percent(compared(Buffer.from(plain), Buffer.from(escaped)).rows)).toBe(100);
  });

  it('takes null for an empty field', () => {
    const csv = 'name,place,code\nfirst station,,12\nsecond station,north,\n';
    const rows = [
      { name: 'first station', place: null, code: 12 },
      { name: 'second station', place: 'north', code: null },
    ];
    expect(compared(Buffer.from(csv), Buffer.from(JSON.stringify(rows))).rows).toMatchObject({
      compared: 2,
      shared: 2,
    });
  });

  it.each(['movies.json', 'earthquakes.json', 'birdstrikes.csv', 'unemployment.tsv'])('finds rows in %s', (name) => {
    expect(tokensOf(sketched(vegaFile(name)).rows)).toHaveLength(32);
  });

  it('tells a list of streets from a list of areas, which have names in common', () => {
    const found = compared(divisionFile('streets.csv'), divisionFile('areas.csv'));
    expect(percent(found.rows)).toBe(0);
  });

  it('finds stretches of a binary file again where something was put before it', () => {
    const image = vegaFile('flights-200k.arrow');
    const moved = Buffer.concat([Buffer.from('somewhat longer'), image]);
    expect(sketched(image).rows).toBe('');
    expect(percent(compared(image, moved).chunks)).toBeGreaterThanOrEqual(70);
  });

  it('reads quotes as RFC 4180 has them, and no more rows than there are', () => {
    const quoted = 'name,remark\n"a, b","say ""so""\nor not"\nplain,"another one"\n';
    const other = 'remark,name\nanother one,plain\n"say ""so""\nor not","a, b"\n';
    const found = compared(Buffer.from(quoted), Buffer.from(other));
    expect(found.rows).toEqual({ compared: 2, shared: 2, from: 100, to: 100 });
  });

  it('takes a first row of numbers for a row', () => {
    const one = '12345,67890\n22345,77890\n';
    const other = '22345,77890\n12345,67890\n';
    expect(compared(Buffer.from(one), Buffer.from(other)).rows).toMatchObject({ compared: 2, shared: 2 });
    expect(sketched(Buffer.from(one)).schema).toBe('');
  });
});

describe('A file made to harm', () => {
  const heapAfter = (make: (sketcher: Sketcher) => void): number => {
    const before = process.memoryUsage().heapUsed;
    const sketcher = new Sketcher(key);
    make(sketcher);
    const rise = process.memoryUsage().heapUsed - before;
    sketchSchema.parse(sketcher.end());
    return rise / 1_048_576;
  };
  const slices = (begin: string, fill: string, times: number) => (sketcher: Sketcher) => {
    sketcher.add(Buffer.from(begin));
    const slice = Buffer.alloc(262_144, fill);
    for (let at = 0; at < times; at += 1) sketcher.add(slice);
  };

  it.each<[string, string, string]>([
    ['one row without an end', 'a,b\n', 'xyz '],
    ['a quote that nothing closes', 'a,b\n"', 'x,\n'],
    ['a header of columns without an end', 'a,b,', 'c,'],
    ['arrays in arrays without an end', '[', '['],
    ['a string without an end', '[{"a":"', '\\u76'],
    ['ends without beginnings', '[', ']}'],
    ['an object of names without an end', '[{', '"a":1,"b":[2],'],
  ])('keeps no memory: %s', (_, begin, fill) => {
    expect(heapAfter(slices(begin, fill, 16))).toBeLessThan(24);
  });

  it('may call every value by a name of its own', () => {
    const named = Array.from({ length: 20_000 }, (_, at) => `"column ${String(at)}":${String(at)}`).join(',');
    expect(tokensOf(sketched(Buffer.from(`[{${named}}]`)).schema)).toHaveLength(4);
  });
});
