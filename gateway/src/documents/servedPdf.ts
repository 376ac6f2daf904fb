// SPDX-License-Identifier: Apache-2.0
import type { ServedDocument } from '../correspondence/servedDocument';
import { chineseDate } from '../correspondence/words';
import { BODY_SIZE, INK, MUTED, PAGE, RULE_COLOUR, TITLE_SIZE } from './look';
import { drawNote, drawParagraph, makePdf } from './pdf';
import type { Pdf } from './pdf';

const drawHead = (pdf: Pdf, { registry, title, number }: ServedDocument): void => {
  pdf
    .font('bold')
    .fontSize(BODY_SIZE + 2)
    .fillColor(RULE_COLOUR)
    .text(registry.name, { align: 'center' });
  const y = pdf.y + 6;
  pdf
    .moveTo(PAGE.left, y)
    .lineTo(PAGE.left + PAGE.width, y)
    .lineWidth(1.2)
    .stroke(RULE_COLOUR);
  pdf.y = y + 22;
  pdf.font('bold').fontSize(TITLE_SIZE).fillColor(INK).text(title, { align: 'center' });
  pdf
    .moveDown(0.4)
    .font('regular')
    .fontSize(BODY_SIZE - 2)
    .fillColor(MUTED);
  pdf.text(`文书编号 ${number}`, { align: 'center' }).moveDown(1.2);
};

const drawBasis = (pdf: Pdf, { basis, remedy }: ServedDocument): void => {
  drawParagraph(pdf, `依据：${basis.join('；')}。`);
  if (remedy !== undefined) drawParagraph(pdf, `救济：${remedy}`);
};

const drawSignature = (pdf: Pdf, { registry, date }: ServedDocument): void => {
  // A signature that stands alone on the next page would sign nothing.
  if (pdf.y + 90 > PAGE.bottom) pdf.addPage();
  pdf.moveDown(1.6).font('regular').fontSize(BODY_SIZE).fillColor(INK);
  pdf.text(registry.name, PAGE.left, pdf.y, { align: 'right', width: PAGE.width });
  pdf.moveDown(0.5).text(chineseDate(date), { align: 'right', width: PAGE.width }).moveDown(2);
};

const drawLedgerNote = (pdf: Pdf, { subject, event }: ServedDocument): void => {
  drawNote(pdf, `账本记录：案件 ${subject.caseId}，事件 ${String(event.eventSeq)}，交易 ${event.transactionId}`);
  drawNote(pdf, `事件哈希：${event.eventHash}。本文书的加盐承诺已记入账本；与账本记录不一致的，以账本记录为准。`);
};

/** A served document as a PDF; the same document gives the same bytes. */
export const servedPdf = (document: ServedDocument): Promise<Buffer> => {
  const facts = {
    title: document.title,
    author: document.registry.name,
    createdAt: new Date(`${document.date}T00:00:00.000+08:00`),
  };
  return makePdf(facts, document.number, (pdf) => {
    drawHead(pdf, document);
    drawParagraph(pdf, `${document.addressees.join('、')}：`, 0);
    for (const text of document.paragraphs) drawParagraph(pdf, text);
    for (const [index, text] of document.items.entries()) drawParagraph(pdf, `${String(index + 1)}．${text}`);
    for (const text of document.closing) drawParagraph(pdf, text);
    drawBasis(pdf, document);
    drawSignature(pdf, document);
    drawLedgerNote(pdf, document);
  });
};
