// SPDX-License-Identifier: Apache-2.0
import type { ServedDocument } from './servedDocument';
import { chineseDate } from './words';

const numbered = (lines: readonly string[]): string[] => lines.map((line, index) => `${String(index + 1)}．${line}`);

/** A served document as plain text, line by line. */
export const asText = (document: ServedDocument): string =>
  [
    document.title,
    `文书编号：${document.number}`,
    '',
    `${document.addressees.join('、')}：`,
    '',
    ...document.paragraphs,
    ...numbered(document.items),
    ...document.closing,
    '',
    `依据：${document.basis.join('；')}`,
    ...(document.remedy === undefined ? [] : [`救济：${document.remedy}`]),
    '',
    document.registry.name,
    chineseDate(document.date),
    '',
    `账本记录：案件 ${document.subject.caseId}，事件 ${String(document.event.eventSeq)}，交易 ${document.event.transactionId}`,
    `事件哈希：${document.event.eventHash}`,
    '',
  ].join('\n');
