// SPDX-License-Identifier: Apache-2.0
import { fromUtf8 } from '../protocol/bytes';
import { parseJson } from '../protocol/canonicalJson';
import type { JsonValue } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import { extensionValues } from './der';

/** 1.2.3.4.5.6.7.8.1, where Fabric's certificate authorities put attributes: raw JSON in UTF-8, no DER inside. */
const ATTRIBUTES_OID = Uint8Array.of(0x2a, 3, 4, 5, 6, 7, 8, 1);
const MAX_LENGTH = 4096;

const refuse = (reason: string): never => {
  throw new RegistryError('SIGNER_CERT_NOT_CANONICAL', { reason });
};

const isObject = (value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readAttributes = (extension: Uint8Array): ReadonlyMap<string, string> => {
  const value = parseJson(fromUtf8(extension), MAX_LENGTH);
  const attributes = isObject(value) && Object.hasOwn(value, 'attrs') ? value['attrs'] : undefined;
  if (!isObject(attributes)) return refuse('the attributes are not an object');
  return new Map(
    // Own string members only: the prototype's and other types' mean nothing.
    Object.entries(attributes).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
};

/**
 * The Fabric attributes of a certificate; none if it has no such extension.
 *
 * @param certificate - DER
 * @throws RegistryError SIGNER_CERT_NOT_CANONICAL for two extensions, or one that does not hold attributes
 */
export const attributesOf = (certificate: Uint8Array): ReadonlyMap<string, string> => {
  try {
    const [extension, ...others] = extensionValues(certificate, ATTRIBUTES_OID);
    if (others.length > 0) return refuse('the attributes stand twice');
    return extension === undefined ? new Map() : readAttributes(extension);
  } catch (cause) {
    if (cause instanceof RegistryError && cause.code === 'SIGNER_CERT_NOT_CANONICAL') throw cause;
    throw new RegistryError('SIGNER_CERT_NOT_CANONICAL', { reason: 'the attributes cannot be read' }, { cause });
  }
};
