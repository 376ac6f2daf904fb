// SPDX-License-Identifier: Apache-2.0
import { BEACON_ID, beaconTurn } from '@registry/chaincode/protocol';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseBody } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { submitCommand } from '../../routing/submitCommand';
import type { CommandDeps } from '../../routing/submitCommand';
import { readTurns } from './readTurns';
import { beaconView, turnAnswer, viewBeacon } from './view';

export interface DrawsDeps extends CommandDeps {
  readonly database: Database;
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
  (deps: DrawsDeps): Handler =>
  async (req, res) => {
    res.json(
      await submitCommand(deps, req, { contract: 'beacon', transaction: 'turn', form: parseBody(beaconTurn, req) }),
    );
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
