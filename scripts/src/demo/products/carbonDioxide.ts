// SPDX-License-Identifier: Apache-2.0
import { measureCsv } from '../data/measure';
import type { DemoProduct } from '../product';

export const carbonDioxide: DemoProduct = {
  key: 'carbon dioxide',
  route: 'straight',
  registry: 'guiyang',
  applicant: 'guiyang-applicant-1',
  file: {
    packageName: 'vega-datasets',
    path: 'data/co2-concentration.csv',
    name: 'co2-concentration.csv',
    mime: 'text/csv',
  },
  measure: measureCsv,
  rightTypes: ['HOLD', 'USE', 'OPERATE'],
  basis: 'CONTRACT',
  description: {
    dataName: '1958至2020年大气二氧化碳浓度月度数据集',
    dataSummary:
      '逐月给出1958年3月至2020年4月莫纳罗亚观象台的大气二氧化碳浓度与季节调整值，单位为百万分之一（摩尔比）。' +
      '用于气候分析、碳核算教学和模型验证。',
    industry: { code: 'M74', tableVersion: 'GB/T 4754-2017/1' },
    sources: [{ kind: 'CONTRACT', sharePercent: 100 }],
    regionScope: 'INTERNATIONAL',
    regionCodes: ['000000'],
    timeScope: { from: '1958-03-01', to: '2020-04-30' },
    updateFrequency: 'NONE',
    morphology: [{ medium: 'TABLE', structure: 'STRUCTURED' }],
    limits: ['使用时须按 CC BY 4.0 署名'],
    category: '气象环境',
    scenario: '气候变化分析与碳核算教学。',
    processingRule: '取月度原位观测序列，剔除缺测行，保留实测值与季节调整值两列。',
  },
  origin: {
    publisher: 'Scripps 二氧化碳项目月度原位观测数据',
    licence: 'CC BY 4.0（数据）与 BSD-3-Clause（软件包）',
    account:
      '数据由 Scripps 二氧化碳项目以 CC BY 4.0 许可公开，许可允许在署名条件下使用、改编和经营；申请人经软件包 vega-datasets 取得。',
  },
  withhold: [],
};
