// SPDX-License-Identifier: Apache-2.0
import type { CommandName } from './clearCommands';

const satisfied = { verdict: 'SATISFIED', finding: '与所附材料一致' };
const points = { description: satisfied, source: satisfied, rights: satisfied };
const assessments = { applicantCapacity: satisfied, materialValidity: satisfied, sourceLegality: satisfied };

interface CommandExample {
  readonly summary: string;
  readonly example: unknown;
}

/** What each command does, and a request that its form takes; shown in the API's description. */
export const COMMAND_EXAMPLES: Readonly<Record<CommandName, CommandExample>> = {
  requestCorrection: {
    summary: 'Ask once, with the whole list, for what is missing or wrong (acceptance officer)',
    example: {
      items: [
        {
          target: { material: 'SOURCE_PROOF' },
          verdict: 'MISSING',
          reasonCode: 'CR-MISSING',
          note: '请补交数据来源证明',
        },
        { target: { field: '/product/dataSummary' }, verdict: 'WRONG', reasonCode: 'CR-WRONG', note: '摘要与样例不符' },
      ],
    },
  },
  supplyCorrection: {
    summary: 'Supply what was asked for, all of it and nothing else (applicant)',
    example: {
      materials: [{ type: 'SOURCE_PROOF', docId: 'doc-00000000000000000000000000000001' }],
      fields: [{ path: '/product/dataSummary', value: '全国行政区划代码与名称' }],
    },
  },
  proposeRefusal: {
    summary: 'Propose not to accept the application (acceptance officer)',
    example: { reasonCode: 'NA-SCOPE', legalBasis: ['登记办法第十五条'], reason: '不属于数据产品登记范围' },
  },
  lapse: {
    summary: 'Record that the correction was not supplied in time (anybody of the register; a time rule)',
    example: {},
  },
  deemAccepted: {
    summary: 'Record that silence has become acceptance (anybody of the register; a time rule)',
    example: {},
  },
  refuse: { summary: 'Refuse to accept, as proposed (decider)', example: {} },
  accept: {
    summary: 'Accept the application, with a verdict for each material (acceptance officer)',
    example: { checklist: [{ type: 'PRODUCT_DESCRIPTION', verdict: 'OK' }] },
  },
  assignReviewer: { summary: 'Name the reviewer by staff number (decider)', example: { reviewer: 'ZZ-RV-001' } },
  recuseReviewer: {
    summary: 'Step back from a case because of a tie; the formal review is done again by another (the reviewer named)',
    example: { reason: '本人与申请人的股东存在亲属关系' },
  },
  reassignReviewer: {
    summary: 'Name another reviewer, with the reason; what the former one did is void and kept (decider)',
    example: { reviewer: 'ZZ-RV-002', reasonCode: 'AS-ABSENCE', reason: '原审查人休假，无法按期审查' },
  },
  passFormalReview: {
    summary: 'Pass the formal review of the three points (the reviewer named)',
    example: { points, noInterest: true },
  },
  failFormalReview: {
    summary: 'Report a point that is not satisfied (the reviewer named)',
    example: {
      points: { ...points, source: { verdict: 'NOT_SATISFIED', finding: '来源证明与说明不符' } },
      noInterest: true,
    },
  },
  requestSupplement: {
    summary: 'Ask for further evidence; the clock of the review stands still (the reviewer or the agency)',
    example: { items: [{ material: 'SOURCE_PROOF', note: '请补充与数据提供方的授权合同' }] },
  },
  supplySupplement: {
    summary: 'Supply the evidence asked for, beside what was filed before (applicant)',
    example: { materials: [{ type: 'SOURCE_PROOF', docId: 'doc-00000000000000000000000000000001' }] },
  },
  resumeReview: {
    summary: 'Record that the evidence was not supplied in time (anybody of the register; a time rule)',
    example: {},
  },
  terminate: {
    summary: 'Terminate a case for want of evidence that was asked for and not supplied (decider)',
    example: { reasonCode: 'TM-NOSUPP', legalBasis: ['登记办法第十八条'], reason: '逾期未补充，且无法依法核实' },
  },
  extendReview: {
    summary: 'Extend the review, once (decider)',
    example: { reasonCode: 'EX-COMPLEX', reason: '数据来源复杂，需逐一核实' },
  },
  assignAgency: {
    summary: 'Assign an independent agency by rotation, where the rule profile does not demand a draw (decider)',
    example: { agency: '91410100DEM0FW419C', method: 'ROTATION' },
  },
  requestDraw: {
    summary: 'Ask for an agency to be drawn: fixes the candidates and the secret round of the beacon (decider)',
    example: {},
  },
  drawAgency: {
    summary:
      'Carry out the draw once the beacon has turned, or by rotation once it has waited (decider, clock, supervisor)',
    example: {},
  },
  declareIndependence: {
    summary: 'Declare that there is no conflict of interest (agency)',
    example: { noInterest: true, statement: '本机构与申请人不存在利害关系' },
  },
  recuse: {
    summary: 'Step back from a case; another agency is assigned (agency)',
    example: { reason: '本机构与申请人新近发生业务往来' },
  },
  relieveAgency: {
    summary: 'Take the case from an agency; its opinion is void and kept (decider or supervisor)',
    example: { reasonCode: 'AG-CONFLICT', legalBasis: ['登记办法第二十条'], reason: '发现该机构与申请人存在利害关系' },
  },
  submitOpinion: {
    summary: 'Give the opinion: the signed report, a verdict for each point and each of the three assessments (agency)',
    example: { report: 'doc-00000000000000000000000000000002', points, assessments },
  },
  recordOverdue: {
    summary: 'Record that the review period has passed (anybody of the register; a time rule)',
    example: {},
  },
  reject: {
    summary: 'Reject the application on the merits; against a favourable review with the reasons for that (decider)',
    example: {
      reasonCode: 'RJ-SOURCE',
      legalBasis: ['登记办法第二十二条'],
      reason: '数据来源不合法',
      departure: '审查意见未涉及授权期限已届满的事实',
    },
  },
  publishNotice: {
    summary:
      'Publish the notice, approving each field withheld; against the agency’s opinion with a departure (decider)',
    example: { withheld: [{ path: '/product/sources', reason: '涉及商业秘密' }] },
  },
  closeNotice: { summary: 'Record that the notice is over (anybody of the register; a time rule)', example: {} },
  recomputeDeadline: {
    summary: 'Count a provisional deadline on, once its calendar is published (anybody of the register; a time rule)',
    example: {},
  },
  recordObjectionOverdue: {
    summary: 'Record that objections were not decided in time (anybody of the register; a time rule)',
    example: {},
  },
  supplyAmendment: {
    summary: 'Change what objections were right about; the decider then publishes anew (applicant)',
    example: {
      materials: [],
      fields: [{ path: '/product/dataSummary', value: '全国行政区划代码与名称（不含港澳台）' }],
    },
  },
  failNotice: {
    summary: 'Record that what was upheld was not amended in time (anybody of the register; a time rule)',
    example: {},
  },
  grant: {
    summary:
      'Grant the certificate with its number; names registered claims to the contrary that were looked at (decider)',
    example: {},
  },
  withdraw: {
    summary: 'Withdraw the application before its notice has ended (applicant or agent)',
    example: { reason: '产品拟调整后重新申请' },
  },
};
