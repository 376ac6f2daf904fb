// SPDX-License-Identifier: Apache-2.0
import { ROLES } from '../../protocol/identifiers/roles';
import type { Row } from './row';

const recomputation = ({ row, from, article }: Row & { readonly from: Row['to'] }): Row => ({
  row,
  command: 'recomputeDeadline',
  from,
  to: from,
  roles: ROLES,
  relation: 'ANYONE',
  needs: ['DEADLINE_PROVISIONAL'],
  event: 'deadlineRecomputed',
  article,
});

const isTimeRule = (row: Row): row is Row & { readonly from: Row['to'] } =>
  row.relation === 'ANYONE' && row.from !== 'NONE';

/** Wherever something follows from the passing of time, a provisional deadline must be able to become a real one. */
export const recomputations = (rows: readonly Row[]): readonly Row[] => {
  const timed = rows.filter(isTimeRule);
  return timed.filter((row, index) => timed.findIndex(({ from }) => from === row.from) === index).map(recomputation);
};
