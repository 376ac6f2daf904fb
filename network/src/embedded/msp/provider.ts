// SPDX-License-Identifier: Apache-2.0
import type { X509Certificate } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { LedgerError } from '../ledger/errors';
import type { NodeRole } from '../types';
import { organizationalUnits, readCertificate } from './certificate';

/** An organizational unit that marks a role; where a certificate is named, only its issues count. */
interface RoleUnit {
  readonly role: NodeRole;
  readonly unit: string;
  readonly issuer: X509Certificate | undefined;
}

export type Verdict = { readonly refusal: string; readonly isForeign?: true } | { readonly role: NodeRole };

/** One membership service provider: whom an organization's certificates make a member, and as what. */
export interface MembershipProvider {
  readonly mspId: string;
  /** Judges a certificate without regard to its expiry. */
  judge(certificate: X509Certificate): Verdict;
}

const unsupported = (mspId: string, what: string): never => {
  throw new LedgerError('UNSUPPORTED', `MSP ${mspId} has ${what}, which this engine does not support.`);
};

const refuseUnsupported = (mspId: string, config: msp.FabricMSPConfig): void => {
  if (config.getIntermediateCertsList().length > 0) unsupported(mspId, 'intermediate certificate authorities');
  if (config.getRevocationListList().length > 0) unsupported(mspId, 'revocation lists');
  if (config.getOrganizationalUnitIdentifiersList().length > 0) unsupported(mspId, 'organizational unit identifiers');
  if (config.getAdminsList().length > 0) unsupported(mspId, 'listed administrator certificates');
  if (config.getRootCertsList().length === 0) unsupported(mspId, 'no root certificate');
  if (config.getFabricNodeOus()?.getEnable() !== true) unsupported(mspId, 'NodeOUs switched off');
};

const roleUnits = (units: msp.FabricNodeOUs): readonly RoleUnit[] => {
  const named: readonly (readonly [NodeRole, msp.FabricOUIdentifier | undefined])[] = [
    ['client', units.getClientOuIdentifier()],
    ['peer', units.getPeerOuIdentifier()],
    ['admin', units.getAdminOuIdentifier()],
    ['orderer', units.getOrdererOuIdentifier()],
  ];
  return named.flatMap(([role, identifier]) => {
    if (identifier === undefined) return [];
    const issuer = identifier.getCertificate_asU8();
    const unit = identifier.getOrganizationalUnitIdentifier();
    return [{ role, unit, issuer: issuer.length === 0 ? undefined : readCertificate(issuer) }];
  });
};

/** Fabric judges at the first second of the certificate's life, so that a verdict never changes with time. */
const isIssuedBy = (certificate: X509Certificate, root: X509Certificate): boolean => {
  const moment = Date.parse(certificate.validFrom) + 1000;
  return (
    moment >= Date.parse(root.validFrom) &&
    moment <= Date.parse(root.validTo) &&
    moment <= Date.parse(certificate.validTo) &&
    certificate.checkIssued(root) &&
    certificate.verify(root.publicKey)
  );
};

/**
 * @param config `msp.FabricMSPConfig`, from a folder or a channel's configuration
 * @throws LedgerError UNSUPPORTED for intermediates, revocation lists, listed administrators or no NodeOUs
 */
export const newMembershipProvider = (config: msp.FabricMSPConfig): MembershipProvider => {
  const mspId = config.getName();
  refuseUnsupported(mspId, config);
  const roots = config.getRootCertsList_asU8().map(readCertificate);
  const roles = roleUnits(config.getFabricNodeOus() ?? new msp.FabricNodeOUs());
  return {
    mspId,
    judge: (certificate) => {
      if (certificate.ca) return { refusal: 'a certificate authority cannot act' };
      const issuer = roots.find((root) => isIssuedBy(certificate, root));
      if (issuer === undefined)
        return { refusal: 'the certificate was not issued by an authority of the MSP', isForeign: true };
      const units = organizationalUnits(certificate);
      const held = units.flatMap((unit) => roles.find((role) => role.unit === unit) ?? []);
      const [only] = held;
      if (only === undefined) return { refusal: 'the identity does not have an OU that resolves to a role' };
      if (held.length > 1) return { refusal: 'the identity has more than one role OU' };
      if (only.issuer !== undefined && !only.issuer.raw.equals(issuer.raw))
        return { refusal: 'the role OU belongs to another authority' };
      return { role: only.role };
    },
  };
};
