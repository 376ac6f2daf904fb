// SPDX-License-Identifier: Apache-2.0
import { FILING_CODES } from './filingCodes';

/** The refusals of the procedure: who, when, in which order, with what. */
export const PROCEDURE_CODES = {
  ACCESS_DENIED: {
    rule: 'Only those whom the procedure names may see or do this.',
    zh: '仅程序规定的主体可以查看或办理。',
  },
  SIGNER_CERT_NOT_CANONICAL: {
    rule: 'A signer is one certificate, in one PEM block, with its attributes in one extension.',
    zh: '签名者须为单一 PEM 证书，且属性仅在一个扩展中。',
  },
  TIME_SKEW: {
    rule: 'A proposal carries the present time: at most two minutes from the clock of each endorser.',
    zh: '提案时间与背书节点时钟之差不得超过两分钟。',
  },
  TIME_BEFORE_LAST_EVENT: {
    rule: 'Nothing happens to a record before its last event.',
    zh: '办理时间不得早于该记录的上一事件。',
  },
  IDEMPOTENCY_KEY_REUSED: {
    rule: 'An idempotency key stands for one request only.',
    zh: '同一幂等键只能用于同一请求。',
  },
  NOT_FOUND: { rule: 'The record is on the ledger.', zh: '账本上须有该记录。' },
  UNEXPECTED_STATE: {
    rule: 'A step is taken only in the state that the procedure names for it.',
    zh: '只能在程序规定的状态下办理该步骤。',
  },
  DUTIES_NOT_SEPARATED: {
    rule: 'Proposer and approver, applicant, acceptance officer, reviewer, decider and agency are different people.',
    zh: '提出人与批准人，申请人、受理人、审查人、决定人与第三方机构须为不同的人。',
  },
  REGISTER_ALREADY_FOUNDED: { rule: 'A register is founded once.', zh: '登记账本只能创立一次。' },
  REGISTER_NOT_FOUNDED: { rule: 'A register is founded by its supervisor first.', zh: '登记账本须先由主管部门创立。' },
  ALREADY_APPROVED: { rule: 'What has been approved does not change.', zh: '已批准的内容不得更改。' },
  HASH_MISMATCH: { rule: 'An approval names the hash of what it approves.', zh: '批准须写明被批准内容的哈希。' },
  REGISTRY_CODE_TAKEN: { rule: 'A registry code belongs to one registry.', zh: '登记机构代码只属于一家登记机构。' },
  MSP_NOT_ENDORSING: {
    rule: 'The custodian of records has peers among the endorsers.',
    zh: '记录的保管机构须为背书组织之一。',
  },
  INSTITUTION_NOT_IN_FORCE: {
    rule: 'An institution acts only while it is approved, active and accredited.',
    zh: '机构须经批准、处于正常状态且资质在有效期内。',
  },
  PROFILE_NOT_AVAILABLE: {
    rule: 'A case runs under an approved rule profile of its registry.',
    zh: '案件须适用该登记机构经批准的规则。',
  },
  PROFILE_VERSION_NOT_NEXT: {
    rule: 'A new version of a rule profile bears the next number, and is for tests only if the one before it is.',
    zh: '规则的新版本须使用下一版本号，且是否仅供测试与前一版本相同。',
  },
  CALENDAR_NOT_PUBLISHED: {
    rule: 'Working days are counted only in years whose calendar has been published.',
    zh: '只在已公布放假安排的年份内计算工作日。',
  },
  NOT_A_PARTY: {
    rule: 'An application is filed by one of its applicants or by their agent.',
    zh: '申请须由申请人之一或其代理人提出。',
  },
  AGENT_AUTHORITY_OVER: { rule: 'An agent acts while the authority lasts.', zh: '代理人须在授权期限内办理。' },
  REGISTRY_IS_APPLICANT: {
    rule: 'A registry does not register for itself (NA-SELF).',
    zh: '登记机构不得为自己办理登记。',
  },
  ...FILING_CODES,
  ACCEPTANCE_PERIOD_OVER: { rule: 'Acceptance is decided within its period.', zh: '受理决定须在受理期限内作出。' },
  CORRECTION_PERIOD_OVER: { rule: 'A correction is supplied within its period.', zh: '补正须在补正期限内提交。' },
  DEADLINE_NOT_PROVISIONAL: {
    rule: 'A deadline is recomputed only while it waits for a calendar.',
    zh: '仅对因放假安排未公布而暂定的期限重新计算。',
  },
  PERIOD_STILL_RUNNING: {
    rule: 'A time rule takes effect when its period has passed.',
    zh: '期限届满后方可适用期限届满的规定。',
  },
  WITHDRAWAL_TOO_LATE: {
    rule: 'An application is withdrawn before its notice has ended.',
    zh: '申请人须在公示期满前撤回申请。',
  },
  CORRECTION_ALREADY_REQUESTED: {
    rule: 'Everything to be corrected is asked for once, in one list.',
    zh: '需补正的内容须一次性告知。',
  },
  CORRECTION_LIST_INVALID: {
    rule: 'A correction list names each item once, and only what an applicant may correct.',
    zh: '补正清单每项只列一次，且只列申请人可以补正的内容。',
  },
  CORRECTION_NOT_AS_LISTED: {
    rule: 'A correction supplies all listed items and nothing else.',
    zh: '补正须提交清单所列全部内容，且仅限清单内容。',
  },
  REFUSAL_NOT_PROPOSED: {
    rule: 'A refusal is proposed by acceptance and decided by another person.',
    zh: '不予受理须由受理人提出、由另一人决定。',
  },
  MATERIALS_NOT_IN_ORDER: {
    rule: 'Acceptance judges every material received, and every required one is there and in order.',
    zh: '受理须对收到的每份材料作出结论，且必需材料齐全、符合要求。',
  },
  NOT_THE_ASSIGNED_REVIEWER: {
    rule: 'The formal review is done by the reviewer who was assigned.',
    zh: '形式审查须由指定的审查人完成。',
  },
  REVIEWER_NOT_INDEPENDENT: {
    rule: 'A reviewer has had no other part in the case.',
    zh: '审查人不得在本案中担任过其他职责或者为申请方。',
  },
  REVIEWER_RELIEVED: {
    rule: 'A reviewer who has left a case does not come back to it.',
    zh: '已回避或者被更换的审查人不得再次承办该案件。',
  },
  REVIEWER_ALREADY_ASSIGNED: {
    rule: 'A case has one reviewer; another one is named by reassignment, with a reason.',
    zh: '一个案件只指定一名审查人，更换审查人须说明理由。',
  },
  REVIEWER_NOT_ASSIGNED: {
    rule: 'Only a reviewer who was named can be replaced.',
    zh: '案件已指定审查人的，方可更换。',
  },
  POINTS_NOT_SATISFIED: {
    rule: 'An application goes on only with all review points satisfied.',
    zh: '各审查要点均符合要求方可进入下一步。',
  },
  REVIEW_PERIOD_OVER: {
    rule: 'The clock of a review is stopped or put off while its period runs.',
    zh: '审查期限届满前方可中止计时或者延长。',
  },
  SUPPLEMENT_PERIOD_OVER: { rule: 'Evidence is supplied within its period.', zh: '补充材料须在规定期限内提交。' },
  SUPPLEMENT_NOT_MISSED: {
    rule: 'A case is terminated for want of evidence that was asked for and not supplied.',
    zh: '经要求补充而逾期未补充材料的，方可据此终止登记。',
  },
  EXTENSION_NOT_AVAILABLE: {
    rule: 'A review is extended once, where the rule profile provides for it.',
    zh: '审查期限仅可按细则延长一次。',
  },
  POINTS_ALL_SATISFIED: {
    rule: 'A review that does not pass an application names a point that is not satisfied.',
    zh: '形式审查不予通过的，须指明不符合要求的审查要点。',
  },
  DEPARTURE_NOT_EXPLAINED: {
    rule: 'A decision says why it departs from the findings of the review, and only where it does.',
    zh: '决定与审查意见不一致的须说明理由，一致的不作此说明。',
  },
  AGENCY_NOT_ASSIGNED: {
    rule: 'Only an agency that examines a case can be relieved of it.',
    zh: '案件已指定第三方机构的，方可更换。',
  },
  AGENCY_RELIEVED: {
    rule: 'An agency that has left a case does not come back to it.',
    zh: '已回避或者被更换的第三方机构不得再次承办该案件。',
  },
  DRAW_REQUIRED: {
    rule: 'Where the rule profile says so, an agency is drawn and not chosen.',
    zh: '细则规定随机抽取的，第三方机构须经抽取确定，不得直接指定。',
  },
  DRAW_PENDING: {
    rule: 'A draw that was asked for is carried out before anything else is tried.',
    zh: '已申请抽取的，须先完成抽取。',
  },
  DRAW_NOT_REQUESTED: { rule: 'A draw is carried out once it was asked for.', zh: '抽取须先经申请。' },
  DRAW_NOT_REVEALED: {
    rule: 'A draw waits for the value of the beacon, and no longer than its period.',
    zh: '抽取须待信标值公布后进行，逾期未公布的改为轮候。',
  },
  NO_ELIGIBLE_AGENCY: {
    rule: 'An agency is drawn among those in force, qualified and untied.',
    zh: '抽取须有符合资质、在有效期内且无利害关系的第三方机构。',
  },
  BEACON_VALUE_WRONG: {
    rule: 'A value of the beacon is the one that was committed to, or is given up in so many words.',
    zh: '信标值须与事先承诺一致，无法公布的须明示放弃。',
  },
  BEACON_COMMITMENT_USED: {
    rule: 'A commitment of the beacon stands for a value that nobody has seen.',
    zh: '信标承诺须对应尚未公开的值。',
  },
  INTERFERENCE_CLOSED: {
    rule: 'A report of interference is closed once, with a finding.',
    zh: '干预报告只办结一次，并须作出结论。',
  },
  AGENCY_ALREADY_ASSIGNED: { rule: 'A case has one agency.', zh: '一个案件只指定一家第三方机构。' },
  AGENCY_NOT_INDEPENDENT: {
    rule: 'An agency has no tie to the applicants, their agent, the holders or the registry.',
    zh: '第三方机构不得与申请人、代理人、权利人或登记机构存在利害关系。',
  },
  INDEPENDENCE_ALREADY_DECLARED: { rule: 'Independence is declared once.', zh: '独立性声明只作一次。' },
  INDEPENDENCE_NOT_DECLARED: {
    rule: 'An opinion is given by the person who declared independence.',
    zh: '审查意见须由已作独立性声明的人出具。',
  },
  WITHHOLDING_MISMATCH: {
    rule: 'A notice withholds exactly what the applicant asked to withhold, each with a reason.',
    zh: '公示隐去的内容须与申请人的请求一致，并逐项说明理由。',
  },
  NOTICE_STILL_OPEN: { rule: 'A notice runs until its end.', zh: '公示须至期满。' },
  SERIAL_EXHAUSTED: {
    rule: 'A registry gives at most 9999 numbers a month.',
    zh: '每家登记机构每月最多编发 9999 个编号。',
  },
  VALIDITY_OVER: {
    rule: 'A certificate is granted only for rights that have not ended.',
    zh: '权利期限已届满的不得核发凭证。',
  },
  NOTHING_TO_SERVE: {
    rule: 'A document is served for an event that decided something, and is of the kind that belongs to it.',
    zh: '送达的文书须对应已作出的决定，且种类与之相符。',
  },
  ALREADY_SERVED: { rule: 'A decision is served once.', zh: '同一决定的文书只送达一次。' },
  ALREADY_ACKNOWLEDGED: { rule: 'A party acknowledges what it was served once.', zh: '同一受送达人只作一次阅知确认。' },
  UNKNOWN_TRANSACTION: { rule: 'A call names a transaction of the contract.', zh: '调用须为合约已有的交易。' },
  INTERNAL: { rule: 'The ledger answered or failed unexpectedly.', zh: '账本出现意外错误。' },
} as const;
