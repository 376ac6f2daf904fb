// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { hex64, idempotencyKey } from './primitives';

/** The one beacon of a register: a chain of values, each committed to before anybody can use it. */
export const BEACON_ID = 'agency-draw';
/** Rounds whose values a draw can still rest on. */
export const BEACON_MEMORY = 50;

/** One turn: the value committed to last, and the commitment to the next one. */
export const beaconTurn = z.strictObject({
  /** Absent on the first turn, and where the value is given up. */
  value: hex64.optional(),
  next: hex64,
  /** The value is lost: draws that wait for it fall back to rotation, for all to see. */
  givesUp: z.literal(true).optional(),
});

export const beaconCommands = {
  turn: z.strictObject({ idempotencyKey, ...beaconTurn.shape }),
} as const;

/** A round that is over; without a value where it was given up. */
export type BeaconRound = { readonly round: number; readonly value?: string };

/** The supervisor's beacon. */
export type BeaconRecord = {
  readonly kind: 'beacon';
  readonly schemaVersion: number;
  /** The round whose value is still secret, and the commitment to that value. */
  readonly round: number;
  readonly commitment: string;
  /** The rounds before it, the latest last. */
  readonly past: readonly BeaconRound[];
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};
