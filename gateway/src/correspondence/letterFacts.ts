// SPDX-License-Identifier: Apache-2.0
import type {
  CaseRecord,
  CertificateRecord,
  DomainEvent,
  JsonObject,
  JsonValue,
  ObjectionRecord,
  RuleProfile,
  ServedEventType,
} from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import { areOwnCommitments } from '../projections/ownCommitments';
import { readProfileOf } from '../replay/profileVersions';
import type { Sealing } from '../sealing/port';
import type { Decision } from './dueServices';
import type { LetterFacts } from './letter';

interface Parts {
  readonly database: Database;
  readonly sealing: Pick<Sealing, 'reveal'>;
}

type Opened = JsonObject & {
  readonly data: DomainEvent<ServedEventType>['data'];
  readonly applicants: CaseRecord['filing']['applicants'];
  readonly refusal?: CaseRecord['refusal'];
};

/** What a letter tells of the sealed values of a case; nothing of them where one was copied from another case. */
const openedParts = async ({ database, sealing }: Parts, { event, record }: Decision): Promise<Opened> => {
  const { filing, refusal, caseId } = record;
  const parts: JsonValue = JSON.parse(
    JSON.stringify({ data: event.data, applicants: filing.applicants, refusal }),
  ) as JsonValue;
  const isOwn = await areOwnCommitments(database, caseId, parts);
  return (isOwn ? await sealing.reveal(parts) : parts) as Opened;
};

/** Reads each thing once: the letters of a batch mostly name one registry and one set of rules. */
const remembered = <K, V>(read: (key: K) => Promise<V>, nameOf: (key: K) => string): ((key: K) => Promise<V>) => {
  const known = new Map<string, Promise<V>>();
  return (key) => {
    const value = known.get(nameOf(key)) ?? read(key);
    known.set(nameOf(key), value);
    return value;
  };
};

interface Register {
  readonly institutionName: (uscc: string) => Promise<string | undefined>;
  /** The rules that a case began under. */
  readonly profileOf: (record: Pick<CaseRecord, 'profile'>) => Promise<RuleProfile | undefined>;
}

const nameOfInstitution = async (database: Database, uscc: string): Promise<string | undefined> => {
  const query = database.selectFrom('institutions').select('record').where('uscc', '=', uscc);
  return (await query.executeTakeFirst())?.record.institution.name;
};

const newRegister = (database: Database): Register => ({
  institutionName: remembered(
    (uscc) => nameOfInstitution(database, uscc),
    (uscc) => uscc,
  ),
  profileOf: remembered(
    (record) => readProfileOf(database, record),
    ({ profile }) => `${profile.profileId} ${profile.hash}`,
  ),
});

const certificateOf = async (
  database: Database,
  event: DomainEvent<ServedEventType>,
): Promise<CertificateRecord | undefined> => {
  if (event.type !== 'certificateGranted') return undefined;
  const query = database.selectFrom('certificates').select('record').where('number', '=', event.data.number);
  return (await query.executeTakeFirst())?.record;
};

/** The objection that an event names, with what its parties said; nothing of it where a commitment was copied. */
const objectionOf = async (
  { database, sealing }: Parts,
  { data }: DomainEvent<ServedEventType>,
): Promise<ObjectionRecord | undefined> => {
  if (!('objectionNo' in data)) return undefined;
  const query = database.selectFrom('objections').select('record').where('objection_no', '=', data.objectionNo);
  const record = (await query.executeTakeFirst())?.record as unknown as JsonValue | undefined;
  if (record === undefined) return undefined;
  const isOwn = await areOwnCommitments(database, data.objectionNo, record);
  return (isOwn ? await sealing.reveal(record) : record) as unknown as ObjectionRecord;
};

const given = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;

const factsOf = async (parts: Parts, register: Register, decision: Decision): Promise<LetterFacts> => {
  const { database } = parts;
  const { event, record, transactionId } = decision;
  const { data, applicants, refusal } = await openedParts(parts, decision);
  const agency = event.type === 'agencyAssigned' ? await register.institutionName(event.data.uscc) : undefined;
  return {
    event: { ...event, data } as DomainEvent<ServedEventType>,
    record: { ...record, filing: { ...record.filing, applicants }, ...given('refusal', refusal) },
    transactionId,
    registryName: (await register.institutionName(record.registry.uscc)) ?? record.registry.uscc,
    ...given('agencyName', agency),
    ...given('profile', await register.profileOf(record)),
    ...given('objection', await objectionOf(parts, event)),
    ...given('certificate', await certificateOf(database, event)),
  };
};

/** Gathers what the documents of decisions are written from. */
export const newFactsReader = (parts: Parts): ((decision: Decision) => Promise<LetterFacts>) => {
  const register = newRegister(parts.database);
  return (decision) => factsOf(parts, register, decision);
};
