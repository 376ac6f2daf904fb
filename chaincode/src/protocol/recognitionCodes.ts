// SPDX-License-Identifier: Apache-2.0
/** The refusals of recognition between registries. */
export const RECOGNITION_CODES = {
  RECOGNITION_NOT_OFFERED: {
    rule: 'A registry recognizes certificates of other registries if that is among its accredited kinds of cases.',
    zh: '登记机构核准的业务须包括互认，且只互认其他登记机构的凭证。',
  },
  RECOGNITION_ALREADY_ASKED: {
    rule: 'One registry deals with one recognition of a certificate at a time.',
    zh: '同一登记机构对同一凭证同时只办理一件互认。',
  },
  RECOGNITION_CHECK_FAILED: {
    rule: 'A certificate is recognized only if its issuer was accredited, its proofs are right and it is valid (RC-ISSUER, RC-PROOF, RC-STATUS).',
    zh: '颁证机构须具备资质、凭证证明无误且凭证有效，方可互认。',
  },
  RECOGNITION_NOT_EQUIVALENT: {
    rule: 'A recognition in full needs every review point equivalent, a conditional one none that is not (RC-PROFILE).',
    zh: '全部互认须各审查要点均等效，附条件互认不得有不等效的要点。',
  },
  RECOGNITION_PURPOSE_NOT_ASKED: {
    rule: 'Only purposes that were asked for are recognized (RC-PURPOSE).',
    zh: '互认用途须在申请的用途之内。',
  },
  RECOGNITION_UNCHANGED: {
    rule: 'A recognition follows its source when that has changed, or when its own period is over.',
    zh: '源凭证状态变化或互认期限届满时，互认方随之变更。',
  },
  APPEAL_NOT_OPEN: {
    rule: 'A recognition refused or limited may be appealed against once for each decision, and a lodged appeal is decided once.',
    zh: '对不予互认或附条件互认的决定可申诉一次，申诉只裁决一次。',
  },
} as const;
