// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { signingSetOf, toHex, trustListDigestOf, trustListInputOf } from '@registry/chaincode/protocol';
import type {
  InstitutionRecord,
  JsonObject,
  RecordAnswer,
  TrustList,
  TrustListRecord,
  TrustListSignatures,
} from '@registry/chaincode/protocol';
import { LedgerRefusal, signDigest, signEs256 } from '@registry/gateway';
import type { LedgerPort } from '@registry/gateway';
import type { Officers } from '../founding/foundingRun';
import type { KeyKeeping } from './keeping';
import { nextList } from './nextList';
import type { Others } from './nextList';

export interface Publishing {
  readonly ledger: LedgerPort;
  readonly officers: Officers;
  readonly keeping: KeyKeeping;
  readonly channel: string;
  /** USCC of the supervisor. */
  readonly supervisor: string;
  /** USCCs of those whom the list is to name, beside those whom the one before named. */
  readonly institutions: readonly string[];
  readonly others?: Others;
  /** Milliseconds since 1970; the clock unless given. */
  readonly now?: () => number;
}

const evaluate = async <T>(
  { ledger, officers }: Publishing,
  contract: string,
  request: JsonObject,
): Promise<T | undefined> => {
  try {
    const call = { identity: officers.proposer, contract, transaction: 'read', request };
    return (await ledger.evaluate(call)) as unknown as T;
  } catch (error) {
    if (error instanceof LedgerRefusal && error.refusal.code === 'NOT_FOUND') return undefined;
    throw error;
  }
};

const submit = async (
  { ledger, officers }: Publishing,
  step: { readonly contract: string; readonly transaction: string; readonly request: object },
): Promise<JsonObject> => {
  const identity = step.transaction === 'approve' ? officers.approver : officers.proposer;
  const request = { ...step.request, idempotencyKey: randomUUID() } as unknown as JsonObject;
  return (await ledger.submit({ ...step, identity, request })).answer as JsonObject;
};

const institution = async (publishing: Publishing, uscc: string): Promise<InstitutionRecord> => {
  const record = await evaluate<InstitutionRecord>(publishing, 'institution', { uscc });
  if (record === undefined) throw new Error(`The ledger has no institution ${uscc}.`);
  return record;
};

/** The last list in force. */
const lastList = async (publishing: Publishing): Promise<TrustList | undefined> => {
  let last: TrustList | undefined;
  for (;;) {
    const version = (last?.version ?? 0) + 1;
    const record = await evaluate<TrustListRecord>(publishing, 'trustList', { version });
    if (record?.approval !== 'APPROVED') return last;
    last = record.list;
  }
};

/** The supervisor's record, with a key set on the ledger: the first one, or one in the place of those revoked. */
const supervisorWithKeys = async (
  publishing: Publishing,
  previous: TrustList | undefined,
): Promise<InstitutionRecord> => {
  const { supervisor: uscc, keeping } = publishing;
  const record = await institution(publishing, uscc);
  const set = signingSetOf(previous, record.certificateKeys ?? []);
  if (set !== undefined) return record;
  await submit(publishing, {
    contract: 'institution',
    transaction: 'putKeys',
    request: { uscc, keys: keeping.makeNew() },
  });
  return institution(publishing, uscc);
};

const sign = ({ keeping }: Publishing, list: TrustList, previous: TrustList | undefined): TrustListSignatures => {
  const set = signingSetOf(previous, list.supervisor.keySets);
  const keys = set && keeping.find(set.keys);
  if (set === undefined || keys === undefined) {
    throw new Error('The keys with which the list must be signed are not kept here.');
  }
  return {
    keys: set.version,
    eip712: signDigest(trustListDigestOf(list), keys),
    es256: toHex(signEs256(trustListInputOf(list, set.version), keys)),
  };
};

/** A list in force, as it leaves the ledger. */
export interface PublishedList {
  readonly list: TrustList;
  readonly signatures: TrustListSignatures;
}

/**
 * Publishes the next trust list, as the ledger stands: one officer proposes it, the other approves it with the supervisor's
 * signatures. Keys are made where there are none.
 *
 * @throws LedgerRefusal as the ledger refuses; Error where the keys are not here
 */
export const publishTrustList = async (publishing: Publishing): Promise<PublishedList> => {
  const previous = await lastList(publishing);
  const supervisor = await supervisorWithKeys(publishing, previous);
  const named = new Set([...publishing.institutions, ...(previous?.institutions ?? []).map(({ uscc }) => uscc)]);
  const institutions: InstitutionRecord[] = [];
  for (const uscc of named) institutions.push(await institution(publishing, uscc));
  const { channel, others = {}, now = Date.now } = publishing;
  const list = nextList({ channel, supervisor, institutions, previous, others, now: now() });
  const proposal = await submit(publishing, { contract: 'trustList', transaction: 'propose', request: { list } });
  const { hash } = proposal as unknown as RecordAnswer;
  const signatures = sign(publishing, list, previous);
  const request = { version: list.version, hash, signatures };
  await submit(publishing, { contract: 'trustList', transaction: 'approve', request });
  return { list, signatures };
};

/** Publishes the first trust list where there is none. @returns whether it did */
export const beginTrustLists = async (publishing: Publishing): Promise<boolean> => {
  if ((await lastList(publishing)) !== undefined) return false;
  await publishTrustList(publishing);
  return true;
};
