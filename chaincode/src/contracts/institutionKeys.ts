// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { RegistryError } from '../protocol/errors';
import type { certificateKeyCommands } from '../protocol/schemas/certificateKeys';
import type { FoundingRecord, InstitutionRecord, RecordAnswer } from '../protocol/schemas/records';
import { applyKeys, decidePutKeys, decideRevokeKeys } from '../domain/institutions/keys';
import type { KeyFacts } from '../domain/institutions/keys';
import { recordKey } from '../ledger/keys';
import { readSupervision, recordSupervision } from './supervision';
import type { Call } from './submission';

type Command<N extends keyof typeof certificateKeyCommands> = z.infer<(typeof certificateKeyCommands)[N]>;
type Read = KeyFacts & { readonly founding: FoundingRecord };

/** @throws RegistryError REGISTER_NOT_FOUNDED; ACCESS_DENIED where the actor's institution may not act */
const readFacts = async (call: Call, uscc: string): Promise<Read> => {
  const { founding, ...facts } = await readSupervision(call);
  if (founding === undefined) throw new RegistryError('REGISTER_NOT_FOUNDED');
  const record = await call.ledger.get<InstitutionRecord>(recordKey('institution', uscc));
  return { ...facts, founding, record };
};

export const putKeys = async (command: Command<'putKeys'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.uscc);
  return recordSupervision(call, { ...facts, draft: decidePutKeys(command, facts), apply: applyKeys });
};

export const revokeKeys = async (command: Command<'revokeKeys'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.uscc);
  return recordSupervision(call, { ...facts, draft: decideRevokeKeys(command, facts), apply: applyKeys });
};
