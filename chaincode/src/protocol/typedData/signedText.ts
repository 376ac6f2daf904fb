// SPDX-License-Identifier: Apache-2.0
import { fromHex, toBase64Url, utf8 } from '../bytes';
import { canonicalJson } from '../canonicalJson';
import type { JsonInput } from '../canonicalJson';
import type { CertificateSignatures } from '../schemas/certificateKeys';
import type { CertificateStatement, RegisterPlace } from './certificateStatement';

const part = (value: JsonInput): string => toBase64Url(utf8(canonicalJson(value)));

/** How a signature names its key: the registry, and which of its key sets on the ledger. */
export const keyIdOf = (registry: string, version: number): string => `${registry}#${String(version)}`;

/**
 * What is signed with ES256 and with SM2: the signing input of a compact JWS (RFC 7515 5.1), so that any JOSE library
 * checks the one, and the other is over the very same bytes.
 *
 * @param keys - the version of the registry's key set
 */
export const signingInputOf = (place: RegisterPlace, statement: CertificateStatement, keys: number): string => {
  const header = { alg: 'ES256', kid: keyIdOf(statement.registry, keys), typ: 'dpr-certificate+jws' };
  const { recordDigest, ...said } = statement;
  return `${part(header)}.${part({ ...place, ...said, ...recordDigest })}`;
};

/** The compact JWS (RFC 7515 7.1) of a certificate's ES256 signature: what its QR code holds, checked without the register. */
export const compactJwsOf = (
  place: RegisterPlace,
  statement: CertificateStatement,
  { keys, es256 }: Pick<CertificateSignatures, 'keys' | 'es256'>,
): string => `${signingInputOf(place, statement, keys)}.${toBase64Url(fromHex(es256))}`;
