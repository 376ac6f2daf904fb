// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import type { KeyPairFiles } from './authority';
import { ATTRIBUTES_OID, attributesExtension } from './extensions';
import { IdentityError } from './identityError';
import type { PlannedIdentity } from './identityPlan';
import type { Roots } from './mspFolder';
import { readSigningIdentity, readTlsIdentity } from './readIdentity';

const hex = (value: ArrayBuffer | undefined): string => (value ? Buffer.from(value).toString('hex') : '');

/** What a pair of certificate and key says against itself and its authority, in words; undefined when nothing. */
function pairProblem({ certificate, privateKey }: KeyPairFiles, root: string): string | undefined {
  const leaf = new X509Certificate(certificate);
  const authority = new X509Certificate(root);
  if (!leaf.checkPrivateKey(createPrivateKey(privateKey))) return 'the private key does not belong to the certificate';
  if (!leaf.checkIssued(authority) || !leaf.verify(authority.publicKey)) {
    return "the certificate was not issued by the organization's authority";
  }
  return undefined;
}

/** A certificate issued for another role must not go on acting when the topology has changed. */
function claimProblem(certificate: string, planned: PlannedIdentity): string | undefined {
  const leaf = new x509.X509Certificate(certificate);
  const [unit, ...others] = leaf.subjectName.getField('OU');
  if (unit !== planned.unit || others.length > 0) return `the certificate is not one of a ${planned.unit}`;
  if (leaf.subjectName.getField('CN')[0] !== planned.commonName) return 'the certificate names somebody else';
  const expected = planned.attributes && attributesExtension(planned.attributes).value;
  const actual = leaf.getExtension(ATTRIBUTES_OID)?.value;
  return hex(actual) === hex(expected) ? undefined : 'the certificate carries other attributes than the topology says';
}

function problemOf(planned: PlannedIdentity, roots: Roots): string | undefined {
  const signing = readSigningIdentity(planned.folder);
  const found = pairProblem(signing, roots.identityRoot) ?? claimProblem(signing.certificate, planned);
  if (found !== undefined || planned.tls === undefined) return found;
  return pairProblem(readTlsIdentity(planned.folder, planned.tls.use), roots.tlsRoot);
}

function unreadable(folder: string, cause: unknown): IdentityError {
  const message = `${folder} holds a certificate or key that cannot be decoded. Restore it from a backup.`;
  return new IdentityError({ code: 'IDENTITY_INCOMPLETE', folder, message, cause });
}

/**
 * Checks an identity that exists: key, issuer, OU and attributes are what the topology says now.
 *
 * @param planned - what it must be
 * @param roots - the organization's authorities
 * @throws IdentityError IDENTITY_MISMATCH, or IDENTITY_INCOMPLETE when it cannot be decoded
 */
export function checkIdentity(planned: PlannedIdentity, roots: Roots): void {
  const { folder } = planned;
  let problem: string | undefined;
  try {
    problem = problemOf(planned, roots);
  } catch (cause) {
    throw cause instanceof IdentityError ? cause : unreadable(folder, cause);
  }
  if (problem === undefined) return;
  const message = `${join(folder, 'msp')}: ${problem}. Move the folder away to have it issued anew.`;
  throw new IdentityError({ code: 'IDENTITY_MISMATCH', folder, message });
}
