// SPDX-License-Identifier: Apache-2.0
import { CERTIFICATE_CODES } from './certificateCodes';
import { OBJECTION_CODES } from './objectionCodes';
import { PROCEDURE_CODES } from './procedureCodes';
import { RECOGNITION_CODES } from './recognitionCodes';
import { TRUST_LIST_CODES } from './trustListCodes';

/** Every refusal this register knows: what rule it stands for, in both languages. Codes are API; wording is not. */
export const ERROR_CODES = {
  INVALID_JSON: {
    rule: 'A request is JSON without duplicate keys, fractions, lone surrogates or excessive depth.',
    zh: '请求须为 JSON，且不得含重复键、小数、孤立代理项或过深嵌套。',
  },
  INVALID_IDENTIFIER: {
    rule: 'An identifier has the form and the check digits of its standard.',
    zh: '标识须符合其标准规定的格式和校验码。',
  },
  INVALID_TIME: {
    rule: 'A date is YYYY-MM-DD and an instant is in UTC with milliseconds, in the years 0001 to 9999.',
    zh: '日期须为 YYYY-MM-DD，时刻须为带毫秒的协调世界时，年份在 0001 至 9999 之间。',
  },
  VALIDATION_FAILED: {
    rule: 'Every field of a request keeps the rules of its schema.',
    zh: '请求的每个字段须符合其规则。',
  },
  MERKLE_OUT_OF_RANGE: {
    rule: 'A proof is asked for a leaf or a size that the tree has.',
    zh: '所求证明的叶序号或规模须在该树范围之内。',
  },
  ...PROCEDURE_CODES,
  ...OBJECTION_CODES,
  ...CERTIFICATE_CODES,
  ...RECOGNITION_CODES,
  ...TRUST_LIST_CODES,
} as const;
