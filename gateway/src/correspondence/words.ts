// SPDX-License-Identifier: Apache-2.0
import { parseInstant, shanghaiDate } from '@registry/chaincode/protocol';
import type { Deadline, MATERIAL_TYPES, Period } from '@registry/chaincode/protocol';

/** A code in words; one without words of its own stands for itself, which is unhandsome and not wrong. */
const wordsOf =
  (words: Readonly<Record<string, string>>) =>
  (code: string): string =>
    Object.hasOwn(words, code) ? `${String(words[code])}（${code}）` : code;

const MATERIALS: Readonly<Record<(typeof MATERIAL_TYPES)[number], string>> = {
  PRODUCT_DESCRIPTION: '产品介绍说明书',
  APPLICATION_FORM: '登记申请表',
  SOURCE_PROOF: '数据来源证明',
  APPLICANT_QUALIFICATION: '申请者资格证明',
  LAWFUL_ACQUISITION: '产权合法取得佐证',
  SAMPLE: '数据样例和描述',
  COMMITMENT_LETTER: '承诺书',
  PRIOR_REGISTRATION_PROOF: '其他机构登记证明',
  AGENT_AUTHORISATION: '授权委托书',
  COMPLIANCE_PROOF: '合规证明',
  UPSTREAM_LICENCE: '上游数据授权',
  NON_SUBSTITUTION_PROOF: '不构成实质性替代的证明',
  CO_PRODUCER_CONSENT: '共同生产者同意书',
  REVIEW_REPORT: '审查意见书',
};
export const materialWord = (type: string): string => (MATERIALS as Readonly<Record<string, string>>)[type] ?? type;

/** Reason codes of decisions (domain section 4). */
export const reasonWords = wordsOf({
  'NA-SCOPE': '不属于登记范围',
  'NA-GOVDATA': '属于政务数据',
  'NA-NOPUBREG': '公共数据资源尚未登记',
  'NA-SELF': '申请人为登记机构自身',
  'NA-DISPUTE': '存在权属争议',
  'NA-LAW': '法律、行政法规规定不予受理的其他情形',
  'CR-MISSING': '材料缺失',
  'CR-WRONG': '内容有误',
  'CR-ILLEGIBLE': '无法辨认',
  'CR-NAME': '名称不合规范',
  'CR-PRIOR': '未说明在其他机构的登记情况',
  'LA-CORRECTION': '逾期未补正',
  'AG-CONFLICT': '存在利害关系',
  'AG-DEFAULT': '未依约审查',
  'TM-NOSUPP': '逾期未补充材料且无法以其他方式核实',
  'EX-COMPLEX': '情况复杂',
  'EX-VOLUME': '数据量巨大',
  'TM-NOTICE': '公示期间的异议成立',
  'OB-UPHELD': '异议成立',
  'OB-PART': '异议部分成立',
  'OB-DISMISSED': '异议不成立',
  'OB-STANDING': '异议人不具备主张的利害关系',
  'OB-NOEVID': '异议没有证据支持',
  'RJ-SECURITY': '危害国家安全、公共利益',
  'RJ-SOURCE': '数据来源不合法',
  'RJ-DISPUTE': '存在权属争议',
  'RJ-CONCEAL': '隐瞒真实情况或者提供虚假材料',
  'RJ-LAW': '法律、行政法规规定不予登记的其他情形',
  'RJ-MATRIX': '所申请的权利与数据来源不符',
});

const NAMES_OF_FIELDS: Readonly<Record<string, string>> = {
  '/product/dataName': '数据名称',
  '/product/dataSummary': '数据概述',
  '/product/sources': '数据来源',
  '/product/timeScope': '时域范围',
  '/product/volume': '数据规模',
  '/product/morphology': '数据形态',
  '/product/limits': '限制范围',
  '/product/productForm': '产品形式',
  '/product/industry': '所属行业',
  '/product/regionScope': '地域范围',
  '/product/updateFrequency': '更新频率',
};
/** A field of the filing in words; one of a list by its pointer. */
export const fieldWord = (path: string): string => NAMES_OF_FIELDS[path] ?? path;
export const fieldWords = (paths: readonly string[]): string => paths.map(fieldWord).join('、');

export const groundWords = wordsOf({
  OWNERSHIP: '权属争议',
  INFRINGEMENT: '侵害合法权益',
  FALSE_MATERIAL: '材料虚假',
  PERSONAL_INFORMATION: '涉及个人信息',
  TRADE_SECRET: '涉及商业秘密',
  DUPLICATE: '重复登记',
  OTHER: '其他',
});

export const verdictWords = wordsOf({ WRONG: '不符合要求', MISSING: '缺少', ILLEGIBLE: '不清晰' });
export const methodWord = (method: string): string => ({ DRAW: '随机抽取', ROTATION: '轮候' })[method] ?? method;

/** 2026-11-24 → 2026年11月24日 */
export const chineseDate = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(day)}日`;
};

/** The day of an instant in Asia/Shanghai. */
export const dayOf = (instant: string): string => shanghaiDate(parseInstant(instant));

const SHANGHAI_MS = 28_800_000;

/** Day and time of an instant in Asia/Shanghai, to the second. */
export const timeWords = (instant: string): string => {
  const local = new Date(parseInstant(instant) + SHANGHAI_MS).toISOString();
  return `${chineseDate(local.slice(0, 10))} ${local.slice(11, 19)}`;
};

const UNITS: Readonly<Record<string, string>> = { WORKING_DAY: '个工作日', MONTH: '个月', YEAR: '年', SECOND: '秒' };

/** A period in words: 10个工作日 */
export const periodWords = ({ unit, length }: Period): string => `${String(length)}${UNITS[unit] ?? unit}`;

/** Until when: the last day of legal time, the instant of a profile that counts seconds, or what is known of either. */
export const deadlineWords = (deadline: Deadline): string => {
  if (deadline.at === undefined) {
    const [, year = ''] = deadline.provisional.awaits.split('-');
    const end = `${chineseDate(dayOf(deadline.startedAt))}起${periodWords(deadline.period)}期满之日`;
    return `${end}（届满日待${year}年放假安排公布后确定）`;
  }
  return deadline.lastDay === undefined ? timeWords(deadline.at) : `${chineseDate(deadline.lastDay)}24时`;
};
