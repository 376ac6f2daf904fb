// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, parseJson } from '../canonicalJson';
import type { JsonValue } from '../canonicalJson';
import { dualDigestOf } from '../digest';
import type { DualDigest } from '../digest';
import type { RegistryError } from '../errors';
import { validated } from '../schemas/validate';
import type { CertificateStatement } from '../typedData/certificateStatement';
import { wrongSignatures } from '../typedData/verifySignatures';
import { certificateFile } from './certificateFile';
import type { CertificateFile } from './certificateFile';
import { credentialSignatureFindings } from './checkCredential';
import { readCredentialText } from './credentialText';
import type { ShownCredential } from './credentialText';
import { found } from './findings';
import type { Finding, Verification } from './findings';
import { daysFindings, judgeByDay } from './issuer';
import { problemsIn } from './readingFault';
import type { Anchor } from './trustAnchor';
import { unlessRefused } from './unlessRefused';

const CREDENTIAL = '/credential';
/** What only the credential says of a product: its own name for it. */
const NOT_OF_RECORD = ['id'];

const statementIn = ({ record, recordDigest }: CertificateFile): CertificateStatement => ({
  number: record.number,
  version: record.version,
  registry: record.registry.uscc,
  validFrom: record.validFrom,
  validTo: record.validTo,
  recordDigest: recordDigest as DualDigest,
});

const digestFindings = ({ record, recordDigest }: CertificateFile): readonly Finding[] => {
  const { sha256, sm3 } = dualDigestOf(record as JsonValue);
  const isSame = sha256 === recordDigest.sha256 && sm3 === recordDigest.sm3;
  return isSame ? [] : [found('RECORD_NOT_AS_SIGNED', '/record')];
};

const signatureFindings = (file: CertificateFile, anchor: Anchor): readonly Finding[] => {
  const statement = statementIn(file);
  const judged = judgeByDay(anchor, statement, file.signatures.keys);
  if ('refusal' in judged) return [found(judged.refusal, '/signatures/keys')];
  const { keys } = judged.found.keySet;
  const wrong = wrongSignatures({ place: anchor.place, statement, signatures: file.signatures, keys });
  return wrong.map((scheme) => found('SIGNATURE_WRONG', `/signatures/${scheme}`));
};

const isSame = (one: JsonValue | undefined, other: JsonValue): boolean =>
  one !== undefined && canonicalJson(one) === canonicalJson(other);

/** Field by field, so that what was changed has a name. */
const differing = ({ record, channel, register, recordDigest }: CertificateFile, shown: ShownCredential): Finding[] => {
  const days = (['validFrom', 'validTo'] as const).filter((name) => shown[name] !== record[name]);
  const fields = Object.entries(shown.subject).filter(([name]) => !NOT_OF_RECORD.includes(name));
  const wrong = fields.filter(([name, value]) => !isSame(record[name] as JsonValue | undefined, value));
  const evidence = { type: 'LedgerRecord', channel, register, recordDigest };
  return [
    ...[...wrong.map(([name]) => name), ...days].map((name) => found('CREDENTIAL_DIFFERS', `/record/${name}`)),
    ...(isSame(shown.evidence, evidence) ? [] : [found('CREDENTIAL_DIFFERS', '/recordDigest')]),
  ];
};

const credentialFindings = (file: CertificateFile, anchor: Anchor): readonly Finding[] => {
  const shown = readCredentialText(file.credential);
  if (typeof shown === 'string') return [found(shown, CREDENTIAL)];
  // Who signed it is asked of the registry that the file names: whom the credential names is compared with that.
  const signed = { ...shown, registry: file.record.registry.uscc };
  const unsigned = credentialSignatureFindings(signed, anchor, CREDENTIAL);
  return unsigned.length === 0 ? differing(file, shown) : unsigned;
};

const firstDifference = (one: string, other: string): number => {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return at;
};

const spellingFindings = (text: string, file: CertificateFile): readonly Finding[] => {
  const written = canonicalJson(file as unknown as JsonValue);
  return written === text
    ? []
    : [found('FILE_NOT_AS_WRITTEN', `character ${String(firstDifference(text, written) + 1)}`)];
};

/** Of what is too long to be read there is no place. */
const placeIn = ({ details: { at } }: RegistryError): string =>
  typeof at === 'string' ? `character ${String(Number(at.slice(1)) + 1)}` : '';

const whyNone = (error: RegistryError): Finding => {
  if (error.code !== 'VALIDATION_FAILED') return found('FILE_NOT_JSON', placeIn(error));
  const [{ path, code }] = problemsIn(error);
  if (path === '/type') return found('FILE_TYPE_WRONG', path);
  return found(code === 'unrecognized_keys' ? 'FILE_FIELD_UNKNOWN' : 'FILE_FIELD_WRONG', path);
};

/** Reads the file of a certificate, which may be an attacker's. @returns the first thing that is wrong where it is none */
export const readCertificateFile = (text: string): CertificateFile | Finding =>
  unlessRefused<CertificateFile, Finding>(() => validated(certificateFile, parseJson(text)), whyNone);

/**
 * Checks the file of a certificate, offline.
 *
 * @param text - may be an attacker's
 * @param at - milliseconds since 1970
 */
export const checkCertificateFile = (text: string, anchor: Anchor, at: number): Verification => {
  const file = readCertificateFile(text);
  if ('code' in file) return { findings: [file] };
  const { number } = file.record;
  const registry = file.record.registry.uscc;
  const { place } = anchor;
  if (file.channel !== place.channel || file.register !== place.register) {
    return { number, registry, findings: [found('ANOTHER_REGISTER', '/register')] };
  }
  const findings = [
    ...spellingFindings(text, file),
    ...digestFindings(file),
    ...signatureFindings(file, anchor),
    ...credentialFindings(file, anchor),
    ...daysFindings(file.record, at),
  ];
  return { number, registry, findings };
};
