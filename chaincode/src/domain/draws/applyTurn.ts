// SPDX-License-Identifier: Apache-2.0
import { BEACON_MEMORY } from '../../protocol/schemas/beacon';
import type { BeaconRecord } from '../../protocol/schemas/beacon';
import type { DomainEvent } from '../../protocol/schemas/events';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';

/** The beacon as a turn leaves it. */
export const applyToBeacon = (record: BeaconRecord | undefined, event: DomainEvent<'beaconTurned'>): BeaconRecord => {
  const { round, commitment, ended } = event.data;
  const past = [...(record?.past ?? []), ...(ended === undefined ? [] : [ended])];
  return {
    kind: 'beacon',
    schemaVersion: SCHEMA_VERSION,
    round,
    commitment,
    past: past.slice(-BEACON_MEMORY),
    eventSeq: event.eventSeq,
    lastEventHash: event.eventHash,
    lastEventAt: event.txTime,
  };
};
