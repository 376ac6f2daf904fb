// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { Organization, Topology } from '../topology';
import { checkIdentity } from './checkIdentity';
import { IdentityError } from './identityError';
import { plannedIdentities, type PlannedIdentity } from './identityPlan';
import { readRoots, readSigningIdentity, readTlsIdentity } from './readIdentity';
import type { Roots } from './mspFolder';

/** Something about key material that stops a node or a person, or soon will. */
export interface IdentityProblem {
  /** Relative to the identities folder, such as `zhengzhou/peers/peer0`. */
  readonly folder: string;
  readonly problem: string;
  /** It still works today. */
  readonly isWarning: boolean;
}

export interface IdentityInspection {
  /** Certificates that were looked at. */
  readonly count: number;
  /** The first day on which one of them ends. */
  readonly firstEnd: Date | undefined;
  readonly problems: readonly IdentityProblem[];
}

export interface InspectIdentitiesOptions {
  readonly topology: Topology;
  /** The consortium's identities folder; only read. */
  readonly dir: string;
  readonly now?: Date;
}

interface Found {
  readonly folder: string;
  readonly certificate: X509Certificate;
}

const SOON_MS = 30 * 24 * 3_600_000;

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const certificatesOf = (planned: PlannedIdentity): Found[] => {
  const texts = [readSigningIdentity(planned.folder).certificate];
  if (planned.tls) texts.push(readTlsIdentity(planned.folder, planned.tls.use).certificate);
  return texts.map((text) => ({ folder: planned.folder, certificate: new X509Certificate(text) }));
};

const rootsOf = (folder: string, { identityRoot, tlsRoot }: Roots): Found[] =>
  [identityRoot, tlsRoot].map((text) => ({ folder, certificate: new X509Certificate(text) }));

/** What a certificate's dates say against it. */
function dateProblem({ certificate }: Found, now: Date): Pick<IdentityProblem, 'problem' | 'isWarning'> | undefined {
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  const subject = /CN=(.*)/.exec(certificate.subject)?.[1] ?? 'unnamed';
  if (now < from) return { problem: `the certificate of ${subject} begins only on ${dayOf(from)}`, isWarning: false };
  if (now > to) return { problem: `the certificate of ${subject} ended on ${dayOf(to)}`, isWarning: false };
  if (to.getTime() - now.getTime() > SOON_MS) return undefined;
  return { problem: `the certificate of ${subject} ends on ${dayOf(to)}`, isWarning: true };
}

interface Gathered {
  readonly certificates: Found[];
  readonly problems: IdentityProblem[];
}

/** One identity: its problem where it cannot be used at all, or else its certificates. */
function inspectOne(planned: PlannedIdentity, roots: Roots, dir: string): Gathered {
  try {
    checkIdentity(planned, roots);
    return { certificates: certificatesOf(planned), problems: [] };
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    const folder = relative(dir, planned.folder);
    return { certificates: [], problems: [{ folder, problem: error.message, isWarning: false }] };
  }
}

function inspectOrganization(organization: Organization, { topology, dir }: InspectIdentitiesOptions): Gathered {
  const place = { dir, org: organization.name };
  try {
    const roots = readRoots(place);
    const planned = plannedIdentities(topology, organization, dir);
    const gathered = planned.map((identity) => inspectOne(identity, roots, dir));
    return {
      certificates: [
        ...rootsOf(`${dir}/${organization.name}`, roots),
        ...gathered.flatMap(({ certificates }) => certificates),
      ],
      problems: gathered.flatMap(({ problems }) => problems),
    };
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    return { certificates: [], problems: [{ folder: organization.name, problem: error.message, isWarning: false }] };
  }
}

/**
 * Looks at every certificate and key that a topology needs: whether it is there, belongs to its key and authority, says
 * what the topology says, and is in force. Nothing is made or changed.
 *
 * @returns undefined where no identities were ever made
 */
export function inspectIdentities(options: InspectIdentitiesOptions): IdentityInspection | undefined {
  const { topology, dir, now = new Date() } = options;
  if (!existsSync(dir)) return undefined;
  const gathered = topology.organizations.map((organization) => inspectOrganization(organization, options));
  const certificates = gathered.flatMap((one) => one.certificates);
  const dated = certificates.flatMap((found) => {
    const problem = dateProblem(found, now);
    return problem ? [{ folder: relative(dir, found.folder), ...problem }] : [];
  });
  const ends = certificates.map(({ certificate }) => new Date(certificate.validTo).getTime());
  return {
    count: certificates.length,
    firstEnd: ends.length > 0 ? new Date(Math.min(...ends)) : undefined,
    problems: [...gathered.flatMap(({ problems }) => problems), ...dated],
  };
}
