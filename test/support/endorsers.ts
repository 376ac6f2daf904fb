// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { msp, peer } from '@hyperledger/fabric-protos';
import type { Custody } from '../../gateway/src/ledger/custody';
import { issueLeaf } from '../../network/src/identities/authority';
import { signingExtensions } from '../../network/src/identities/extensions';
import { authorityOf } from './certificates';

const NOW = new Date('2026-02-01T00:00:00Z');

/** Signs what a peer of its organization would sign. */
export type Endorser = (response: Uint8Array) => peer.Endorsement;

/** @param claims - the MSP that it says it is of, the one that issued its certificate unless given */
export const newEndorser = async (mspId: string, unit = 'peer', claims = mspId): Promise<Endorser> => {
  const subject = { organization: mspId, unit, commonName: `${unit}0` };
  const pair = await issueLeaf(await authorityOf(mspId), { subject, extensions: signingExtensions(), now: NOW });
  const key = createPrivateKey(pair.privateKey);
  const identity = new msp.SerializedIdentity();
  identity.setMspid(claims);
  identity.setIdBytes(Buffer.from(pair.certificate));
  const endorser = identity.serializeBinary();
  return (response) => {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(endorser);
    endorsement.setSignature(sign('sha256', Buffer.concat([response, endorser]), key));
    return endorsement;
  };
};

/** What a gateway knows of organizations whose authorities are those of the tests. */
export const custodyOf = async (mspOf: Readonly<Record<string, string>>): Promise<Custody> => {
  const authorities = await Promise.all(
    Object.values(mspOf).map(async (mspId) => {
      const { certificate } = await authorityOf(mspId);
      return [mspId, new X509Certificate(certificate.toString('pem'))] as const;
    }),
  );
  return { authorities: new Map(authorities), mspOf: new Map(Object.entries(mspOf)) };
};
