// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt, liesWithin, recognitionAt } from '@registry/chaincode/protocol';
import type {
  CertificateRecord,
  InstitutionRecord,
  RecognitionFinding,
  RecognitionQuestion,
  RecognitionRecord,
} from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../../database/tables';
import type { AskedElsewhere } from '../../trust/askedElsewhere';
import { readApprovedLists } from '../../trust/readTrustLists';

interface Known {
  readonly certificates: ReadonlyMap<string, CertificateRecord>;
  readonly recognitions: ReadonlyMap<string, readonly RecognitionRecord[]>;
  /** USCCs of the registries of the region. */
  readonly registries: ReadonlySet<string>;
}

/** A registry of the whole region, or of a part of it, speaks for it. */
const servesRegion = ({ institution, approval }: InstitutionRecord, region: string): boolean =>
  approval === 'APPROVED' && institution.regionCodes.some((code) => liesWithin(region, code));

const byNumber = (records: readonly RecognitionRecord[]): Map<string, RecognitionRecord[]> => {
  const groups = new Map<string, RecognitionRecord[]>();
  for (const record of records) {
    const { number } = record.source;
    groups.set(number, [...(groups.get(number) ?? []), record]);
  }
  return groups;
};

const readRegistries = async (database: Kysely<Tables>, region: string): Promise<Set<string>> => {
  const rows = await database
    .selectFrom('institutions')
    .select(['uscc', 'record'])
    .where('institution_kind', '=', 'REGISTRY')
    .execute();
  return new Set(rows.filter(({ record }) => servesRegion(record, region)).map((row) => row.uscc));
};

const readKnown = async (database: Kysely<Tables>, asked: RecognitionQuestion): Promise<Known> => {
  const registries = await readRegistries(database, asked.region);
  const numbers = [...asked.numbers];
  const certificates = await database
    .selectFrom('certificates')
    .select(['number', 'record'])
    .where('number', 'in', numbers)
    .execute();
  const recognitions = await database
    .selectFrom('recognitions')
    .select('record')
    .where('number', 'in', numbers)
    .orderBy('requested_at', 'desc')
    .orderBy('recognition_no')
    .execute();
  const ofRegion = recognitions.map(({ record }) => record).filter(({ registry }) => registries.has(registry.uscc));
  return {
    certificates: new Map(certificates.map(({ number, record }) => [number, record])),
    recognitions: byNumber(ofRegion),
    registries,
  };
};

type Reason = NonNullable<RecognitionFinding['reason']>;

/** Why a recognition does not make a certificate count now, or undefined if it does. */
const reasonAgainst = (
  record: RecognitionRecord,
  state: RecognitionRecord['state'],
  purpose: RecognitionQuestion['purpose'],
): Reason | undefined => {
  if (state === 'REQUESTED' || state === 'VERIFIED') return 'PENDING';
  if (state === 'REFUSED' || state === 'SUSPENDED' || state === 'ENDED') return state;
  return record.decision?.purposes.includes(purpose) === true ? undefined : 'PURPOSE_NOT_COVERED';
};

type Said = Omit<RecognitionFinding, 'number'>;

const ofRecognition = (
  record: RecognitionRecord,
  source: CertificateRecord,
  { purpose, at }: { readonly purpose: RecognitionQuestion['purpose']; readonly at: string },
): Said => {
  const { state, since } = recognitionAt(record, source, at);
  const reason = reasonAgainst(record, state, purpose);
  const { decision, registry, recognitionNo } = record;
  return {
    recognized: reason === undefined,
    ...(reason !== undefined && { reason }),
    ...(decision?.reasonCode !== undefined && { reasonCode: decision.reasonCode }),
    basis: 'RECOGNITION',
    by: { uscc: registry.uscc, name: registry.name },
    recognitionNo,
    ...(decision?.localNo !== undefined && { localNo: decision.localNo }),
    ...(decision !== undefined && { outcome: decision.outcome, conditions: [...decision.conditions] }),
    ...(since !== undefined && { since }),
    ...(decision?.validUntil !== undefined && { validUntil: decision.validUntil }),
  };
};

const issuedHere = ({ registry, validUntil }: CertificateRecord, status: CertificateRecord['status']): Said => ({
  recognized: status === 'VALID',
  ...(status !== 'VALID' && { reason: 'NOT_VALID' as const }),
  basis: 'ISSUED',
  by: { uscc: registry.uscc, name: registry.name },
  validUntil,
});

/** What speaks for the certificate, if anything does; else what was asked last. */
const bestOf = (said: readonly Said[]): Said =>
  said.find(({ recognized }) => recognized) ?? said[0] ?? { recognized: false, reason: 'NOT_ASKED' };

const findingOf = (
  number: string,
  { certificates, recognitions, registries }: Known,
  asked: { readonly purpose: RecognitionQuestion['purpose']; readonly at: string },
): RecognitionFinding => {
  const certificate = certificates.get(number);
  if (certificate === undefined) return { number, recognized: false, reason: 'UNKNOWN' };
  const status = certificateStatusAt(certificate, asked.at);
  const { uscc, name } = certificate.registry;
  const common = { number, origin: 'LEDGER', issuedBy: { uscc, name }, status } as const;
  if (registries.has(uscc)) return { ...common, ...issuedHere(certificate, status) };
  const said = (recognitions.get(number) ?? []).map((record) => ofRecognition(record, certificate, asked));
  return { ...common, ...bestOf(said) };
};

/** Who else is asked of numbers that this ledger does not hold: what is kept of partners' ledgers and of platforms. */
export type FindElsewhere = (
  database: Kysely<Tables>,
  asked: AskedElsewhere,
) => Promise<ReadonlyMap<string, RecognitionFinding>>;

const readElsewhere = async (
  database: Kysely<Tables>,
  elsewhere: readonly FindElsewhere[],
  asked: Omit<AskedElsewhere, 'list'>,
): Promise<ReadonlyMap<string, RecognitionFinding>> => {
  const list = asked.numbers.length === 0 ? undefined : (await readApprovedLists(database)).at(-1)?.list;
  if (list === undefined) return new Map();
  const found = await Promise.all(elsewhere.map((find) => find(database, { ...asked, list })));
  return new Map(found.flatMap((findings) => [...findings]));
};

/**
 * Whether certificates count in a region for a purpose at an instant, in the order of the question. What stands here goes
 * before what stands elsewhere.
 *
 * @param database - one snapshot
 * @param at - ISO instant, not before what the snapshot holds
 */
export const readFindings = async (
  database: Kysely<Tables>,
  { question, at }: { readonly question: RecognitionQuestion; readonly at: string },
  elsewhere: readonly FindElsewhere[],
): Promise<RecognitionFinding[]> => {
  const known = await readKnown(database, question);
  const numbers = question.numbers.filter((number) => !known.certificates.has(number));
  const others = await readElsewhere(database, elsewhere, { question, numbers, at });
  return question.numbers.map(
    (number) => others.get(number) ?? findingOf(number, known, { purpose: question.purpose, at }),
  );
};
