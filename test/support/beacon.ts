// SPDX-License-Identifier: Apache-2.0
import { beaconCommitment } from '../../chaincode/src/protocol/agencyDraw';
import { utf8 } from '../../chaincode/src/protocol/bytes';
import { sha256Hex } from '../../chaincode/src/protocol/digest';
import type { BeaconRecord } from '../../chaincode/src/protocol/schemas/beacon';
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';

/** The value that a test's supervisor keeps for a round. */
export const beaconValue = (round: number): string => sha256Hex(utf8(`value of round ${round}`));

/** The body of a turn: reveals the round and commits to the one after it; round 0 begins the beacon. */
export const turnAfter = (round: number): JsonInputObject => ({
  ...(round > 0 && { value: beaconValue(round) }),
  next: beaconCommitment(beaconValue(round + 1)),
});

/** A beacon of which all rounds before the given one are over. */
export const beaconAt = (round: number, changes: Partial<BeaconRecord> = {}): BeaconRecord => ({
  kind: 'beacon',
  schemaVersion: 1,
  round,
  commitment: beaconCommitment(beaconValue(round)),
  past: Array.from({ length: round - 1 }, (_, index) => ({ round: index + 1, value: beaconValue(index + 1) })),
  eventSeq: round,
  lastEventHash: 'a'.repeat(64),
  lastEventAt: '2026-09-01T00:00:00.000Z',
  ...changes,
});
