// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { supervised } from '../domain/approvals';
import { applyToProfile } from '../domain/profiles/apply';
import { decideApproveProfile, decideProposeProfile } from '../domain/profiles/decide';
import type { ProfileFacts } from '../domain/profiles/decide';
import { recordKey } from '../ledger/keys';
import { profileCommands, queries } from '../protocol/schemas/commands';
import type { ProfileRecord, RecordAnswer } from '../protocol/schemas/records';
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
  return recordSupervision(call, { record: facts.record, draft, apply: applyToProfile, founding: supervised(facts) });
};

const approve = async (command: Command<'approve'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.profileId);
  const draft = decideApproveProfile(command, facts);
  return recordSupervision(call, { record: facts.record, draft, apply: applyToProfile, founding: supervised(facts) });
};

/** Rule profiles: the rules as data, approved by the supervisor; once approved they never change. */
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
