// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { Caller } from '../../gateway/src/http/requestContext';
import { issueLeaf, newAuthority, openAuthority } from '../../network/src/identities/authority';
import type { Authority } from '../../network/src/identities/authority';
import { signingExtensions } from '../../network/src/identities/extensions';
import { loadTopology } from '../../network/src/topology';

const topology = loadTopology();
const authorities = new Map<string, Promise<Authority>>();

const authorityOf = (organization: string): Promise<Authority> => {
  const made =
    authorities.get(organization) ??
    newAuthority({ organization, commonName: `ca.${organization}` }, new Date()).then(openAuthority);
  authorities.set(organization, made);
  return made;
};

const identityKeyOf = (mspId: string, certificate: string): string => {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return `${mspId}:${createHash('sha256').update(key).digest('hex')}`;
};

const newCaller = async (name: string): Promise<Caller> => {
  const user = topology.users.find((one) => one.name === name)!;
  const { mspId } = topology.organizations.find((one) => one.name === user.org)!;
  const { role, staffNo, uscc } = user;
  const { certificate, privateKey } = await issueLeaf(await authorityOf(user.org), {
    subject: { organization: user.org, unit: 'client', commonName: name },
    extensions: signingExtensions({ role, staffNo, uscc }),
    now: new Date(),
  });
  const key = createPrivateKey(privateKey);
  return {
    userId: name,
    username: name,
    displayName: name,
    ...{ role, staffNo, uscc, mspId },
    identity: { mspId, certificate, sign: (message) => sign('sha256', message, key) },
    identityKey: identityKeyOf(mspId, certificate),
  };
};

const known = new Map<string, Promise<Caller>>();

/** A user of network/topology.json with a real certificate; the same one each time. */
export const callerNamed = (name: string): Promise<Caller> => {
  const caller = known.get(name) ?? newCaller(name);
  known.set(name, caller);
  return caller;
};
