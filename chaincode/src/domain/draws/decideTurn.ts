// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { beaconCommitment } from '../../protocol/agencyDraw';
import { parseInstant } from '../../protocol/civilTime';
import { BEACON_ID } from '../../protocol/schemas/beacon';
import type { beaconCommands, BeaconRecord, BeaconRound } from '../../protocol/schemas/beacon';
import type { EventDraft } from '../../protocol/schemas/events';
import { supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';

type Turn = z.infer<typeof beaconCommands.turn>;

export interface BeaconFacts extends SupervisionFacts {
  readonly record: BeaconRecord | undefined;
}

/** What becomes of the round that was secret so far: its value fits the commitment, or is given up in so many words. */
const endedRound = ({ value, givesUp }: Turn, { round, commitment }: BeaconRecord): BeaconRound => {
  const isRight = value === undefined ? givesUp === true : beaconCommitment(value) === commitment;
  demand(isRight, 'BEACON_VALUE_WRONG', { round, commitment });
  return value === undefined ? { round } : { round, value };
};

/** A commitment whose value is known already would let anybody foretell the draws that wait for it. */
const isFresh = (next: string, values: readonly BeaconRound[]): boolean =>
  values.every(({ value }) => value === undefined || beaconCommitment(value) !== next);

/** One turn of the beacon: the value of the last round, and the commitment to the next. */
export const decideTurnBeacon = (turn: Turn, facts: BeaconFacts): EventDraft<'beaconTurned'> => {
  const founding = supervised(facts);
  const { record, now } = facts;
  const common = { type: 'beaconTurned', ...supervisorEvent('beacon', BEACON_ID, founding) } as const;
  if (record === undefined) {
    demand(turn.value === undefined, 'BEACON_VALUE_WRONG', { round: 0 });
    return { ...common, data: { round: 1, commitment: turn.next } };
  }
  demand(now >= parseInstant(record.lastEventAt), 'TIME_BEFORE_LAST_EVENT', { lastEventAt: record.lastEventAt });
  const ended = endedRound(turn, record);
  const isNew = turn.next !== record.commitment && isFresh(turn.next, [...record.past, ended]);
  demand(isNew, 'BEACON_COMMITMENT_USED', { round: record.round + 1 });
  return { ...common, data: { round: record.round + 1, commitment: turn.next, ended } };
};
