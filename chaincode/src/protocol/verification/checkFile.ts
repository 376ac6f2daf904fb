// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, parseJson } from '../canonicalJson';
import type { JsonValue } from '../canonicalJson';
import { dualDigestOf } from '../digest';
import type { DualDigest } from '../digest';
import { validated } from '../schemas/validate';
import type { CertificateStatement } from '../typedData/certificateStatement';
import { isEs256, wrongSignatures } from '../typedData/verifySignatures';
import { certificateFile } from './certificateFile';
import type { CertificateFile } from './certificateFile';
import { readCredentialText } from './credentialText';
import type { ShownCredential } from './credentialText';
import { found, unreadable } from './findings';
import type { Finding, Verification } from './findings';
import { carrierKeys, daysFindings, judgeByDay } from './issuer';
import type { BelievedAnchor } from './trustAnchor';
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

const signatureFindings = (file: CertificateFile, anchor: BelievedAnchor): readonly Finding[] => {
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
  const fields = Object.entries(shown.subject).filter(([name]) => !NOT_OF_RECORD.includes(name));
  const wrong = fields.filter(([name, value]) => !isSame(record[name] as JsonValue | undefined, value));
  const evidence = { type: 'LedgerRecord', channel, register, recordDigest };
  return [
    ...wrong.map(([name]) => found('CREDENTIAL_DIFFERS', `/record/${name}`)),
    ...(isSame(shown.evidence, evidence) ? [] : [found('CREDENTIAL_DIFFERS', '/recordDigest')]),
  ];
};

const credentialFindings = (file: CertificateFile, anchor: BelievedAnchor): readonly Finding[] => {
  const shown = readCredentialText(file.credential);
  if (shown === undefined) return [found('CREDENTIAL_MALFORMED', CREDENTIAL)];
  const keys = carrierKeys(anchor, file.record.registry.uscc, shown.keys);
  if (keys === undefined) return [found('CREDENTIAL_KEY_UNKNOWN', CREDENTIAL)];
  const { signingInput, signature } = shown;
  const holds = isEs256({ text: signingInput, signature, key: keys.p256 });
  return holds ? differing(file, shown) : [found('CREDENTIAL_SIGNATURE_WRONG', CREDENTIAL)];
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

/** @returns the place of the first thing that is wrong where it is no such file */
const read = (text: string): CertificateFile | string =>
  unlessRefused(
    () => validated(certificateFile, parseJson(text)),
    ({ details }) => {
      const [problem] = (details['problems'] ?? []) as readonly { readonly path: string }[];
      return problem?.path ?? '';
    },
  );

/**
 * Checks the file of a certificate, offline.
 *
 * @param text - may be an attacker's
 * @param at - milliseconds since 1970
 */
export const checkCertificateFile = (text: string, anchor: BelievedAnchor, at: number): Verification => {
  const file = read(text);
  if (typeof file === 'string') return unreadable('FILE_MALFORMED', file);
  const { number } = file.record;
  const { place } = anchor;
  if (file.channel !== place.channel || file.register !== place.register) {
    return { number, findings: [found('ANOTHER_REGISTER', '/register')] };
  }
  const findings = [
    ...spellingFindings(text, file),
    ...digestFindings(file),
    ...signatureFindings(file, anchor),
    ...credentialFindings(file, anchor),
    ...daysFindings(file.record, at),
  ];
  return { number, findings };
};
