// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../protocol/canonicalJson';
import { certificateContentOf, certificateDigestOf } from '../../protocol/certificateDigest';
import { parseInstant, shanghaiDate } from '../../protocol/civilTime';
import type { CheckResult, RecognitionCheck } from '../../protocol/schemas/recognition';
import type { CaseRecord, CertificateRecord, InstitutionRecord } from '../../protocol/schemas/records';
import { keyRefusalOnLedger } from '../../protocol/trust/keysInForce';
import { statementOf } from '../../protocol/typedData/certificateStatement';
import type { RegisterPlace } from '../../protocol/typedData/certificateStatement';
import { wrongSignatures } from '../../protocol/typedData/verifySignatures';
import { isInForce } from '../certificates/inForce';
import { checkClaims } from '../claims/flags';
import type { StandingClaims } from '../claims/standing';
import { wasAccreditedOn } from '../institutions/inForce';

/** A certificate with what its checks rest on. */
export interface SourceFacts {
  readonly certificate: CertificateRecord;
  /** The registry that granted it. */
  readonly issuer: InstitutionRecord | undefined;
  readonly place: RegisterPlace;
  readonly now: number;
}

const hasOwnDigest = (certificate: CertificateRecord): boolean =>
  canonicalJson(certificateDigestOf(certificateContentOf(certificate))) === canonicalJson(certificate.recordDigest);

/** By the keys that were in force when it was attested. A registry that had none then has the ledger as its proof. */
const isSignedRight = ({ certificate, issuer, place }: SourceFacts): boolean => {
  const { signatures, attestedAt } = certificate;
  if (signatures === undefined) return true;
  const set = issuer?.certificateKeys?.find(({ version }) => version === signatures.keys);
  if (set === undefined || keyRefusalOnLedger(set, attestedAt) !== undefined) return false;
  return wrongSignatures({ place, statement: statementOf(certificate), signatures, keys: set.keys }).length === 0;
};

const CHECKS: Readonly<Record<RecognitionCheck, (facts: SourceFacts) => boolean>> = {
  'RC-ISSUER': ({ certificate, issuer }) =>
    wasAccreditedOn(issuer, 'REGISTRY', shanghaiDate(parseInstant(certificate.attestedAt))),
  'RC-PROOF': (facts) => hasOwnDigest(facts.certificate) && isSignedRight(facts),
  'RC-STATUS': ({ certificate, now }) => isInForce(certificate, now),
};

/** What can be said of a certificate without anybody's judgement, by what the ledger has now. */
export const checkSource = (facts: SourceFacts): CheckResult[] =>
  (Object.keys(CHECKS) as RecognitionCheck[]).map((check) => ({ check, passed: CHECKS[check](facts) }));

/** The cases at the recognizing registry whose registered claims in the same content contradict those of the source. */
export const localConflicts = (
  source: CaseRecord,
  claims: StandingClaims,
  asked: { readonly registry: string; readonly now: number },
): string[] => {
  const flags = checkClaims(source, claims, asked.now)?.flags ?? [];
  const conflicts = flags.filter(({ grade, registry }) => grade === 'CONFLICT' && registry === asked.registry);
  return [...new Set(conflicts.map(({ caseId }) => caseId))];
};
