// SPDX-License-Identifier: Apache-2.0
import { materialWord, reasonWords, verdictWords, chineseDate, dayOf, deadlineWords } from '../words';
import { opened } from '../letter';
import type { Letter, LetterFacts } from '../letter';

const received = ({ record }: LetterFacts): string =>
  `你（单位）于${chineseDate(dayOf(record.submittedAt))}提交的“${record.filing.product.dataName}”数据产品登记申请` +
  `（申请回执号 ${record.receiptNo}）收悉。`;

export const acceptanceNotice: Letter<'applicationAccepted'> = {
  title: '数据产品登记受理通知书',
  hasRemedy: false,
  write: (facts) => ({
    paragraphs: [
      received(facts),
      `经核对，申请材料齐全、符合要求，本机构决定自${chineseDate(dayOf(facts.event.txTime))}起受理。`,
      `审查期限至${deadlineWords(facts.event.data.deadline)}届满；补充材料、公示和异议处理的时间不计入审查期限。`,
    ],
  }),
};

export const deemedAcceptanceNotice: Letter<'acceptanceDeemed'> = {
  title: '数据产品登记视为受理通知书',
  hasRemedy: false,
  write: (facts) => ({
    paragraphs: [
      received(facts),
      `本机构在受理期限内未作出书面答复，该申请自${chineseDate(dayOf(facts.event.data.acceptedAt))}起视为受理。`,
      `审查期限至${deadlineWords(facts.event.data.deadline)}届满；补充材料、公示和异议处理的时间不计入审查期限。`,
    ],
  }),
};

type Items = LetterFacts<'correctionRequested'>['event']['data']['items'];

const correctionItem = ({ target, verdict, reasonCode, note }: Items[number]): string => {
  const what = 'material' in target ? materialWord(target.material) : `申请表所填内容 ${target.field}`;
  return `${what}：${verdictWords(verdict)}，${reasonWords(reasonCode)}。${opened(note)}`;
};

export const correctionNotice: Letter<'correctionRequested'> = {
  title: '数据产品登记补正通知书',
  hasRemedy: false,
  write: (facts) => ({
    paragraphs: [
      received(facts),
      `经核对，申请材料尚需补正。现一次性告知需补正的全部内容，请于${deadlineWords(facts.event.data.deadline)}前提交：`,
    ],
    items: facts.event.data.items.map(correctionItem),
    closing: ['逾期不补正的，视为未提出申请。'],
  }),
};

export const lapseNotice: Letter<'applicationLapsed'> = {
  title: '数据产品登记视为未提出申请通知书',
  hasRemedy: true,
  write: (facts) => ({
    paragraphs: [
      received(facts),
      '本机构已一次性告知需补正的内容，你（单位）未在补正期限内补正，该申请视为未提出。',
      '材料备齐后，可以重新提出申请。',
    ],
  }),
};

export const refusalNotice: Letter<'applicationRefused'> = {
  title: '数据产品登记不予受理通知书',
  hasRemedy: true,
  write: (facts) => ({
    paragraphs: [
      received(facts),
      `经核对，该申请存在下列情形：${reasonWords(facts.record.refusal?.reasonCode ?? '')}。本机构决定不予受理。`,
      `具体理由：${opened(facts.record.refusal?.reason)}`,
    ],
  }),
};

export const withdrawalNotice: Letter<'applicationWithdrawn'> = {
  title: '数据产品登记撤回申请确认书',
  hasRemedy: false,
  write: (facts) => ({
    paragraphs: [
      received(facts),
      `你（单位）于${chineseDate(dayOf(facts.event.txTime))}撤回该申请，登记程序终结。`,
      '撤回后可以重新提出申请。',
    ],
  }),
};
