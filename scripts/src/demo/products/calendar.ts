// SPDX-License-Identifier: Apache-2.0
import { measureCalendar } from '../data/measure';
import type { DemoProduct } from '../product';

export const calendar: DemoProduct = {
  key: 'calendar',
  route: 'corrected',
  registry: 'zhengzhou',
  applicant: 'zhengzhou-applicant-2',
  file: {
    packageName: 'chinese-days',
    path: 'dist/chinese-days.json',
    name: 'chinese-days.json',
    mime: 'application/json',
  },
  measure: measureCalendar,
  rightTypes: ['HOLD', 'USE', 'OPERATE'],
  basis: 'CONTRACT',
  description: {
    dataName: '2004至2026年全国节假日与调休安排数据集',
    dataSummary:
      '按日期列出2004年至2026年的法定节假日、调休上班日和调休休息日，注明所属节日与法定天数，' +
      '用于工作日计算、排班、运输时效承诺和结算日推算。',
    industry: { code: 'G59', tableVersion: 'GB/T 4754-2017/1' },
    sources: [{ kind: 'CONTRACT', sharePercent: 100 }],
    regionScope: 'NATIONAL',
    regionCodes: ['000000'],
    timeScope: { from: '2004-01-01', to: '2026-12-31' },
    updateFrequency: 'YEARLY',
    morphology: [{ medium: 'TEXT', structure: 'SEMI_STRUCTURED' }],
    limits: ['超出已公布年份的日期不得推断'],
    category: '公共服务',
    scenario: '仓配企业按工作日承诺送达时间，财务系统推算结算日。',
    processingRule: '依据每年放假安排通知逐日录入，按节日、调休上班、调休休息三组输出并互相校验。',
  },
  origin: {
    publisher: '国务院办公厅历年关于部分节假日安排的通知',
    licence: 'MIT',
    account:
      '放假安排由国务院办公厅公开发布；整理后的文件由开源软件包 chinese-days 以 MIT 许可提供，许可允许使用、修改和销售。',
  },
  withhold: [{ path: '/product/sources', reason: '来源构成属于申请人的采购信息，公开会影响与数据提供方的议价。' }],
};
