// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { msp } from '@hyperledger/fabric-protos';
import { LedgerError } from '../ledger/errors';

const certificatesIn = (folder: string): Buffer[] => {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name)));
  } catch (cause) {
    throw new LedgerError('IDENTITY_REFUSED', `The folder ${folder} of an MSP cannot be read.`, { cause });
  }
};

const roleUnit = (unit: string, issuer: Buffer): msp.FabricOUIdentifier => {
  const identifier = new msp.FabricOUIdentifier();
  identifier.setOrganizationalUnitIdentifier(unit);
  identifier.setCertificate(issuer);
  return identifier;
};

export interface MspRoots {
  readonly mspId: string;
  /** PEM of the authority that issues identities. */
  readonly root: Buffer;
  readonly tlsRoots: readonly Buffer[];
}

/** An organization's MSP as a channel configuration carries it: one authority, NodeOUs with their usual names. */
export const newMspConfig = ({ mspId, root, tlsRoots }: MspRoots): msp.FabricMSPConfig => {
  const units = new msp.FabricNodeOUs();
  units.setEnable(true);
  units.setClientOuIdentifier(roleUnit('client', root));
  units.setPeerOuIdentifier(roleUnit('peer', root));
  units.setAdminOuIdentifier(roleUnit('admin', root));
  units.setOrdererOuIdentifier(roleUnit('orderer', root));
  const hashing = new msp.FabricCryptoConfig();
  hashing.setSignatureHashFamily('SHA2');
  hashing.setIdentityIdentifierHashFunction('SHA256');
  const config = new msp.FabricMSPConfig();
  config.setName(mspId);
  config.setRootCertsList([root]);
  config.setTlsRootCertsList([...tlsRoots]);
  config.setFabricNodeOus(units);
  config.setCryptoConfig(hashing);
  return config;
};

/**
 * Reads the public half of an organization's MSP folder (`cacerts`, `tlscacerts`). Its `config.yaml` tells real peers
 * of the same NodeOUs.
 * @throws LedgerError IDENTITY_REFUSED where the folder cannot be read, UNSUPPORTED for several authorities
 */
export const mspConfigFromFolder = (mspId: string, folder: string): msp.FabricMSPConfig => {
  const [root, ...others] = certificatesIn(join(folder, 'cacerts'));
  if (root === undefined || others.length > 0)
    throw new LedgerError('UNSUPPORTED', `${join(folder, 'cacerts')} must hold exactly one certificate.`);
  return newMspConfig({ mspId, root, tlsRoots: certificatesIn(join(folder, 'tlscacerts')) });
};
