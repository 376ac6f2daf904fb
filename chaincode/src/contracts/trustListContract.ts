// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { supervised } from '../domain/approvals';
import { applyToTrustList } from '../domain/trustLists/apply';
import { decideApproveTrustList, decideProposeTrustList } from '../domain/trustLists/decide';
import type { TrustListFacts } from '../domain/trustLists/decide';
import { recordKey } from '../ledger/keys';
import type { InstitutionRecord, RecordAnswer, TrustListRecord } from '../protocol/schemas/records';
import { trustListCommands, trustListQueries } from '../protocol/schemas/trustList';
import type { TrustList } from '../protocol/schemas/trustList';
import { readForMembers } from './evaluation';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';
import type { Call } from './submission';
import { readSupervision, recordSupervision } from './supervision';

type Command<N extends keyof typeof trustListCommands> = z.infer<(typeof trustListCommands)[N]>;

const readList = ({ ledger }: Call, version: number): Promise<TrustListRecord | undefined> =>
  version < 1 ? Promise.resolve(undefined) : ledger.get<TrustListRecord>(recordKey('trustList', String(version)));

/** Whom the list names stands on the ledger: a key that changes there meanwhile makes this transaction invalid. */
const readNamed = async ({ ledger }: Call, list: TrustList): Promise<Map<string, InstitutionRecord>> => {
  const named = new Map<string, InstitutionRecord>();
  for (const uscc of new Set([list.supervisor.uscc, ...list.institutions.map((one) => one.uscc)])) {
    const record = await ledger.get<InstitutionRecord>(recordKey('institution', uscc));
    if (record !== undefined) named.set(uscc, record);
  }
  return named;
};

const readFacts = async (call: Call, version: number, proposed?: TrustList): Promise<TrustListFacts> => {
  const record = await readList(call, version);
  const list = proposed ?? record?.list;
  return {
    ...(await readSupervision(call)),
    channel: call.channel,
    record,
    previous: await readList(call, version - 1),
    institutions: list === undefined ? new Map() : await readNamed(call, list),
  };
};

const propose = async (command: Command<'propose'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.list.version, command.list);
  const draft = decideProposeTrustList(command, facts);
  return recordSupervision(call, { ...facts, draft, apply: applyToTrustList, founding: supervised(facts) });
};

const approve = async (command: Command<'approve'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.version);
  const draft = decideApproveTrustList(command, facts);
  return recordSupervision(call, { ...facts, draft, apply: applyToTrustList, founding: supervised(facts) });
};

/** Trust lists: whom the supervisor trusts, with what, since when; signed, so that they can leave the ledger. */
export class TrustListContract extends RegistryContract {
  constructor() {
    super('trustList');
  }

  @Transaction()
  @Returns('string')
  propose(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'trustList:propose', schema: trustListCommands.propose, request }, propose);
  }

  @Transaction()
  @Returns('string')
  approve(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'trustList:approve', schema: trustListCommands.approve, request }, approve);
  }

  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    const idOf = ({ version }: { version: number }): string => String(version);
    return readForMembers(context, { recordType: 'trustList', schema: trustListQueries.read, request, idOf });
  }
}
