// SPDX-License-Identifier: Apache-2.0
import {
  CERTIFICATE_STATUSES,
  COVERAGES,
  DERIVATIONS,
  isCompromisedAt,
  OBJECT_KINDS,
  POINT_VERDICTS,
  REVIEW_POINTS,
  REVOCATION_EFFECTS,
  VALIDITY_BOUNDS,
  without,
} from '@registry/chaincode/protocol';
import type { CaseRecord, CertificateKeySet, CertificateRecord } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { ledgerRefSchema } from '../../listing/schemas';

/** A certificate with the case that led to it and the names of those who examined it. */
export interface CertificateSource {
  readonly record: CertificateRecord;
  readonly caseRecord: CaseRecord;
  readonly agencyName: string | undefined;
  /** What its registry signs with, and signed. */
  readonly keySets: readonly CertificateKeySet[];
  /** Where it was granted. */
  readonly transactionId: string;
  readonly blockNumber: number;
  /** The block that changed it last. */
  readonly writtenIn: number;
}

const institutionRef = z.object({ uscc: z.string(), name: z.string().optional() });
const examination = z.object({
  point: z.enum(REVIEW_POINTS),
  kind: z.enum(['FORMAL', 'SUBSTANTIVE']),
  verdict: z.enum(POINT_VERDICTS),
  by: institutionRef,
  at: z.string(),
});

/** Why its status is another; the words are for its holder. */
const standing = z.object({
  since: z.string(),
  until: z.string().optional(),
  reasonCode: z.string(),
  legalBasis: z.array(z.string()),
  effect: z.enum(REVOCATION_EFFECTS).optional(),
});

/** Whose keys a certificate bears, as far as they are trusted no more. */
const signedWith = z.object({
  keys: z.int().describe('Which of the registry’s key sets'),
  revokedAt: z.string().optional(),
  reasonCode: z.string().optional(),
  compromisedSince: z.string().optional().describe('Since when the set was in foreign hands'),
  inDoubt: z.boolean().describe('Whether the set was in foreign hands when the certificate was attested'),
});

/** What anybody may see of a certificate: no person, and a sealed name stays sealed. */
export const certificateView = z.object({
  number: z.string(),
  version: z.int(),
  status: z.enum(CERTIFICATE_STATUSES),
  standing: standing.optional().describe('What changed its status last; absent while it stands as it was granted'),
  dataName: z.string(),
  objectKind: z.enum(OBJECT_KINDS),
  productForm: z.string(),
  derivation: z.enum(DERIVATIONS),
  holders: z.array(z.object({ name: z.string().optional(), uscc: z.string().optional() })),
  rights: z.array(
    z.object({
      rightType: z.string(),
      exclusivity: z.string(),
      holderName: z.string().optional(),
      holderUscc: z.string().optional(),
      term: z.object({ from: z.string(), to: z.string().optional() }),
    }),
  ),
  registry: z.object({ uscc: z.string(), name: z.string(), registryCode: z.string() }),
  profile: z.object({ profileId: z.string(), hash: z.string(), testOnly: z.boolean() }),
  content: z.object({
    coverage: z.enum(COVERAGES),
    sha256Root: z.string(),
    sha256: z.string(),
    sm3: z.string(),
    chunkBytes: z.int(),
    bytes: z.int(),
    manifestVersion: z.literal(1),
  }),
  examined: z.array(examination),
  notices: z.array(
    z.object({
      noticeNo: z.string(),
      startedAt: z.string(),
      endsAt: z.string().optional(),
      snapshotDigest: z.string(),
    }),
  ),
  attestedAt: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  validUntil: z.string(),
  validityBoundedBy: z.enum(VALIDITY_BOUNDS),
  recordDigest: z.object({ sha256: z.string(), sm3: z.string() }),
  signedWith: signedWith.optional().describe('Absent where it was attested without signatures'),
  ledger: ledgerRefSchema,
});
export type CertificateView = z.infer<typeof certificateView>;

/** The answer of a check: the view with when it was asked and the height of the ledger at which it is true. */
export const certificateCheck = certificateView.extend({ checkedAt: z.string(), blockHeight: z.int() });

const clear = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const withoutAbsent = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

type Examination = z.infer<typeof examination>;
type Findings = NonNullable<CaseRecord['formalReview']>['points'];

const examinationsOf = (points: Findings, common: Omit<Examination, 'point' | 'verdict'>): Examination[] =>
  REVIEW_POINTS.map((point) => ({ point, verdict: points[point].verdict as Examination['verdict'], ...common }));

/** What was examined, and by which institution; never by which person. */
const examined = ({ record, caseRecord, agencyName }: CertificateSource): Examination[] => {
  const { formalReview, agency } = caseRecord;
  const registry = { uscc: record.registry.uscc, name: record.registry.name };
  const formal =
    formalReview === undefined
      ? []
      : examinationsOf(formalReview.points, { kind: 'FORMAL', by: registry, at: formalReview.reviewedAt });
  if (agency?.opinion === undefined) return formal;
  const by = withoutAbsent({ uscc: agency.uscc, name: agencyName }) as Examination['by'];
  const { points, submittedAt } = agency.opinion;
  return [...formal, ...examinationsOf(points, { kind: 'SUBSTANTIVE', by, at: submittedAt })];
};

const viewRights = ({ rights }: CertificateRecord): CertificateView['rights'] =>
  rights.map(({ rightType, exclusivity, holderName, holderUscc, term }) => ({
    rightType,
    exclusivity,
    ...(withoutAbsent({ holderName: clear(holderName), holderUscc }) as { holderName?: string; holderUscc?: string }),
    term,
  }));

const viewStanding = ({ standing: last }: CertificateRecord): Pick<CertificateView, 'standing'> =>
  last === undefined ? {} : { standing: { ...without(last, ['reason']), legalBasis: [...last.legalBasis] } };

const viewSigned = ({ record, keySets }: CertificateSource): Pick<CertificateView, 'signedWith'> => {
  const set = keySets.find(({ version }) => version === record.signatures?.keys);
  if (set === undefined) return {};
  const { version, revokedAt, reasonCode, compromisedSince } = set;
  const revoked = withoutAbsent({ revokedAt, reasonCode, compromisedSince }) as Partial<z.infer<typeof signedWith>>;
  return { signedWith: { keys: version, ...revoked, inDoubt: isCompromisedAt(set, record.attestedAt) } };
};

const viewHolders = ({ holders }: CertificateRecord): CertificateView['holders'] =>
  holders.map(({ name, idNumber }) => withoutAbsent({ name: clear(name), uscc: clear(idNumber) }));

/**
 * The view, with the status that is stored.
 *
 * @param channel - of the ledger that the reference points into
 */
export const viewCertificate = (source: CertificateSource, channel: string): CertificateView => {
  const { record, caseRecord, transactionId, blockNumber } = source;
  const { uscc, name, registryCode } = record.registry;
  const { number, version, status, dataName, objectKind, productForm, derivation, profile, content } = record;
  return {
    ...{ number, version, status, dataName, objectKind, productForm, derivation },
    ...viewStanding(record),
    holders: viewHolders(record),
    rights: viewRights(record),
    registry: { uscc, name, registryCode },
    profile,
    content,
    examined: examined(source),
    notices: caseRecord.notices.map(({ noticeNo, startedAt, endsAt, snapshotDigest }) => ({
      ...{ noticeNo, startedAt, snapshotDigest },
      ...(endsAt === undefined ? {} : { endsAt }),
    })),
    attestedAt: record.attestedAt,
    validFrom: record.validFrom,
    validTo: record.validTo,
    validUntil: record.validUntil,
    validityBoundedBy: record.validityBoundedBy,
    recordDigest: record.recordDigest,
    ...viewSigned(source),
    ledger: { channel, transactionId, blockNumber },
  };
};
