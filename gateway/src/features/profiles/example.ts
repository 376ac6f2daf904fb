// SPDX-License-Identifier: Apache-2.0
import { ARTICLES, MATERIAL_TYPES } from '@registry/chaincode/protocol';
import type { RuleProfile } from '@registry/chaincode/protocol';

const days = (length: number): RuleProfile['periods']['review'] => ({ unit: 'WORKING_DAY', length });

/** A next version of a profile, as its proposal could say it. */
export const profileExample: RuleProfile = {
  profileId: 'zhengzhou-2024',
  version: 3,
  title: '郑州市数据产品登记细则（2024，第三版）',
  source: '公示期由5个工作日改为10个工作日。',
  testOnly: false,
  periods: { acceptance: days(3), correction: days(10), review: days(10), notice: days(10) },
  validity: { unit: 'YEAR', length: 3 },
  renewalWindow: { opens: { unit: 'MONTH', length: 6 }, closes: { unit: 'DAY', length: 1 } },
  checklist: MATERIAL_TYPES.map((type) => ({ type, requiredIf: type === 'APPLICATION_FORM' ? 'ALWAYS' : 'NEVER' })),
  review: { points: ['description', 'source', 'rights'], agency: true, drawOnly: true },
  noticeFailure: 'TERMINATED',
  noticeFields: ['/applicants/*/applicantName', '/product/dataName', '/rights/*/holderName'],
  articles: Object.fromEntries(ARTICLES.map((step) => [step, '登记细则'])) as RuleProfile['articles'],
  remedy: '对登记机构的决定有异议的，可以向登记机构提出异议。',
};
