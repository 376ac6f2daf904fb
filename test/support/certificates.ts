// SPDX-License-Identifier: Apache-2.0
import { openAuthority, issueLeaf, newAuthority } from '../../network/src/identities/authority';
import type { Authority } from '../../network/src/identities/authority';
import { signingExtensions } from '../../network/src/identities/extensions';
import type { UserAttributes } from '../../network/src/identities/extensions';
import { loadTopology } from '../../network/src/topology';
import type { Creator } from './memoryLedger';

const ISSUED = new Date('2026-01-01T00:00:00Z');
const topology = loadTopology();
const authorities = new Map<string, Promise<Authority>>();

const makeAuthority = async (mspId: string): Promise<Authority> =>
  openAuthority(await newAuthority({ organization: mspId, commonName: `ca.${mspId}` }, ISSUED));

/** An organization's certificate authority: one for each membership and test file. */
export const authorityOf = (mspId: string): Promise<Authority> => {
  const authority = authorities.get(mspId) ?? makeAuthority(mspId);
  authorities.set(mspId, authority);
  return authority;
};

/** A real certificate with Fabric attributes, as PEM. */
export const issueCertificate = async (
  mspId: string,
  attributes?: UserAttributes,
  commonName = 'somebody',
): Promise<string> => {
  const extensions = signingExtensions(attributes);
  const subject = { organization: mspId, unit: 'client', commonName };
  return (await issueLeaf(await authorityOf(mspId), { subject, extensions, now: ISSUED })).certificate;
};

const creators = new Map<string, Promise<Creator>>();

const makeCreator = async (name: string): Promise<Creator> => {
  const user = topology.users.find((one) => one.name === name);
  const mspid = topology.organizations.find((one) => one.name === user?.org)?.mspId;
  if (user === undefined || mspid === undefined) throw new Error(`The topology has no user ${name}.`);
  return { mspid, idBytes: Buffer.from(await issueCertificate(mspid, user, name)) };
};

/** The creator of proposals by a user of network/topology.json. */
export const creatorNamed = (name: string): Promise<Creator> => {
  const creator = creators.get(name) ?? makeCreator(name);
  creators.set(name, creator);
  return creator;
};
