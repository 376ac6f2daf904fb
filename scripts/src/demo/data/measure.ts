// SPDX-License-Identifier: Apache-2.0
import { parseCsv } from './csv';

/** What a filing says of a product's size: counted, not copied from a description. */
export interface Measure {
  readonly records: number;
  readonly fields: readonly string[];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const property = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

const list = (value: unknown, what: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error(`The file holds no list of ${what}.`);
  return value;
};

/** Rows and column names of a CSV file with a header; a row of another width is a broken file. */
export const measureCsv = (text: string): Measure => {
  const [fields = [], ...rows] = parseCsv(text);
  const broken = rows.findIndex((row) => row.length !== fields.length);
  if (broken !== -1) throw new Error(`Row ${broken + 2} has another number of columns than the header.`);
  return { records: rows.length, fields };
};

/** Dated entries of the holiday calendar: holidays, make-up workdays and days in lieu. */
export const measureCalendar = (text: string): Measure => {
  const groups = JSON.parse(text) as Record<string, Record<string, string>>;
  const records = Object.values(groups).reduce((sum, group) => sum + Object.keys(group).length, 0);
  return { records, fields: Object.keys(groups).flatMap((name) => [`${name}.date`, `${name}.name`]) };
};

/** Features and their property names of a GeoJSON feature collection. */
export const measureGeoJson = (text: string): Measure => {
  const features = list(property(JSON.parse(text), 'features'), 'features');
  return { records: features.length, fields: Object.keys(property(features[0], 'properties') ?? {}) };
};

/** Polygons of the land outline in a TopoJSON file. */
export const measureLand = (text: string): Measure => {
  const geometries = list(property(JSON.parse(text), 'objects', 'land', 'geometries'), 'geometries');
  const records = geometries.reduce<number>(
    (sum, geometry) => sum + list(property(geometry, 'arcs'), 'arcs').length,
    0,
  );
  return { records, fields: ['type', 'arcs', 'transform', 'bbox'] };
};
