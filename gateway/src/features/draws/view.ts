// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { TurnRow } from './readTurns';

const revealed = z.object({
  round: z.int(),
  value: z.string().optional().describe('32 bytes as hexadecimal digits; absent where the round was given up'),
  at: z.string().describe('The instant (UTC) of the turn that ended the round'),
  transactionId: z.string(),
  blockNumber: z.int(),
});

export const beaconView = z.object({
  round: z.int().describe('The round whose value is still secret; a draw asked for now waits for it'),
  commitment: z.string().describe('SHA-256 of that value'),
  revealed: z.array(revealed).describe('The rounds before it, the latest first'),
  blockHeight: z.int(),
});

export const turnAnswer = z.object({
  round: z.int(),
  eventSeq: z.int(),
  eventHash: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

const turnOf = ({ event }: TurnRow): DomainEvent<'beaconTurned'>['data'] => (event as DomainEvent<'beaconTurned'>).data;

const revealedIn = (row: TurnRow): z.infer<typeof revealed>[] => {
  const { ended } = turnOf(row);
  if (ended === undefined) return [];
  const { transaction_id: transactionId, block_number: blockNumber, tx_time: at } = row;
  return [{ ...ended, at, transactionId, blockNumber }];
};

/** @param turns - the latest first, and at least one */
export const viewBeacon = (turns: readonly TurnRow[]): Omit<z.infer<typeof beaconView>, 'blockHeight'> => {
  const [latest] = turns;
  if (latest === undefined) throw new Error('A beacon has at least one turn.');
  const { round, commitment } = turnOf(latest);
  return { round, commitment, revealed: turns.flatMap(revealedIn) };
};
