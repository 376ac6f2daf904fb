// SPDX-License-Identifier: Apache-2.0
/** The refusals of what may not be filed, or not on these grounds. */
export const FILING_CODES = {
  CORE_DATA_REFUSED: { rule: 'Core data are not registered.', zh: '核心数据不予登记。' },
  UNLAWFUL_OBJECT_REFUSED: {
    rule: 'What the law forbids is not registered (NA-LAW).',
    zh: '违反法律法规的数据不予登记。',
  },
  OWNERSHIP_IN_DISPUTE: {
    rule: 'Data whose ownership is disputed are not registered until the dispute is settled (NA-DISPUTE).',
    zh: '权属存在争议的数据，在争议解决前不予登记。',
  },
  GOVERNMENT_DUTY_DATA_REFUSED: {
    rule: 'Data from the performance of government duties are not registered (N35 art. 15-1, NA-GOVDATA).',
    zh: '履行政府职责过程中产生的数据不予登记（第十五条第一项）。',
  },
  PUBLIC_DATA_NOT_REGISTERED: {
    rule: 'A product of authorised public data names their registration number (N35 art. 15-2, NA-NOPUBREG).',
    zh: '公共数据授权运营形成的产品须先办理公共数据登记并填写登记编号（第十五条第二项）。',
  },
  RIGHT_NOT_ALLOWED_FOR_SOURCE: {
    rule: 'A right is registered where the source of the data carries it (N35 art. 21).',
    zh: '申请登记的权利须与数据来源相符（第二十一条）。',
  },
  UPSTREAM_NOT_NAMED: {
    rule: 'What is derived from other data names them.',
    zh: '衍生形成的产品须写明其上游数据。',
  },
  UPSTREAM_NOT_REGISTERED: {
    rule: 'A certificate named as upstream is on this ledger.',
    zh: '所列上游登记凭证须在本账本上。',
  },
  UPSTREAM_NOT_IN_FORCE: {
    rule: 'A product is derived from registrations that are in force, on the day of filing and of attestation.',
    zh: '申请日和存证日，上游登记须在有效状态。',
  },
  UPSTREAM_FORBIDS_DERIVATION: {
    rule: 'A product is derived only where the rights and limits of its upstream registration allow it.',
    zh: '上游登记的权利和限制范围不允许衍生的，不得据此申请。',
  },
  UPSTREAM_LICENCE_MISSING: {
    rule: "What is derived under licence from another holder's registration comes with the licence.",
    zh: '经许可由他人登记的产品衍生的，须提交许可文件。',
  },
  UPSTREAM_CONTRACT_ENDED: {
    rule: 'A product does not rest on a contract that has ended.',
    zh: '上游合同已到期的，不得据此申请。',
  },
  CONFLICT_NOT_CONSIDERED: {
    rule: 'A certificate is granted against a registered claim only by a decision that names that claim.',
    zh: '与已登记权利存在冲突的，须在决定中逐项写明已审查的案件，方可核发凭证。',
  },
} as const;
