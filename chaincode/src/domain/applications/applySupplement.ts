// SPDX-License-Identifier: Apache-2.0
import { without } from '../../protocol/without';
import type { EventEnvelope } from '../../protocol/schemas/events';
import type { CaseRecord, Deadline, Supplement } from '../../protocol/schemas/records';
import { personOf } from './applyStep';
import type { Apply } from './applyStep';

export const onSupplementRequested: Apply<'supplementRequested'> = (record, event) => ({
  ...record,
  deadline: event.data.deadline,
  supplements: [
    ...(record.supplements ?? []),
    {
      items: event.data.items,
      stage: event.data.stage,
      stoppedAt: event.txTime,
      requestedBy: personOf(event),
      ...(record.deadline !== undefined && { review: record.deadline }),
    },
  ],
});

interface Restart {
  readonly outcome: NonNullable<Supplement['outcome']>;
  readonly deadline?: Deadline | undefined;
}

/** The case with its clock running again, or without one where the period had passed before. */
const restarted = (record: CaseRecord, event: EventEnvelope, { outcome, deadline }: Restart): CaseRecord => ({
  ...without(record, ['deadline']),
  ...(deadline !== undefined && { deadline }),
  supplements: (record.supplements ?? []).map((supplement) =>
    supplement.outcome === undefined ? { ...supplement, restartedAt: event.txTime, outcome } : supplement,
  ),
});

export const onSupplementSupplied: Apply<'supplementSupplied'> = (record, event) => {
  const { materials, deadline } = event.data;
  const after = restarted(record, event, { outcome: 'SUPPLIED', deadline });
  return { ...after, filing: { ...record.filing, materials: [...record.filing.materials, ...materials] } };
};

export const onReviewResumed: Apply<'reviewResumed'> = (record, event) =>
  restarted(record, event, { outcome: 'NOT_SUPPLIED', deadline: event.data.deadline });

export const onTerminated: Apply<'applicationTerminated'> = (record, event) => ({
  ...without(record, ['deadline']),
  termination: { ...event.data, terminatedAt: event.txTime, terminatedBy: personOf(event) },
});

export const onExtended: Apply<'reviewExtended'> = (record, event) => {
  const { deadline, ...grounds } = event.data;
  return { ...record, deadline, extension: { ...grounds, extendedAt: event.txTime, extendedBy: personOf(event) } };
};
