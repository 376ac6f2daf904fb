// SPDX-License-Identifier: Apache-2.0
import { PRODUCT_FORMS } from '@registry/chaincode/protocol';
import type { COVERAGES, POINT_VERDICTS, REVIEW_POINTS, RIGHT_TYPES } from '@registry/chaincode/protocol';

type Words<W extends string> = Readonly<Record<W, string>>;

const FORMS: Words<(typeof PRODUCT_FORMS)[number]> = {
  DATASET: '数据集',
  API: '数据接口',
  REPORT: '数据报告',
  INDEX: '数据指数',
  VISUALISATION: '可视化产品',
  MODEL: '模型',
  ENCRYPTED_DATA: '加密数据',
  APPLICATION: '数据应用',
};

/** A form is one of these, or in its applicant's own words. */
export const formWord = (form: string): string => {
  const known = PRODUCT_FORMS.find((one) => one === form);
  return known === undefined ? form : FORMS[known];
};

export const RIGHT_WORDS: Words<(typeof RIGHT_TYPES)[number]> = {
  HOLD: '数据资源持有权',
  USE: '数据加工使用权',
  OPERATE: '数据产品经营权',
};

export const POINT_WORDS: Words<(typeof REVIEW_POINTS)[number]> = {
  description: '产品描述',
  source: '数据来源',
  rights: '权利归属',
};

export const VERDICT_WORDS: Words<(typeof POINT_VERDICTS)[number]> = { SATISFIED: '符合', NOT_SATISFIED: '不符合' };

export const KIND_WORDS = { FORMAL: '形式审查', SUBSTANTIVE: '实质审查' } as const;

/** What of the product was before those who examined it. */
export const COVERAGE_WORDS: Words<(typeof COVERAGES)[number]> = {
  SAMPLE: '登记内容摘要取自产品样本，未涵盖产品全部数据。',
  FULL: '登记内容摘要取自产品全部数据。',
};
