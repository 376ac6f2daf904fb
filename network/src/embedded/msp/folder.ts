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

/**
 * The public half of an organization's MSP folder (`cacerts`, `tlscacerts`), as a channel configuration carries it.
 * NodeOUs are on and carry their usual names; `config.yaml` says the same to real peers.
 * @throws LedgerError IDENTITY_REFUSED where the folder cannot be read
 */
export const mspConfigFromFolder = (mspId: string, folder: string): msp.FabricMSPConfig => {
  const roots = certificatesIn(join(folder, 'cacerts'));
  const [root] = roots;
  if (root === undefined || roots.length > 1)
    throw new LedgerError('UNSUPPORTED', `${join(folder, 'cacerts')} must hold exactly one certificate.`);
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
  config.setRootCertsList(roots);
  config.setTlsRootCertsList(certificatesIn(join(folder, 'tlscacerts')));
  config.setFabricNodeOus(units);
  config.setCryptoConfig(hashing);
  return config;
};
