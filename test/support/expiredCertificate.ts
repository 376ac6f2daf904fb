// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata'; // @peculiar/x509 resolves its parts through it, so it must be loaded first
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { openAuthority } from '../../network/src/identities/authority';

const YEAR_MS = 365 * 24 * 3_600_000;

/** Replaces a signing certificate by one for the same key and subject, of the same authority, that has ended. */
export async function letExpire(organizationFolder: string, userFolder: string): Promise<void> {
  const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');
  const authority = await openAuthority({
    certificate: read(organizationFolder, 'ca', 'ca.pem'),
    privateKey: read(organizationFolder, 'ca', 'ca.key'),
  });
  const file = join(userFolder, 'msp', 'signcerts', 'cert.pem');
  const present = new x509.X509Certificate(read(file));
  const ended = await x509.X509CertificateGenerator.create({
    serialNumber: present.serialNumber,
    subject: present.subjectName.toJSON(),
    issuer: present.issuerName.toJSON(),
    notBefore: new Date(Date.now() - 2 * YEAR_MS),
    notAfter: new Date(Date.now() - YEAR_MS),
    signingAlgorithm: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
    publicKey: present.publicKey,
    signingKey: authority.signingKey,
    extensions: present.extensions,
  });
  writeFileSync(file, `${ended.toString('pem')}\n`);
}
