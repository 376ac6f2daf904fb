// SPDX-License-Identifier: Apache-2.0
import type { CaseState } from '../../protocol/schemas/records';
import type { RequirementName, Row } from './row';

interface Stage {
  readonly row: number;
  readonly from: CaseState;
  readonly closes: NonNullable<Row['closes']>;
  readonly needs?: readonly RequirementName[];
}

const withdrawal = ({ row, from, closes, needs = [] }: Stage): Row => ({
  row,
  command: 'withdraw',
  from,
  to: 'WITHDRAWN',
  roles: ['applicant', 'agent'],
  relation: 'PARTY',
  needs,
  event: 'applicationWithdrawn',
  article: 'withdrawal',
  closes,
});

/** An applicant may give the matter up until the notice has ended; what has lapsed cannot be withdrawn any more, and what is contested can be until it is settled. */
export const WITHDRAWAL: readonly Row[] = [
  withdrawal({ row: 2, from: 'SUBMITTED', closes: 'ACCEPTANCE' }),
  withdrawal({ row: 2, from: 'CORRECTION', closes: 'CORRECTION', needs: ['WITHIN_CORRECTION'] }),
  withdrawal({ row: 2, from: 'ACCEPTED', closes: 'REVIEW' }),
  withdrawal({ row: 2, from: 'FORMAL_REVIEW', closes: 'REVIEW' }),
  withdrawal({ row: 2, from: 'SUPPLEMENT', closes: 'SUPPLEMENT' }),
  withdrawal({ row: 2, from: 'SUBSTANTIVE_REVIEW', closes: 'REVIEW' }),
  withdrawal({ row: 2, from: 'REVIEWED', closes: 'REVIEW' }),
  withdrawal({ row: 25, from: 'NOTICE', closes: 'NOTICE', needs: ['WITHIN_NOTICE'] }),
  withdrawal({ row: 25, from: 'NOTICE_OBJECTED', closes: 'OBJECTION' }),
  withdrawal({ row: 25, from: 'AMENDMENT', closes: 'AMENDMENT', needs: ['WITHIN_AMENDMENT'] }),
];
