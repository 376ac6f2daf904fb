// SPDX-License-Identifier: Apache-2.0
import type { CertificateRecord, POINT_VERDICTS, REVIEW_POINTS } from '@registry/chaincode/protocol';
import { chineseDate } from '../correspondence/words';
import { COVERAGE_WORDS, formWord, KIND_WORDS, POINT_WORDS, RIGHT_WORDS, VERDICT_WORDS } from './certificateWords';
import { BODY_SIZE, INK, MUTED, PAGE, RULE_COLOUR, TITLE_SIZE } from './look';
import { drawNote, makePdf } from './pdf';
import type { Pdf } from './pdf';
import { drawQrCode } from './qrCode';

export interface CertificatePaper {
  readonly record: CertificateRecord;
  /** What was examined, by whom, with which verdict. */
  readonly examined: readonly {
    readonly point: (typeof REVIEW_POINTS)[number];
    readonly kind: 'FORMAL' | 'SUBSTANTIVE';
    readonly verdict: (typeof POINT_VERDICTS)[number];
    readonly by: { readonly uscc: string; readonly name?: string | undefined };
  }[];
  readonly ledger: { readonly channel: string; readonly transactionId: string; readonly blockNumber: number };
  /** What the code holds: the compact JWS of the certificate's statement. */
  readonly qrText: string;
  /** What is attached: the credential with the fields that anybody may see. */
  readonly credential: string;
}

const LABEL_WIDTH = 96;
const QR_SIDE = 150;

const drawHead = (pdf: Pdf, { registry, profile, number }: CertificateRecord): void => {
  pdf.font('bold').fontSize(TITLE_SIZE).fillColor(RULE_COLOUR).text('数据产品登记凭证', { align: 'center' });
  pdf.moveDown(0.3).font('regular').fontSize(BODY_SIZE).fillColor(INK).text(registry.name, { align: 'center' });
  pdf
    .fontSize(BODY_SIZE - 1)
    .fillColor(MUTED)
    .text(`登记编号 ${number}`, { align: 'center' });
  // Certificates of demonstrations look like others but for this.
  if (profile.testOnly) pdf.fillColor(RULE_COLOUR).text('演示用，不具效力', { align: 'center' });
  pdf.moveDown(1);
};

const drawRow = (pdf: Pdf, label: string, value: string): void => {
  const { y } = pdf;
  pdf
    .font('bold')
    .fontSize(BODY_SIZE - 1.5)
    .fillColor(INK)
    .text(label, PAGE.left, y, { width: LABEL_WIDTH });
  const left = PAGE.left + LABEL_WIDTH;
  pdf.font('regular').text(value, left, y, { width: PAGE.width - LABEL_WIDTH, lineGap: 2 });
  pdf.moveDown(0.4);
};

const clear = (value: unknown): string => (typeof value === 'string' ? value : '（不公开）');

const termWords = ({ from, to }: { readonly from: string; readonly to?: string }): string =>
  `${chineseDate(from)}起${to === undefined ? '，未约定期限' : `，至${chineseDate(to)}止`}`;

const drawWhat = (pdf: Pdf, record: CertificateRecord): void => {
  drawRow(pdf, '产品名称', record.dataName);
  for (const { name, idNumber } of record.holders) {
    const code = typeof idNumber === 'string' ? `（统一社会信用代码 ${idNumber}）` : '';
    drawRow(pdf, '登记主体', `${clear(name)}${code}`);
  }
  drawRow(pdf, '产品形式', formWord(record.productForm));
  for (const { rightType, holderName, term } of record.rights) {
    drawRow(pdf, '权利', `${RIGHT_WORDS[rightType]}，${clear(holderName)}，${termWords(term)}`);
  }
  drawRow(pdf, '有效期', `${chineseDate(record.validFrom)}至${chineseDate(record.validTo)}`);
};

const drawExamined = (pdf: Pdf, { record, examined }: CertificatePaper): void => {
  for (const { kind, point, verdict, by } of examined) {
    drawRow(pdf, KIND_WORDS[kind], `${POINT_WORDS[point]}：${VERDICT_WORDS[verdict]}（${by.name ?? by.uscc}）`);
  }
  drawRow(pdf, '审查范围', COVERAGE_WORDS[record.content.coverage]);
};

const drawChecks = (pdf: Pdf, { record, ledger, qrText }: CertificatePaper): void => {
  if (pdf.y + QR_SIDE + 20 > PAGE.bottom) pdf.addPage();
  const top = pdf.y + 8;
  drawQrCode(pdf, qrText, { left: PAGE.left, top, side: QR_SIDE });
  const column = { width: PAGE.width - QR_SIDE - 14 };
  pdf
    .font('regular')
    .fontSize(BODY_SIZE - 4)
    .fillColor(MUTED);
  const lines = [
    `记录摘要 SHA-256 ${record.recordDigest.sha256}`,
    `记录摘要 SM3 ${record.recordDigest.sm3}`,
    `账本 ${ledger.channel}，区块 ${String(ledger.blockNumber)}，交易 ${ledger.transactionId}`,
    '二维码载有登记机构的签名，可离线核验；本文件附有可验证凭证。',
    '与账本记录不一致的，以账本记录为准。凭证的当前状态以账本查询为准。',
  ];
  pdf.text(lines.join('\n'), PAGE.left + QR_SIDE + 14, top + 8, { ...column, lineGap: 3 });
  pdf.y = top + QR_SIDE + 8;
};

/** A certificate as a PDF in Chinese; the same certificate gives the same bytes. */
export const certificatePdf = (paper: CertificatePaper): Promise<Buffer> => {
  const { record, credential } = paper;
  const createdAt = new Date(record.attestedAt);
  const facts = { title: `数据产品登记凭证 ${record.number}`, author: record.registry.name, createdAt };
  return makePdf(facts, record.number, (pdf) => {
    drawHead(pdf, record);
    drawWhat(pdf, record);
    drawExamined(pdf, paper);
    drawChecks(pdf, paper);
    drawNote(pdf, `适用规则 ${record.profile.profileId}，哈希 ${record.profile.hash}`);
    pdf.file(Buffer.from(credential), {
      ...{ name: `${record.number}.sd-jwt`, type: 'application/vc+sd-jwt' },
      ...{ creationDate: createdAt, modifiedDate: createdAt, hidden: false },
    });
  });
};
