// SPDX-License-Identifier: Apache-2.0
import { BODY_SIZE, INK, LABEL_FILL, LINE_GAP, PAGE, RULE_COLOUR } from './look';

const LABEL_WIDTH = 120;
const PADDING = 4.5;
const VALUE_WIDTH = PAGE.width - LABEL_WIDTH;
const TEXT_SIZE = BODY_SIZE - 0.5;

type Pdf = PDFKit.PDFDocument;

const heightOf = (pdf: Pdf, text: string, width: number): number =>
  pdf.heightOfString(text, { width: width - 2 * PADDING, lineGap: LINE_GAP - 2 });

const drawCell = (pdf: Pdf, text: string, box: { x: number; y: number; width: number }): void => {
  pdf.fillColor(INK).text(text, box.x + PADDING, box.y + PADDING, {
    width: box.width - 2 * PADDING,
    lineGap: LINE_GAP - 2,
  });
};

type Row = readonly [string, string];

const rowHeight = (pdf: Pdf, [label, value]: Row): number =>
  Math.max(heightOf(pdf, label, LABEL_WIDTH), heightOf(pdf, value, VALUE_WIDTH)) + 2 * PADDING;

const drawRow = (pdf: Pdf, row: Row): void => {
  const height = rowHeight(pdf, row);
  if (pdf.y + height > PAGE.bottom) pdf.addPage();
  const { y } = pdf;
  const valueX = PAGE.left + LABEL_WIDTH;
  pdf.lineWidth(0.6).rect(PAGE.left, y, LABEL_WIDTH, height).fillAndStroke(LABEL_FILL, RULE_COLOUR);
  pdf.rect(valueX, y, VALUE_WIDTH, height).stroke(RULE_COLOUR);
  drawCell(pdf, row[0], { x: PAGE.left, y, width: LABEL_WIDTH });
  drawCell(pdf, row[1], { x: valueX, y, width: VALUE_WIDTH });
  pdf.y = y + height;
};

/** Draws label and value side by side, one bordered row each. A table that fits on one page is not torn in two. */
export const drawTable = (pdf: Pdf, rows: readonly Row[]): void => {
  pdf.font('regular').fontSize(TEXT_SIZE);
  const height = rows.reduce((sum, row) => sum + rowHeight(pdf, row), 0);
  if (pdf.y + height > PAGE.bottom && PAGE.top + height <= PAGE.bottom) pdf.addPage();
  for (const row of rows) drawRow(pdf, row);
  pdf.x = PAGE.left;
  pdf.moveDown(0.8);
};
