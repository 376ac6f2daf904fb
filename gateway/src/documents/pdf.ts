// SPDX-License-Identifier: Apache-2.0
import { fontNamed } from './fonts';
import { BODY_SIZE, INK, LINE_GAP, MUTED, NOTE_SIZE, PAGE } from './look';

export type Pdf = PDFKit.PDFDocument;

export interface PdfFacts {
  readonly title: string;
  readonly author: string;
  /** Stands in the file as its creation: the same content and time give the same bytes. */
  readonly createdAt: Date;
}

const collected = (pdf: Pdf): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    pdf.on('error', reject);
  });

/** A paragraph begins with two characters of indent. */
export const drawParagraph = (pdf: Pdf, text: string, indent = 2 * BODY_SIZE): void => {
  pdf.font('regular').fontSize(BODY_SIZE).fillColor(INK);
  pdf.text(text, PAGE.left, pdf.y, { indent, lineGap: LINE_GAP, width: PAGE.width });
  pdf.moveDown(0.35);
};

/** Small print below the body. */
export const drawNote = (pdf: Pdf, text: string): void => {
  pdf.font('regular').fontSize(NOTE_SIZE).fillColor(MUTED);
  pdf.text(text, PAGE.left, pdf.y, { lineGap: 2, width: PAGE.width });
};

const drawFooters = (pdf: Pdf, foot: string): void => {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    // Below the bottom margin, where text would otherwise open a new page.
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(NOTE_SIZE).fillColor(MUTED);
    const y = PAGE.bottom + 28;
    pdf.text(foot, PAGE.left, y, { width: PAGE.width, align: 'left', lineBreak: false });
    const pages = `第 ${String(page + 1)} 页 共 ${String(count)} 页`;
    pdf.text(pages, PAGE.left, y, { width: PAGE.width, align: 'right', lineBreak: false });
  }
};

/**
 * Makes an A4 PDF with the used glyphs of Noto Sans SC embedded.
 *
 * @param foot - stands at the foot of each page
 * @param draw - puts the content on the pages
 * @returns the same bytes for the same facts and content
 */
export const makePdf = async (facts: PdfFacts, foot: string, draw: (pdf: Pdf) => void): Promise<Buffer> => {
  const { title, author, createdAt } = facts;
  // Loaded with the first document, like the fonts.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.top, bottom: PAGE.marginBottom, left: PAGE.left, right: PAGE.left },
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: title, Author: author, CreationDate: createdAt },
  });
  const bytes = collected(pdf);
  pdf.registerFont('regular', fontNamed('regular')).registerFont('bold', fontNamed('bold'));
  draw(pdf);
  drawFooters(pdf, foot);
  pdf.end();
  return bytes;
};
