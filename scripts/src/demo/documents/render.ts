// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import type { Block, DocumentContent } from './blocks';
import { drawTable } from './table';
import { BODY_SIZE, INK, LINE_GAP, MUTED, PAGE, RULE_COLOUR } from './look';

const FONT_FOLDER = '@expo-google-fonts/noto-sans-sc';
const fonts = {
  regular: readFileSync(require.resolve(`${FONT_FOLDER}/400Regular/NotoSansSC_400Regular.ttf`)),
  bold: readFileSync(require.resolve(`${FONT_FOLDER}/700Bold/NotoSansSC_700Bold.ttf`)),
};
const FOOTER = '演示材料：由公开数据与虚构主体生成，不作任何证明之用';

type Pdf = PDFKit.PDFDocument;

const drawTitle = (pdf: Pdf, content: DocumentContent): void => {
  pdf.font('bold').fontSize(20).fillColor(INK).text(content.title, { align: 'center' });
  pdf.moveDown(0.3).font('regular').fontSize(BODY_SIZE).fillColor(MUTED).text(content.subtitle, { align: 'center' });
  const y = pdf.y + 10;
  pdf
    .moveTo(PAGE.left, y)
    .lineTo(PAGE.left + PAGE.width, y)
    .lineWidth(0.8)
    .stroke(RULE_COLOUR);
  pdf.y = y + 14;
};

const drawSignature = (pdf: Pdf, signer: string, date: string): void => {
  // A signature that stands alone on the next page would sign nothing.
  if (pdf.y + 60 > PAGE.bottom) pdf.addPage();
  pdf.moveDown(1.5).font('regular').fontSize(BODY_SIZE).fillColor(INK);
  pdf.text(`（盖章）${signer}`, PAGE.left, pdf.y, { align: 'right', width: PAGE.width });
  pdf.moveDown(0.6).text(date, { align: 'right', width: PAGE.width });
};

const body = (pdf: Pdf): Pdf => pdf.font('regular').fontSize(BODY_SIZE).fillColor(INK);

const drawBlock = (pdf: Pdf, block: Block): void => {
  switch (block.kind) {
    case 'heading':
      if (pdf.y + 60 > PAGE.bottom) pdf.addPage();
      pdf.moveDown(0.4).font('bold').fontSize(13).fillColor(INK).text(block.text, PAGE.left).moveDown(0.4);
      return;
    case 'paragraph':
      // Two characters of indent, as a Chinese paragraph begins.
      body(pdf).text(block.text, PAGE.left, pdf.y, { indent: 2 * BODY_SIZE, lineGap: LINE_GAP, width: PAGE.width });
      pdf.moveDown(0.4);
      return;
    case 'list':
      for (const [index, item] of block.items.entries()) {
        body(pdf).text(`${index + 1}．${item}`, PAGE.left + 12, pdf.y, { lineGap: LINE_GAP, width: PAGE.width - 12 });
      }
      pdf.moveDown(0.4);
      return;
    case 'table':
      drawTable(pdf, block.rows);
      return;
    case 'signature':
      drawSignature(pdf, block.signer, block.date);
  }
};

const drawFooters = (pdf: Pdf): void => {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    // Below the bottom margin, where text would otherwise open a new page.
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(8).fillColor(MUTED);
    pdf.text(FOOTER, PAGE.left, PAGE.bottom + 24, { width: PAGE.width, align: 'left', lineBreak: false });
    pdf.text(`第 ${page + 1} 页 共 ${count} 页`, PAGE.left, PAGE.bottom + 24, { width: PAGE.width, align: 'right' });
  }
};

/**
 * Draws a document as an A4 PDF with the used glyphs of Noto Sans SC embedded.
 * @param createdOn its creation date; the same content and date give the same bytes
 */
export const renderPdf = async (content: DocumentContent, createdOn: Date): Promise<Buffer> => {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.top, bottom: PAGE.marginBottom, left: PAGE.left, right: PAGE.left },
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: content.title, Subject: content.subtitle, CreationDate: createdOn },
  });
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    pdf.on('error', reject);
  });
  drawTitle(pdf, content);
  for (const block of content.blocks) drawBlock(pdf, block);
  drawFooters(pdf);
  pdf.end();
  return finished;
};
