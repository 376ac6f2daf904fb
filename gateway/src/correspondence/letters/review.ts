// SPDX-License-Identifier: Apache-2.0
import { opened } from '../letter';
import type { Letter, LetterFacts } from '../letter';
import { deadlineWords, materialWord, methodWord, reasonWords } from '../words';

const about = ({ record }: LetterFacts): string =>
  `关于你（单位）“${record.filing.product.dataName}”数据产品登记申请（案件编号 ${record.caseId}）：`;

export const supplementNotice: Letter<'supplementRequested'> = {
  title: '数据产品登记补充材料通知书',
  hasRemedy: false,
  write: (facts) => ({
    paragraphs: [
      about(facts),
      `审查中发现下列事项尚需证明，请于${deadlineWords(facts.event.data.deadline)}前补充材料：`,
    ],
    items: facts.event.data.items.map(({ material, note }) => `${materialWord(material)}：${opened(note)}`),
    closing: ['补充材料的时间不计入审查期限。逾期未补充且无法以其他方式核实的，本机构可以终止登记。'],
  }),
};

export const extensionNotice: Letter<'reviewExtended'> = {
  title: '数据产品登记延长审查期限通知书',
  hasRemedy: false,
  write: (facts) => ({
    paragraphs: [
      about(facts),
      `因${reasonWords(facts.event.data.reasonCode)}，本机构决定延长审查期限一次，延长后的期限至` +
        `${deadlineWords(facts.event.data.deadline)}届满。`,
      `具体理由：${opened(facts.event.data.reason)}`,
    ],
  }),
};

export const agencyAssignment: Letter<'agencyAssigned'> = {
  title: '数据产品登记委托实质审查通知书',
  hasRemedy: false,
  write: ({ record, event }) => ({
    paragraphs: [
      `本机构以${methodWord(event.data.method)}方式指定你单位对“${record.filing.product.dataName}”数据产品登记申请` +
        `（案件编号 ${record.caseId}）进行实质审查。`,
      '请先就与申请人、代理人、权利人和登记机构有无利害关系作出声明；存在利害关系的，应当回避。',
      '审查不受任何单位和个人的不当干预；受到干预的，应当记录并报告。',
      ...(record.deadline === undefined ? [] : [`审查期限至${deadlineWords(record.deadline)}届满。`]),
    ],
  }),
};

export const rejectionDecision: Letter<'applicationRejected'> = {
  title: '数据产品不予登记决定书',
  hasRemedy: true,
  write: (facts) => {
    const { reasonCode, reason, departure } = facts.event.data;
    return {
      paragraphs: [
        about(facts),
        `经审查，该申请存在下列情形：${reasonWords(reasonCode)}。本机构决定不予登记。`,
        `具体理由：${opened(reason)}`,
        ...(departure === undefined ? [] : [`本决定与审查意见不一致的理由：${opened(departure)}`]),
      ],
    };
  },
};

export const terminationNotice: Letter<'applicationTerminated'> = {
  title: '数据产品终止登记通知书',
  hasRemedy: true,
  write: (facts) => ({
    paragraphs: [
      about(facts),
      `因${reasonWords(facts.event.data.reasonCode)}，本机构决定终止登记。`,
      `具体理由：${opened(facts.event.data.reason)}`,
      '终止登记不影响就同一数据产品重新提出申请。',
    ],
  }),
};
