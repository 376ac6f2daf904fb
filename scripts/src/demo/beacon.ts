// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { beaconCommitment } from '@registry/chaincode/protocol';
import type { RestClient } from '../rest/restClient';
import { UnexpectedAnswer } from './desk';

/** The values that this run has committed to, by their commitments. */
const values = new Map<string, string>();

const newCommitment = (): string => {
  const value = randomBytes(32).toString('hex');
  const commitment = beaconCommitment(value);
  values.set(commitment, value);
  return commitment;
};

/** Reveals the value of the round, or gives up one that is kept elsewhere. */
const turn = async (supervisor: RestClient, current: { readonly commitment?: string } | undefined): Promise<void> => {
  const value = values.get(current?.commitment ?? '');
  const ended = value === undefined ? { givesUp: true } : { value };
  const body = { ...(current !== undefined && ended), next: newCommitment() };
  const answer = await supervisor.post('/draw-beacon/turns', body);
  if (answer.status !== 200) throw new UnexpectedAnswer('Turning the beacon', answer);
};

const readBeacon = async (supervisor: RestClient): Promise<{ readonly commitment?: string } | undefined> => {
  const { status, body } = await supervisor.get('/draw-beacon');
  return status === 404 ? undefined : (body as { readonly commitment?: string });
};

let last: Promise<unknown> = Promise.resolve();

/** One after the other: of two turns at once the second would reveal a value that is out already. */
const inTurn = (work: () => Promise<void>): Promise<void> => {
  const done = last.then(work);
  last = done.catch(() => undefined);
  return done;
};

/** Makes sure that the round is one whose value is known here, so that a draw asked for now can be revealed. */
export const openRound = (supervisor: RestClient): Promise<void> =>
  inTurn(async () => {
    const current = await readBeacon(supervisor);
    if (current?.commitment === undefined || !values.has(current.commitment)) await turn(supervisor, current);
  });

/** Reveals the value of the round: the registries’ clocks carry out what waits for it. */
export const reveal = (supervisor: RestClient): Promise<void> =>
  inTurn(async () => turn(supervisor, await readBeacon(supervisor)));
