// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../canonicalJson';
import type { JsonValue } from '../canonicalJson';
import { attestedRecordOf, certificateContentOf } from '../certificateDigest';
import type { CertificateRecord } from '../schemas/certificateRecord';
import { isCompromisedAt } from '../trust/keysInForce';
import { differencesFrom } from '../typedData/presentedStatement';
import type { Difference, Standing } from '../typedData/presentedStatement';
import { without } from '../without';
import type { ReadCarrier } from './carriers';
import { found } from './findings';
import type { Finding, VerificationCode } from './findings';

/** What a carrier says otherwise than the ledger, and what of it cannot be compared, since the ledger withholds it. */
export interface Compared {
  readonly differences: readonly Difference[];
  readonly withheld: readonly string[];
}

type Said = Readonly<Record<string, JsonValue>>;
type FileCarrier = (ReadCarrier & { kind: 'FILE' })['file'];
type CredentialCarrier = (ReadCarrier & { kind: 'CREDENTIAL' })['credential'];

/** Whoever shows a text as long as a book gets told that it differs, and not the book. */
const MOST_SHOWN = 2_000;

const told = (name: 'shown' | 'ledger', value: JsonValue | undefined): object =>
  value === undefined || canonicalJson(value).length > MOST_SHOWN ? {} : { [name]: value };

const isSealed = (value: JsonValue | undefined): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('commitment' in value || Object.values(value).some((part: JsonValue) => isSealed(part)));

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other);

const differing = (fields: readonly string[], shown: Said, ledger: Said): Difference[] =>
  fields
    .filter((field) => !isSame(shown[field], ledger[field]))
    .map((field) => ({ field, ...told('shown', shown[field]), ...told('ledger', ledger[field]) }));

const saidByLedger = ({ certificate, place }: Standing): Said => ({
  ...(attestedRecordOf(certificateContentOf(certificate)) as unknown as Said),
  ...place,
  recordDigest: certificate.recordDigest,
});

const compareFile = (
  { record, channel, register, recordDigest, signatures }: FileCarrier,
  standing: Standing,
): Compared => {
  const shown: Said = { ...(record as Said), channel, register, recordDigest, signatures };
  const { signatures: attested } = standing.certificate;
  const said: Said = { ...saidByLedger(standing), ...(attested && { signatures: attested }) };
  const fields = [...new Set([...Object.keys(said), ...Object.keys(shown)])];
  return { differences: differing(fields, shown, said), withheld: [] };
};

/** What only the credential says of a product: its own name for it. */
const NOT_OF_RECORD = ['id'] as const;

/** A credential shows some fields, and in the clear what the ledger has a commitment of. */
const compareCredential = (
  { subject, evidence, validFrom, validTo }: CredentialCarrier,
  standing: Standing,
): Compared => {
  const { channel, register, recordDigest } = evidence;
  const shown = { ...without(subject, NOT_OF_RECORD), validFrom, validTo, channel, register, recordDigest };
  const said = saidByLedger(standing);
  const differences = differing(Object.keys(shown), shown, said);
  const isHidden = ({ field }: Difference): boolean => isSealed(said[field]);
  return {
    differences: differences.filter((one) => !isHidden(one)),
    withheld: differences.filter(isHidden).map(({ field }) => field),
  };
};

/** Compares what somebody shows with the ledger, which prevails. */
export const compareWithLedger = (shown: ReadCarrier, standing: Standing): Compared => {
  if (shown.kind === 'FILE') return compareFile(shown.file, standing);
  if (shown.kind === 'CREDENTIAL') return compareCredential(shown.credential, standing);
  return { differences: differencesFrom(shown.code, standing), withheld: [] };
};

/** Whether a carrier shows, letter by letter, a signature that the chaincode checked when it attested the certificate. */
const showsAttested = (shown: ReadCarrier, { signatures }: CertificateRecord): boolean => {
  if (shown.kind === 'FILE') return isSame(shown.file.signatures, signatures);
  return shown.kind === 'CODE' && shown.code.es256 === signatures?.es256;
};

const isInDoubt = ({ certificate: { signatures, attestedAt }, keySets }: Standing): boolean =>
  keySets.some((set) => set.version === signatures?.keys && isCompromisedAt(set, attestedAt));

/** What says of a key that it may not have signed what it signed: the ledger knows when that was. */
const OF_KEYS: readonly VerificationCode[] = ['KEY_REVOKED', 'KEY_COMPROMISED', 'KEY_OUT_OF_VALIDITY'];
/** What the ledger says by the status of now. */
const OF_DAYS: readonly VerificationCode[] = ['NOT_YET_VALID', 'EXPIRED'];

/**
 * What a check found, with what the ledger knows better: when a certificate was attested. A key that was stolen later
 * still answers for it; of one that was in foreign hands by then that is said, whatever is shown.
 */
export const withLedgersWord = (
  findings: readonly Finding[],
  { shown, standing, differences }: { shown: ReadCarrier; standing: Standing; differences: Compared['differences'] },
): readonly Finding[] => {
  const isAttested = differences.length === 0 && showsAttested(shown, standing.certificate);
  const known = isAttested ? [...OF_KEYS, ...OF_DAYS] : OF_DAYS;
  const left = findings.filter(({ code }) => !known.includes(code));
  const isSaid = left.some(({ code }) => code === 'KEY_COMPROMISED');
  return isInDoubt(standing) && !isSaid ? [...left, found('KEY_COMPROMISED', 'ledger')] : left;
};
