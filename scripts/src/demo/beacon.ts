// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { beaconCommitment } from '@registry/chaincode/protocol';
import type { RestClient } from '../rest/restClient';
import { UnexpectedAnswer } from './desk';

/** The supervisor's secret of a beacon's round. */
export interface OpenRound {
  /** Reveals the value, whereupon draws that wait for it can be carried out. */
  reveal(): Promise<void>;
}

const newValue = (): string => randomBytes(32).toString('hex');

const turn = async (supervisor: RestClient, body: object): Promise<void> => {
  const answer = await supervisor.post('/draw-beacon/turns', body);
  if (answer.status !== 200 && answer.status !== 201) throw new UnexpectedAnswer('Turning the beacon', answer);
};

/** Begins a round whose value is known here: as the first, or after giving up one whose value is kept elsewhere. */
export const openRound = async (supervisor: RestClient): Promise<OpenRound> => {
  const value = newValue();
  const { status } = await supervisor.get('/draw-beacon');
  const ended = status === 404 ? {} : { givesUp: true };
  await turn(supervisor, { ...ended, next: beaconCommitment(value) });
  return { reveal: () => turn(supervisor, { value, next: beaconCommitment(newValue()) }) };
};
