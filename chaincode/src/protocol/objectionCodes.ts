// SPDX-License-Identifier: Apache-2.0
/** The refusals of the procedure of objections. */
export const OBJECTION_CODES = {
  OBJECTOR_IS_PARTY: {
    rule: 'An objection is raised by somebody other than the applicants and their agent.',
    zh: '异议须由申请人及其代理人以外的人提出。',
  },
  OBJECTION_TOO_LATE: {
    rule: 'An objection to a notice is raised before the notice has ended (OB-LATE).',
    zh: '异议须在公示期满前提出。',
  },
  NOTICE_NOT_CURRENT: {
    rule: 'An objection is raised to the notice of a case that was published last.',
    zh: '异议须针对案件最近一次公示提出。',
  },
  OBJECTION_TARGET_NOT_PUBLISHED: {
    rule: 'An objection names fields that its notice publishes.',
    zh: '异议所指内容须为公示内容。',
  },
  OBJECTION_REPEATED: {
    rule: 'An objector raises the same ground once against a notice.',
    zh: '同一异议人就同一公示以同一理由只能提出一次异议。',
  },
  OBJECTION_OPEN: {
    rule: 'A notice is closed when every objection to it has been dealt with.',
    zh: '异议均已处理完毕，公示方可结束。',
  },
  OBJECTION_NOT_OPEN: {
    rule: 'Only an objection that is still open is answered, withdrawn or decided.',
    zh: '仅对尚未处理完毕的异议可以答复、撤回或者作出决定。',
  },
  OBJECTION_ALREADY_ANSWERED: { rule: 'An objection is answered once.', zh: '对一项异议只答复一次。' },
  UPHELD_FIELDS_NOT_TARGETED: {
    rule: 'An objection is upheld in fields that it named.',
    zh: '部分成立的内容须在异议所指内容之内。',
  },
  AMENDMENT_PERIOD_OVER: {
    rule: 'What an objection was right about is amended within its period.',
    zh: '异议成立的内容须在规定期限内修改。',
  },
  AMENDMENT_NOT_AS_UPHELD: {
    rule: 'An amendment changes every field in which an objection was upheld, and no other.',
    zh: '须修改异议成立的全部内容，且仅限该内容。',
  },
} as const;
