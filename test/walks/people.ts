// SPDX-License-Identifier: Apache-2.0
import { createHash, X509Certificate } from 'node:crypto';
import type { Person } from '../../chaincode/src/protocol/schemas/records';
import type { LedgerIdentity } from '../../gateway/src/ledger/port';
import { loadTopology } from '../../network/src/topology';
import { issueCertificate } from '../support/certificates';

/** Somebody on a walk: as the ledger sees them, and with the identity by which it does. */
export interface Walker {
  readonly name: string;
  readonly person: Person;
  readonly identity: LedgerIdentity;
}

interface Named {
  readonly name: string;
  readonly mspId: string;
  readonly role: Person['role'];
  readonly staffNo: string;
  readonly uscc: string;
}

const topology = loadTopology();
const mspOf = (org: string): string => topology.organizations.find(({ name }) => name === org)!.mspId;
const shipped: readonly Named[] = topology.users.map(({ org, ...user }) => ({ ...user, mspId: mspOf(org) }));

/** More people than ship: second officers, and people who wear two hats, whom the separation of duties must stop. */
const more = (org: 'zhengzhou' | 'guiyang', prefix: string): readonly Named[] => {
  const { uscc, mspId } = shipped.find(({ name }) => name === `${org}-decider-1`)!;
  const staff = { mspId, uscc };
  return [
    { name: `${org}-acceptance-2`, role: 'acceptance', staffNo: `${prefix}-RA-002`, ...staff },
    ...[2, 3, 4, 5].map((no) => ({
      ...({ name: `${org}-reviewer-${no}`, role: 'reviewer', staffNo: `${prefix}-RV-00${no}` } as const),
      ...staff,
    })),
    { name: `${org}-decider-1 as reviewer`, role: 'reviewer', staffNo: `${prefix}-RD-001`, ...staff },
    { name: `${org}-reviewer-1 as acceptance`, role: 'acceptance', staffNo: `${prefix}-RV-001`, ...staff },
    { name: `${org}-acceptance-1 as decider`, role: 'decider', staffNo: `${prefix}-RA-001`, ...staff },
  ];
};

const noSignature = (): never => {
  throw new Error('nothing is signed on a ledger in memory');
};

const newWalker = async ({ name, mspId, role, staffNo, uscc }: Named): Promise<Walker> => {
  const certificate = await issueCertificate(mspId, { role, staffNo, uscc }, name);
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  const identityKey = `${mspId}:${createHash('sha256').update(key).digest('hex')}`;
  const identity = { mspId, certificate, sign: noSignature };
  return { name, person: { mspId, identityKey, role, staffNo, uscc }, identity };
};

/** Everybody who may come along. */
export const walkers = (): Promise<Walker[]> =>
  Promise.all([...shipped, ...more('zhengzhou', 'ZZ'), ...more('guiyang', 'GY')].map(newWalker));
