// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord } from '../../protocol/schemas/records';

/** The objections of a case that ends: those still open are overtaken by that. */
export const overtaken = ({ objections }: CaseRecord): Pick<CaseRecord, 'objections'> =>
  objections === undefined
    ? {}
    : { objections: objections.map((one) => (one.status === 'OPEN' ? { ...one, status: 'MOOT' } : one)) };
