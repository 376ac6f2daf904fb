// SPDX-License-Identifier: Apache-2.0
import type { CertificateRecord, LedgerRecord } from '@registry/chaincode/protocol';
import type { Custody, LeftOut } from '../custody';
import { recordIdOf } from '../recordId';

/** What one action wrote, and who signed it. */
export interface Written {
  readonly records: readonly LedgerRecord[];
  readonly endorsers: ReadonlySet<string>;
  readonly custody: Custody;
}

export type Reason = LeftOut['reason'];

const isOf =
  ({ number, caseId }: CertificateRecord) =>
  (record: LedgerRecord): boolean =>
    record.kind === 'case' && record.caseId === caseId && record.certificateNumber === number;

/** The records that are in a registry's custody. */
const isInCustody = (
  record: LedgerRecord,
): record is Extract<LedgerRecord, { kind: 'case' | 'certificate' | 'objection' | 'service' }> =>
  ['case', 'certificate', 'objection', 'service'].includes(record.kind);

/** Why a record is not believed, or undefined. */
function doubtOf(record: LedgerRecord, { records, endorsers, custody }: Written): Reason | undefined {
  if (!isInCustody(record)) return undefined;
  const { uscc, mspId } = record.registry;
  if (!endorsers.has(mspId)) return 'CUSTODIAN_DID_NOT_ENDORSE';
  if ((custody.mspOf.get(uscc) ?? mspId) !== mspId) return 'FOREIGN_CUSTODIAN';
  const isFirst = record.kind === 'certificate' && record.eventSeq === 1;
  return isFirst && !records.some(isOf(record)) ? 'CERTIFICATE_WITHOUT_CASE' : undefined;
}

/**
 * The records that an action may have written. A key without a policy of its own asks only for the chaincode's, which
 * two organizations fulfil without the third: what nobody's peer but theirs has checked must not speak in its name.
 *
 * @param onLeftOut - told of each record that is not believed
 */
export function believedRecords(
  written: Written,
  onLeftOut: (left: Omit<LeftOut, 'transactionId'>) => void,
): LedgerRecord[] {
  return written.records.filter((record) => {
    const reason = doubtOf(record, written);
    if (reason) onLeftOut({ recordType: record.kind, recordId: recordIdOf(record), reason });
    return reason === undefined;
  });
}
