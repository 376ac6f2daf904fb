// SPDX-License-Identifier: Apache-2.0
import { measureLand } from '../data/measure';
import type { DemoProduct } from '../product';

export const land: DemoProduct = {
  key: 'land',
  route: 'straight',
  registry: 'zhengzhou',
  applicant: 'zhengzhou-applicant-2',
  agent: 'zhengzhou-agent-1',
  file: { packageName: 'world-atlas', path: 'land-50m.json', name: 'land-50m.json', mime: 'application/json' },
  measure: measureLand,
  rightTypes: ['HOLD', 'USE', 'OPERATE'],
  basis: 'CONTRACT',
  description: {
    dataName: '2018年全球陆地轮廓五千万分之一矢量数据集',
    dataSummary:
      '以拓扑格式给出全球陆地轮廓的多边形，比例尺1:5000万，不含任何国界与行政界线。' +
      '用于航运线路底图、海陆掩膜和可视化。',
    industry: { code: 'M74', tableVersion: 'GB/T 4754-2017/1' },
    sources: [{ kind: 'CONTRACT', sharePercent: 100 }],
    regionScope: 'INTERNATIONAL',
    regionCodes: ['000000'],
    timeScope: { from: '2018-05-21' },
    updateFrequency: 'OTHER',
    morphology: [{ medium: 'OTHER', structure: 'SEMI_STRUCTURED' }],
    limits: ['公开出版地图前须依法送审'],
    category: '基础地理',
    scenario: '航运与物流线路可视化的海陆底图。',
    processingRule: '由1:5000万陆地面要素量化为拓扑弧段，合并共享边界后输出。',
  },
  origin: {
    publisher: 'Natural Earth 4.1.0 陆地面要素',
    licence: 'ISC（软件包）与公有领域（Natural Earth）',
    account:
      'Natural Earth 声明其数据属公有领域，可自由使用和修改；软件包 world-atlas 将其转为拓扑格式并以 ISC 许可再发布。',
  },
  withhold: [],
};
