// SPDX-License-Identifier: Apache-2.0
import type { Topology } from '@registry/network';
import { parseCsv } from './data/csv';
import { fingerprintOf } from './data/fingerprint';
import { readPackageFile } from './data/packageFile';
import { CHUNK_BYTES, openDossier } from './dossier';
import type { Dossier } from './dossier';
import { divisions } from './products/divisions';

/** Columns of the table of townships. */
const [CODE, NAME, COUNTY] = [0, 1, 2];

interface County {
  readonly code: string;
  readonly name: string;
}

const countiesOf = (areas: string): County[] =>
  parseCsv(areas)
    .slice(1)
    .map(([code = '', name = '']) => ({ code, name }));

const townshipsByCounty = (streets: string): ReadonlyMap<string, readonly string[][]> => {
  const byCounty = new Map<string, string[][]>();
  for (const row of parseCsv(streets).slice(1)) {
    const county = row[COUNTY] ?? '';
    byCounty.set(county, [...(byCounty.get(county) ?? []), row]);
  }
  return byCounty;
};

const fileOf = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`code,name\n${rows.map((row) => `${row[CODE] ?? ''},${row[NAME] ?? ''}\n`).join('')}`);

/** The dossier of one county's townships, on the ground of that of the whole table. */
const countyDossier = (whole: Dossier, county: County, rows: readonly (readonly string[])[]): Dossier => {
  const bytes = fileOf(rows);
  const { product } = whole;
  const dataName = `2023年${county.name}（${county.code}）乡级区划代码数据集`;
  const dataSummary = `${county.name}乡、镇、街道一级的统计用区划代码与名称，共${String(rows.length)}条。`;
  return {
    ...whole,
    product: {
      ...product,
      key: county.code,
      file: { ...product.file, name: `${county.code}.csv` },
      description: { ...product.description, dataName, dataSummary, regionScope: 'COUNTY', regionCodes: [county.code] },
    },
    file: { ...whole.file, bytes },
    measure: { records: rows.length, fields: ['code', 'name'] },
    fingerprint: fingerprintOf(bytes, CHUNK_BYTES),
  };
};

/** A series of real products: the townships of one county each, as many as wanted. */
export const openSeries = async (
  size: number,
  { today, topology }: { readonly today: string; readonly topology: Topology },
): Promise<readonly Dossier[]> => {
  const whole = await openDossier(divisions, today, topology);
  const areas = await readPackageFile(divisions.file.packageName, 'dist/areas.csv');
  const townships = townshipsByCounty(whole.file.bytes.toString('utf8'));
  return countiesOf(areas.bytes.toString('utf8'))
    .flatMap((county) => {
      const rows = townships.get(county.code);
      return rows === undefined ? [] : [countyDossier(whole, county, rows)];
    })
    .slice(0, size);
};
