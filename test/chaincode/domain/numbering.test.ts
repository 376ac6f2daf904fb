// SPDX-License-Identifier: Apache-2.0
import {
  caseIdOf,
  certificateNumberOf,
  nextSerial,
  noticeNoOf,
  receiptNoOf,
  yearMonthOf,
} from '../../../chaincode/src/domain/numbering';
import { isCaseId } from '../../../chaincode/src/protocol/identifiers/caseId';
import { noticeNo } from '../../../chaincode/src/protocol/schemas/primitives';
import { codeOf } from '../../support/refusal';

const now = Date.parse('2026-09-30T16:00:00.000Z');
const txId = 'ab'.repeat(32);

describe('numbers', () => {
  it('name a case after its registry, time and transaction', () => {
    const caseId = caseIdOf('411', { now, txId });
    expect(isCaseId(caseId)).toBe(true);
    expect(caseIdOf('411', { now, txId })).toBe(caseId);
    expect(caseIdOf('411', { now, txId: 'cd'.repeat(32) })).not.toBe(caseId);
    const lines = [1, 2, 11].map((line) => caseIdOf('411', { now, txId, line }));
    expect(new Set([caseId, ...lines]).size).toBe(4);
    expect(lines.every(isCaseId)).toBe(true);
    expect(receiptNoOf(caseId)).toBe(`R-${caseId}`);
    expect(noticeNo.safeParse(noticeNoOf(caseId, 1)).success).toBe(true);
    expect(noticeNoOf(caseId, 12)).toBe(`N-${caseId}-12`);
  });

  it('draw on the serials of the month that it is in Shanghai', () => {
    expect(yearMonthOf(now)).toBe('202610');
    expect(yearMonthOf(now - 1)).toBe('202609');
    expect(certificateNumberOf('411', now, 17)).toBe('SJ4112026100017');
  });

  it('end at 9999 a month', () => {
    expect(nextSerial(0)).toBe(1);
    expect(nextSerial(9998)).toBe(9999);
    expect(codeOf(() => nextSerial(9999))).toBe('SERIAL_EXHAUSTED');
  });
});
