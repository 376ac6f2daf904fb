// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import type { CertificateKeySet, CertificateSignatures } from '../../protocol/schemas/certificateKeys';
import type { CertificateRecord, InstitutionRecord } from '../../protocol/schemas/records';
import { statementOf } from '../../protocol/typedData/certificateStatement';
import type { RegisterPlace } from '../../protocol/typedData/certificateStatement';
import { wrongSignatures } from '../../protocol/typedData/verifySignatures';
import { demand } from '../demand';

/** The one key set that a registry signs with at an instant, in milliseconds since 1970. */
export const keysInForce = (
  { certificateKeys = [] }: Pick<InstitutionRecord, 'certificateKeys'>,
  now: number,
): CertificateKeySet | undefined => {
  const last = certificateKeys.at(-1);
  const isInForce = last !== undefined && last.revokedAt === undefined && parseInstant(last.validFrom) <= now;
  return isInForce ? last : undefined;
};

/** Whether certificates of the registry are signed: from its first key set on, all are. */
const signs = ({ certificateKeys = [] }: Pick<InstitutionRecord, 'certificateKeys'>): boolean =>
  certificateKeys.length > 0;

/**
 * A registry that once put keys on the ledger grants nothing without them.
 *
 * @throws RegistryError CERTIFICATE_NOT_SIGNED
 */
export const assertMayBeUnsigned = ({ number }: CertificateRecord, registry: InstitutionRecord): void => {
  demand(!signs(registry), 'CERTIFICATE_NOT_SIGNED', { number });
};

export interface SignedBy {
  readonly registry: InstitutionRecord;
  readonly place: RegisterPlace;
  readonly now: number;
}

/**
 * A certificate is stored only with signatures that are its own, under the keys that are in force when it is granted.
 *
 * @throws RegistryError KEYS_NOT_IN_FORCE, SIGNATURE_WRONG
 */
export const assertSigned = (
  certificate: CertificateRecord,
  signatures: CertificateSignatures,
  { registry, place, now }: SignedBy,
): void => {
  const set = keysInForce(registry, now);
  if (set?.version !== signatures.keys) {
    throw new RegistryError('KEYS_NOT_IN_FORCE', { given: signatures.keys, inForce: set?.version ?? null });
  }
  const wrong = wrongSignatures({ place, statement: statementOf(certificate), signatures, keys: set.keys });
  demand(wrong.length === 0, 'SIGNATURE_WRONG', { number: certificate.number, signatures: wrong });
};
