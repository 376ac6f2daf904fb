// SPDX-License-Identifier: Apache-2.0
import { TypedDataEncoder } from 'ethers/hash';
import type { TypedDataDomain, TypedDataField } from 'ethers/hash';
import { fromHex } from '../bytes';
import { digestOf } from '../digest';
import type { CertificateStatement, RegisterPlace } from './certificateStatement';

/** The one definition of the typed message (EIP-712); a verifier on an EVM chain is written from it. */
export const CERTIFICATE_TYPES: Record<string, TypedDataField[]> = {
  Certificate: [
    { name: 'number', type: 'string' },
    { name: 'version', type: 'uint32' },
    { name: 'registry', type: 'string' },
    { name: 'validFrom', type: 'string' },
    { name: 'validTo', type: 'string' },
    { name: 'sha256', type: 'bytes32' },
    { name: 'sm3', type: 'bytes32' },
  ],
};

/**
 * The domain of a register. It belongs to no chain and no contract (EIP-712 lets them be absent), so that channel and
 * register stand in the salt.
 */
export const certificateDomain = ({ channel, register }: RegisterPlace): TypedDataDomain => ({
  name: 'DataProductRegister',
  version: '1',
  salt: `0x${digestOf([channel, register])}`,
});

/** The values of the typed message. */
export const certificateMessage = ({
  recordDigest,
  ...rest
}: CertificateStatement): Record<string, string | number> => ({
  ...rest,
  sha256: `0x${recordDigest.sha256}`,
  sm3: `0x${recordDigest.sm3}`,
});

/** The 32 bytes that are signed with secp256k1 (EIP-712 `encode`, hashed). */
export const typedDigestOf = (place: RegisterPlace, statement: CertificateStatement): Uint8Array =>
  fromHex(TypedDataEncoder.hash(certificateDomain(place), CERTIFICATE_TYPES, certificateMessage(statement)).slice(2));
