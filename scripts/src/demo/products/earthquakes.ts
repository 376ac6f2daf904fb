// SPDX-License-Identifier: Apache-2.0
import { measureGeoJson } from '../data/measure';
import type { DemoProduct } from '../product';

export const earthquakes: DemoProduct = {
  key: 'earthquakes',
  route: 'refused',
  registry: 'zhengzhou',
  applicant: 'zhengzhou-applicant-1',
  file: {
    packageName: 'vega-datasets',
    path: 'data/earthquakes.json',
    name: 'earthquakes.json',
    mime: 'application/json',
  },
  measure: measureGeoJson,
  rightTypes: ['HOLD', 'USE'],
  basis: 'SCRAPED',
  description: {
    dataName: '2018年2月全球地震观测事件目录',
    dataSummary:
      '收录2018年1月31日至2月7日全球地震台网记录的地震事件，含震级、位置、深度、时间和定位质量，' +
      '由政府地震监测机构在履行职责中产生。用于教学和算法验证。',
    industry: { code: 'M74', tableVersion: 'GB/T 4754-2017/1' },
    sources: [{ kind: 'SCRAPED_OPEN_DATA', sharePercent: 100 }],
    regionScope: 'INTERNATIONAL',
    regionCodes: ['000000'],
    timeScope: { from: '2018-01-31', to: '2018-02-07' },
    updateFrequency: 'NONE',
    morphology: [{ medium: 'TEXT', structure: 'SEMI_STRUCTURED' }],
    limits: ['仅供教学与研究'],
    category: '地震监测',
    scenario: '地震目录分析教学。',
    processingRule: '按事件编号去重后原样保留。',
  },
  origin: {
    publisher: '美国地质调查局（USGS）地震信息实时服务',
    licence: '公有领域（政府机构产生）',
    account: '数据由政府地震监测机构在履行监测职责中产生并公开，申请人经软件包 vega-datasets 取得其一周的快照。',
  },
  withhold: [],
};
