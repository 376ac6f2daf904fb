// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { personOf } from './applyStep';
import type { Apply } from './applyStep';

/** A proposed refusal falls when something else is decided or proposed; that somebody proposed it stays on the record. */
export const withoutRefusal = (record: CaseRecord): CaseRecord => {
  const { refusal, fallenRefusals = [] } = record;
  if (refusal === undefined) return record;
  return { ...without(record, ['refusal']), fallenRefusals: [...fallenRefusals, refusal] };
};

export const onRefusalProposed: Apply<'refusalProposed'> = (record, event) => ({
  ...withoutRefusal(record),
  refusal: { ...event.data, proposedAt: event.txTime, proposedBy: personOf(event) },
});

export const onRefused: Apply<'applicationRefused'> = (record, event) => ({
  ...without(record, ['deadline']),
  ...(record.refusal !== undefined && {
    refusal: { ...record.refusal, refusedAt: event.txTime, refusedBy: personOf(event) },
  }),
});
