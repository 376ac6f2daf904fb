// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { EventDraft } from '../../protocol/schemas/events';
import type { FoundingRecord, TrustListRecord } from '../../protocol/schemas/records';
import type { TrustList, trustListCommands, TrustListSignatures } from '../../protocol/schemas/trustList';
import { trustListInputOf } from '../../protocol/trust/signedList';
import { signingSetOf } from '../../protocol/trust/signingSet';
import { recoverKey } from '../../protocol/typedData/recoverKey';
import { trustListDigestOf } from '../../protocol/typedData/trustListMessage';
import { isEs256 } from '../../protocol/typedData/verifySignatures';
import { assertApprovable, assertOpenToProposal, contentHash, supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';
import { listProblems } from './problems';
import type { ListFacts } from './problems';

type Command<N extends keyof typeof trustListCommands> = z.infer<(typeof trustListCommands)[N]>;

export interface TrustListFacts extends SupervisionFacts, Omit<ListFacts, 'previous'> {
  /** The list of this version, as far as it is there. */
  readonly record: TrustListRecord | undefined;
  /** The version before it. */
  readonly previous: TrustListRecord | undefined;
}

const listBefore = ({ previous }: TrustListFacts): TrustList | undefined => previous?.list;

const assertAsOnLedger = (list: TrustList, founding: FoundingRecord, facts: TrustListFacts): void => {
  const problems = listProblems(list, founding, { ...facts, previous: listBefore(facts) });
  demand(problems.length === 0, 'TRUST_LIST_WRONG', { problems: problems.slice(0, 100) });
};

/**
 * @throws RegistryError REGISTER_NOT_FOUNDED, ACCESS_DENIED, ALREADY_APPROVED, TIME_BEFORE_LAST_EVENT, TRUST_LIST_NOT_NEXT,
 * TRUST_LIST_WRONG
 */
export const decideProposeTrustList = (
  { list }: Command<'propose'>,
  facts: TrustListFacts,
): EventDraft<'trustListProposed'> => {
  const founding = supervised(facts);
  assertOpenToProposal(facts.record, facts.now);
  const isNext = list.version === 1 || facts.previous?.approval === 'APPROVED';
  demand(isNext, 'TRUST_LIST_NOT_NEXT', { given: list.version });
  assertAsOnLedger(list, founding, facts);
  return {
    type: 'trustListProposed',
    data: { list, hash: contentHash(list) },
    ...supervisorEvent('trustList', String(list.version), founding),
  };
};

/** @throws RegistryError KEYS_NOT_IN_FORCE, SIGNATURE_WRONG */
const assertSigned = (list: TrustList, signatures: TrustListSignatures, facts: TrustListFacts): void => {
  const set = signingSetOf(listBefore(facts), list.supervisor.keySets);
  demand(set?.version === signatures.keys, 'KEYS_NOT_IN_FORCE', {
    given: signatures.keys,
    ...(set && { current: set.version }),
  });
  const text = trustListInputOf(list, signatures.keys);
  const wrong = [
    ...(isEs256({ text, signature: signatures.es256, key: set.keys.p256 }) ? [] : ['es256']),
    ...(recoverKey(trustListDigestOf(list), signatures.eip712) === set.keys.secp256k1 ? [] : ['eip712']),
  ];
  demand(wrong.length === 0, 'SIGNATURE_WRONG', { signatures: wrong });
};

/**
 * @throws RegistryError as {@link decideProposeTrustList}, and NOT_FOUND, HASH_MISMATCH, DUTIES_NOT_SEPARATED,
 * KEYS_NOT_IN_FORCE, SIGNATURE_WRONG
 */
export const decideApproveTrustList = (
  { version, hash, signatures }: Command<'approve'>,
  facts: TrustListFacts,
): EventDraft<'trustListApproved'> => {
  const founding = supervised(facts);
  const id = String(version);
  const { list } = assertApprovable(facts.record, { hash, id, recordType: 'trustList' }, facts);
  // A registry may have put new keys since.
  assertAsOnLedger(list, founding, facts);
  assertSigned(list, signatures, facts);
  return { type: 'trustListApproved', data: { hash, signatures }, ...supervisorEvent('trustList', id, founding) };
};
