// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { supervised } from '../domain/approvals';
import { applyEndorsers } from '../domain/institutions/applyEndorsers';
import {
  decideAdoptEndorsers,
  decideApproveEndorser,
  decideProposeEndorser,
  type EndorserFacts,
} from '../domain/institutions/endorsers';
import { custodyPolicy } from '../ledger/endorsement';
import { endorserKey, foundingKey, recordKey } from '../ledger/keys';
import { endorserCommands } from '../protocol/schemas/endorserCommands';
import type { EndorserSeat, InstitutionRecord, RecordAnswer } from '../protocol/schemas/records';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';
import type { Call } from './submission';
import { readSupervision, recordSupervision } from './supervision';

type Command<N extends keyof typeof endorserCommands> = z.infer<(typeof endorserCommands)[N]>;

const readFacts = async (call: Call, about: { uscc?: string; mspId?: string }): Promise<EndorserFacts> => {
  const supervision = await readSupervision(call);
  const { uscc = supervision.founding?.uscc, mspId } = about;
  const record =
    uscc === undefined ? undefined : await call.ledger.get<InstitutionRecord>(recordKey('institution', uscc));
  const seat = mspId === undefined ? undefined : await call.ledger.get<EndorserSeat>(endorserKey(mspId));
  return { ...supervision, record, seat };
};

const propose = async ({ mspId, ...command }: Command<'propose'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, { mspId });
  const draft = decideProposeEndorser({ mspId, ...command }, facts);
  const founding = supervised(facts);
  const seat: EndorserSeat = { kind: 'endorser', mspId, proposedBy: call.actor };
  // A membership that does not exist freezes its own seat, and nothing else.
  const policy = facts.seat === undefined ? custodyPolicy(mspId, [mspId, founding.mspId]) : undefined;
  call.ledger.put(endorserKey(mspId), seat, policy);
  return recordSupervision(call, { record: facts.record, draft, apply: applyEndorsers, founding });
};

const approve = async (command: Command<'approve'>, call: Call): Promise<RecordAnswer> => {
  const { mspId } = command;
  const facts = await readFacts(call, { mspId });
  const draft = decideApproveEndorser(command, facts);
  const founding = supervised(facts);
  const { endorsers } = draft.data;
  // This write is valid only with an endorsement of the newcomer's peers: the approval proves that they can give one.
  call.ledger.put(endorserKey(mspId), { ...facts.seat, approvedBy: call.actor });
  call.ledger.put(foundingKey(), { ...founding, endorsers }, custodyPolicy(founding.mspId, endorsers));
  return recordSupervision(call, { record: facts.record, draft, apply: applyEndorsers, founding });
};

const adopt = async (command: Command<'adopt'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, { uscc: command.uscc });
  const draft = decideAdoptEndorsers(command, facts);
  const founding = supervised(facts);
  return recordSupervision(call, { record: facts.record, draft, apply: applyEndorsers, founding });
};

/** Whose peers endorse: how the list of the founding grows with the consortium. */
export class EndorserContract extends RegistryContract {
  constructor() {
    super('endorser');
  }

  @Transaction()
  @Returns('string')
  propose(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'endorser:propose', schema: endorserCommands.propose, request }, propose);
  }

  @Transaction()
  @Returns('string')
  approve(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'endorser:approve', schema: endorserCommands.approve, request }, approve);
  }

  @Transaction()
  @Returns('string')
  adopt(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'endorser:adopt', schema: endorserCommands.adopt, request }, adopt);
  }
}
