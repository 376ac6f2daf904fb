// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import type { TlsUse } from './layout';

/** Fabric's extension for attributes of a person. */
export const ATTRIBUTES_OID = '1.2.3.4.5.6.7.8.1';

/** What a certificate says of a person: the only source of who acts on the ledger. */
export interface UserAttributes {
  readonly role: string;
  readonly staffNo: string;
  readonly uscc: string;
}

/**
 * The attributes as Fabric reads them: raw UTF-8 JSON without a DER wrapper, not critical (a peer refuses the
 * certificate otherwise), every value a string.
 */
export function attributesExtension({ role, staffNo, uscc }: UserAttributes): x509.Extension {
  return new x509.Extension(ATTRIBUTES_OID, false, Buffer.from(JSON.stringify({ attrs: { role, staffNo, uscc } })));
}

/**
 * Extensions of a signing certificate. There is no extended key usage: an MSP refuses one that says `clientAuth`.
 *
 * @param attributes - of a person; nodes and the reserved users have none and so may decide nothing
 */
export function signingExtensions(attributes?: UserAttributes): x509.Extension[] {
  return [
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ...(attributes ? [attributesExtension(attributes)] : []),
  ];
}

function alternativeNames(names: readonly string[]): x509.SubjectAlternativeNameExtension {
  const unique = [...new Set(names)];
  return new x509.SubjectAlternativeNameExtension(
    unique.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
  );
}

/**
 * Extensions of a TLS certificate. A node needs both usages, since peers and orderers also call each other; whoever
 * only calls needs `clientAuth` and no name.
 *
 * @param use - `server` for a node
 * @param names - host names and addresses under which a node answers
 */
export function tlsExtensions(use: TlsUse, names: readonly string[]): x509.Extension[] {
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  return [
    new x509.KeyUsagesExtension(digitalSignature | keyEncipherment, true),
    new x509.ExtendedKeyUsageExtension(use === 'server' ? [serverAuth, clientAuth] : [clientAuth]),
    ...(use === 'server' ? [alternativeNames(names)] : []),
  ];
}
