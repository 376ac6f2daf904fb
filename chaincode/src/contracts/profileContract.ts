// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { supervised } from '../domain/approvals';
import { applyToProfile } from '../domain/profiles/apply';
import { decideApproveProfile, decideProposeProfile } from '../domain/profiles/decide';
import type { ProfileFacts } from '../domain/profiles/decide';
import { custodyPolicy } from '../ledger/endorsement';
import { recordKey, supersededProfileKey } from '../ledger/keys';
import { profileCommands, queries } from '../protocol/schemas/commands';
import type { FoundingRecord, ProfileRecord, RecordAnswer, SupersededProfile } from '../protocol/schemas/records';
import { readForMembers } from './evaluation';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';
import type { Call } from './submission';
import { readSupervision, recordSupervision } from './supervision';

type Command<N extends keyof typeof profileCommands> = z.infer<(typeof profileCommands)[N]>;

const readFacts = async (call: Call, profileId: string): Promise<ProfileFacts> => ({
  ...(await readSupervision(call)),
  record: await call.ledger.get<ProfileRecord>(recordKey('profile', profileId)),
});

const propose = async (command: Command<'propose'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.profile.profileId);
  const draft = decideProposeProfile(command, facts);
  const founding = supervised(facts);
  const answer = recordSupervision(call, { record: facts.record, draft, apply: applyToProfile, founding });
  // Of a version that is to supersede another one the record tells beside the one in force.
  return { ...answer, hash: draft.data.hash, approval: 'PROPOSED' };
};

/** Keeps the version that is superseded, for the cases that run under it. */
const keepSuperseded = ({ ledger }: Call, record: ProfileRecord, { mspId, endorsers }: FoundingRecord): void => {
  const { schemaVersion, hash, approval, profile } = record;
  const kept: SupersededProfile = { kind: 'supersededProfile', schemaVersion, hash, approval, profile };
  ledger.put(supersededProfileKey(profile.profileId, hash), kept, custodyPolicy(mspId, endorsers));
};

const approve = async (command: Command<'approve'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.profileId);
  const draft = decideApproveProfile(command, facts);
  const founding = supervised(facts);
  const { record } = facts;
  if (record?.next !== undefined) keepSuperseded(call, record, founding);
  return recordSupervision(call, { record, draft, apply: applyToProfile, founding });
};

/**
 * Rule profiles: the rules as data, approved by the supervisor. Once approved a version never changes; a new one
 * supersedes it for the cases that begin after it.
 */
export class ProfileContract extends RegistryContract {
  constructor() {
    super('profile');
  }

  @Transaction()
  @Returns('string')
  propose(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'profile:propose', schema: profileCommands.propose, request }, propose);
  }

  @Transaction()
  @Returns('string')
  approve(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'profile:approve', schema: profileCommands.approve, request }, approve);
  }

  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    const idOf = ({ profileId }: { profileId: string }): string => profileId;
    return readForMembers(context, { recordType: 'profile', schema: queries.readProfile, request, idOf });
  }
}
