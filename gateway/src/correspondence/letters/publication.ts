// SPDX-License-Identifier: Apache-2.0
import { opened } from '../letter';
import type { Letter } from '../letter';
import { chineseDate, deadlineWords, fieldWord, timeWords } from '../words';

export const publicNotice: Letter<'noticePublished'> = {
  title: '数据产品登记公示公告',
  hasRemedy: false,
  write: ({ record, event }) => {
    const { noticeNo, deadline, withheld, publishedFields } = event.data;
    return {
      paragraphs: [
        `“${record.filing.product.dataName}”数据产品登记申请（案件编号 ${record.caseId}）经审查符合要求，现予公示，` +
          `公示编号 ${noticeNo}。`,
        `公示期自${timeWords(event.txTime)}起，至${deadlineWords(deadline)}届满。公示内容 ${String(publishedFields.length)} 项，` +
          '以账本记录为准。',
        '对公示内容有异议的，应当在公示期内以真实身份向本机构提出，并附理由和证据。',
        withheld.length === 0 ? '本次公示没有不予公开的内容。' : '依申请人请求并经本机构同意，下列内容不予公开：',
      ],
      items: withheld.map(({ path, reason }) => `${fieldWord(path)}：${opened(reason)}`),
    };
  },
};

export const certificateNotice: Letter<'certificateGranted'> = {
  title: '数据产品登记凭证领取通知',
  hasRemedy: false,
  write: ({ record, event, certificate }) => ({
    paragraphs: [
      `“${record.filing.product.dataName}”数据产品登记申请（案件编号 ${record.caseId}）已于` +
        `${timeWords(event.txTime)}完成登记存证。`,
      `登记编号：${event.data.number}。`,
      ...(certificate === undefined
        ? []
        : [`有效期自${chineseDate(certificate.validFrom)}起，至${chineseDate(certificate.validTo)}24时止。`]),
      '请登录本机构登记平台领取登记凭证。任何人可以凭登记编号核验；凭证记载与账本记录不一致的，以账本记录为准。',
    ],
  }),
};
