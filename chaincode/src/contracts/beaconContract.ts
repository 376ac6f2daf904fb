// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { supervised } from '../domain/approvals';
import { applyToBeacon } from '../domain/draws/applyTurn';
import { decideTurnBeacon } from '../domain/draws/decideTurn';
import { custodyPolicy } from '../ledger/endorsement';
import { recordKey } from '../ledger/keys';
import { BEACON_ID, beaconCommands } from '../protocol/schemas/beacon';
import type { BeaconRecord } from '../protocol/schemas/beacon';
import { queries } from '../protocol/schemas/commands';
import { readForMembers } from './evaluation';
import { recordEvent } from './recordEvent';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';
import type { Call } from './submission';
import { readSupervision } from './supervision';

/** What a turn answers, and answers again when it is repeated. */
type TurnAnswer = { readonly round: number; readonly eventSeq: number; readonly eventHash: string };

const turn = async (command: z.infer<typeof beaconCommands.turn>, call: Call): Promise<TurnAnswer> => {
  const key = recordKey('beacon', BEACON_ID);
  const facts = { ...(await readSupervision(call)), record: await call.ledger.get<BeaconRecord>(key) };
  const draft = decideTurnBeacon(command, facts);
  const after = applyToBeacon(facts.record, recordEvent(call, draft, facts.record));
  const { mspId, endorsers } = supervised(facts);
  // The supervisor's peer must endorse: no two registries can put values of their own in its place.
  call.ledger.put(key, after, facts.record === undefined ? custodyPolicy(mspId, endorsers) : undefined);
  return { round: after.round, eventSeq: after.eventSeq, eventHash: after.lastEventHash };
};

/** The beacon: values that the supervisor commits to before anybody can use them, and reveals one by one. */
export class BeaconContract extends RegistryContract {
  constructor() {
    super('beacon');
  }

  @Transaction()
  @Returns('string')
  turn(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'beacon:turn', schema: beaconCommands.turn, request }, turn);
  }

  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    return readForMembers(context, {
      recordType: 'beacon',
      schema: queries.readBeacon,
      request,
      idOf: () => BEACON_ID,
    });
  }
}
