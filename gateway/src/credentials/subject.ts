// SPDX-License-Identifier: Apache-2.0
import { attestedRecordOf, certificateContentOf } from '@registry/chaincode/protocol';
import type { CertificateRecord, JsonObject, JsonValue } from '@registry/chaincode/protocol';

/** What each holder of a credential may disclose or keep back. The number is always there. */
export const CREDENTIAL_FIELDS = [
  'dataName',
  'holders',
  'objectKind',
  'productForm',
  'derivation',
  'rights',
  'content',
] as const;
export type CredentialField = (typeof CREDENTIAL_FIELDS)[number];

/** What a credential says of its subject, the registered product. */
export const subjectOf = (record: CertificateRecord): JsonObject => {
  const { number, version, registry, profile, ...said } = attestedRecordOf(certificateContentOf(record));
  const fields = Object.fromEntries(CREDENTIAL_FIELDS.map((name) => [name, said[name]]));
  return { id: `urn:dpr:${number}`, number, version, registry, profile, ...fields };
};

const isSealed = (value: JsonValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('commitment' in value || Object.values(value).some((part) => isSealed(part)));

/** The fields in which nothing is withheld on the ledger: what anybody may be shown. */
export const openFields = (record: CertificateRecord): CredentialField[] => {
  const subject = subjectOf(record);
  return CREDENTIAL_FIELDS.filter((name) => !isSealed(subject[name] as JsonValue));
};
