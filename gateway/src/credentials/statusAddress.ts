// SPDX-License-Identifier: Apache-2.0
import { statusPlaceOf } from '@registry/chaincode/protocol';
import type { CertificateRecord, JsonObject, StatusPurpose } from '@registry/chaincode/protocol';

/** Which list of a registry. */
export interface NamedStatusList {
  readonly registry: string;
  readonly year: string;
  readonly purpose: StatusPurpose;
}

/** Where a list is found, which is also its name. @param base - below which the gateway answers for lists */
export const statusListAddress = (base: string, { registry, year, purpose }: NamedStatusList): string =>
  `${base}/${registry}/${year}${purpose === 'message' ? '' : `?purpose=${purpose}`}`;

/** The purposes that every checker knows. The list of all six statuses is at the same address without a purpose. */
const NAMED_IN_CREDENTIALS = ['revocation', 'suspension'] as const;

/** Where a credential says that its status is found (W3C Bitstring Status List 2.1). */
export const credentialStatusOf = (
  base: string,
  record: Pick<CertificateRecord, 'number' | 'registry'>,
): JsonObject[] => {
  const { year, index } = statusPlaceOf(record.number);
  return NAMED_IN_CREDENTIALS.map((purpose) => {
    const list = statusListAddress(base, { registry: record.registry.uscc, year, purpose });
    return {
      id: `${list}#${String(index)}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: purpose,
      statusListIndex: String(index),
      statusListCredential: list,
    };
  });
};
