// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, DomainEvent } from '@registry/chaincode/protocol';
import { applyToCase } from '@registry/chaincode/replay';
import type { CaseEvent } from '@registry/chaincode/replay';

/** An event of a case, with the record as it left it. */
export interface CaseStep {
  readonly event: DomainEvent;
  readonly after: CaseRecord;
}

/** Builds a case from its events, from the first one on; events of other records are left out. */
export const replayCase = (events: readonly DomainEvent[]): readonly CaseStep[] => {
  const steps: CaseStep[] = [];
  let record: CaseRecord | undefined;
  for (const event of events.filter(({ recordType }) => recordType === 'case')) {
    record = applyToCase(record, event as CaseEvent);
    steps.push({ event, after: record });
  }
  return steps;
};
