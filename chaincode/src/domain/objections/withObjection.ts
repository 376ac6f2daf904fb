// SPDX-License-Identifier: Apache-2.0
import type { CaseObjection, CaseRecord } from '../../protocol/schemas/records';

/** The case with one of its objections changed. */
export const withObjection = (record: CaseRecord, objectionNo: string, change: Partial<CaseObjection>): CaseRecord => ({
  ...record,
  ...(record.objections !== undefined && {
    objections: record.objections.map((one) => (one.objectionNo === objectionNo ? { ...one, ...change } : one)),
  }),
});
