// SPDX-License-Identifier: Apache-2.0
import { opened } from '../letter';
import type { Letter, LetterFacts } from '../letter';
import { deadlineWords, fieldWords, groundWords, reasonWords } from '../words';

const about = ({ record }: LetterFacts, objectionNo: string): string =>
  `关于“${record.filing.product.dataName}”数据产品登记公示（案件编号 ${record.caseId}）的异议（异议编号 ${objectionNo}）：`;

export const objectionNotice: Letter<'noticeObjected'> = {
  title: '数据产品登记公示异议告知书',
  hasRemedy: false,
  write: (facts) => {
    const { objectionNo, ground, targetFields, deadline } = facts.event.data;
    return {
      paragraphs: [
        about(facts, objectionNo),
        `本机构收到对公示内容（${fieldWords(targetFields)}）的异议，理由为${groundWords(ground)}。`,
        `异议人陈述：${opened(facts.objection?.reason)}`,
        `你（单位）可以提交书面答复和证据。本机构在${deadlineWords(deadline)}前作出决定；异议处理的时间不计入审查期限。`,
      ],
    };
  },
};

const DECISIONS: Readonly<Record<string, string>> = {
  UPHELD: '异议成立',
  PART: '异议部分成立',
  DISMISSED: '异议不成立，予以驳回',
};

type Decided = LetterFacts<'objectionDecided'>;

const reasonsOf = ({ objection }: Decided): string[] => {
  const closed = objection?.closed;
  return closed !== undefined && 'reasonCode' in closed
    ? [`理由：${reasonWords(closed.reasonCode)}。${opened(closed.reason)}`]
    : [];
};

const endOf = ({ failure }: Decided['event']['data']): string[] =>
  failure === undefined ? [] : [`公示未通过（${reasonWords(failure.reasonCode)}），本次登记程序终结，不予登记发证。`];

export const objectionDecision: Letter<'objectionDecided'> = {
  title: '数据产品登记公示异议处理决定书',
  hasRemedy: true,
  write: (facts) => {
    const { data } = facts.event;
    const { objectionNo, decision, upheldFields, deadline } = data;
    const amendment = upheldFields === undefined ? [] : [`异议成立的内容：${fieldWords(upheldFields)}。`];
    const until =
      upheldFields === undefined || deadline === undefined
        ? []
        : [`申请人应当于${deadlineWords(deadline)}前修改；逾期不修改的，公示不予通过。`];
    return {
      paragraphs: [
        about(facts, objectionNo),
        `本机构决定：${DECISIONS[decision] ?? decision}。`,
        ...reasonsOf(facts),
        ...amendment,
        ...until,
        ...endOf(data),
      ],
    };
  },
};

export const noticeFailure: Letter<'noticeFailed'> = {
  title: '数据产品登记公示未通过决定书',
  hasRemedy: true,
  write: (facts) => {
    const { objectionNo, failure } = facts.event.data;
    return {
      paragraphs: [
        about(facts, objectionNo),
        '异议部分成立后，你（单位）未在规定期限内修改公示内容。',
        `公示 ${failure.noticeNo} 未通过（${reasonWords(failure.reasonCode)}），本次登记程序终结，不予登记发证。`,
      ],
    };
  },
};
