// SPDX-License-Identifier: Apache-2.0
import { BEACON_ID, beaconTurn } from '@registry/chaincode/protocol';
import type { JsonValue } from '@registry/chaincode/protocol';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Projector } from '../../projections/projector';
import type { Handler, RoutedOperation } from '../../routing/operation';
import type { Sealing } from '../../sealing/port';
import { readTurns } from './readTurns';
import { beaconView, turnAnswer, viewBeacon } from './view';

export interface DrawsDeps {
  readonly database: Database;
  readonly sealing: Pick<Sealing, 'submitSealed'>;
  readonly projector: Pick<Projector, 'waitFor'>;
  /** Milliseconds that an answer waits for its own block. */
  readonly readYourWritesMs: number;
}

const tag = 'register';

const readBeacon =
  ({ database }: DrawsDeps): Handler =>
  async (_req, res) => {
    const { blockHeight, result } = await atHeight(database, readTurns);
    if (result.length === 0) throw new GatewayError('NOT_FOUND');
    res.json({ ...viewBeacon(result), blockHeight });
  };

const turnBeacon =
  ({ sealing, projector, readYourWritesMs }: DrawsDeps): Handler =>
  async (req, res) => {
    const { transactionId, blockNumber, answer } = await sealing.submitSealed({
      caller: callerIn(req),
      contract: 'beacon',
      transaction: 'turn',
      form: parseBody(beaconTurn, req) as Readonly<Record<string, JsonValue>>,
      pointers: [],
      idempotencyKey: idempotencyKeyOf(req),
    });
    await projector.waitFor(blockNumber, readYourWritesMs);
    res.json({ ...(answer as object), transactionId, blockNumber });
  };

/** /draw-beacon: the values that draws of agencies rest on. */
export const drawOperations = (deps: DrawsDeps): readonly RoutedOperation[] => [
  {
    operationId: 'readDrawBeacon',
    method: 'get',
    path: '/draw-beacon',
    tag,
    summary: 'The beacon that draws of agencies rest on',
    description:
      'The supervisor commits to each value before anybody can use it, and reveals it afterwards. With the value of ' +
      `its round (${BEACON_ID}) and what a case shows of its draw, anybody can do the draw again.`,
    access: 'public',
    answers: { 200: { description: 'The secret round and those revealed', schema: beaconView } },
    refusals: [404],
    handle: readBeacon(deps),
  },
  {
    operationId: 'turnDrawBeacon',
    method: 'post',
    path: '/draw-beacon/turns',
    tag,
    summary: 'Reveal the value of the beacon’s round, and commit to the next (supervisor)',
    description: 'The first turn has no value. A value that was lost is given up, and draws that wait go by rotation.',
    access: 'session',
    writes: true,
    body: { schema: beaconTurn, example: { value: '1'.repeat(64), next: '2'.repeat(64) } },
    answers: { 200: { description: 'The round that is secret from now on', schema: turnAnswer } },
    refusals: [400, 403, 409, 413, 422, 503],
    handle: turnBeacon(deps),
  },
];
