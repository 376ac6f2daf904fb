// SPDX-License-Identifier: Apache-2.0
import { TypedDataEncoder } from 'ethers/hash';
import type { TypedDataField } from 'ethers/hash';
import { fromHex } from '../bytes';
import { endOfShanghaiDate, startOfShanghaiDate } from '../civilTime';
import { digestOf } from '../digest';
import type { ListedInstitution, TrustList } from '../schemas/trustList';
import { certificateDomain } from './certificateMessage';
import { addressOf } from './recoverKey';
import { secondsOf } from './statusTree';

/** What of a trust list matters on an EVM chain, as a typed message (EIP-712). 0 stands for no time. */
export const TRUST_LIST_TYPES: Record<string, TypedDataField[]> = {
  TrustList: [
    { name: 'version', type: 'uint32' },
    { name: 'issuedAt', type: 'uint64' },
    { name: 'nextUpdate', type: 'uint64' },
    { name: 'sha256', type: 'bytes32' },
    { name: 'supervisor', type: 'address' },
    { name: 'statusQuorum', type: 'uint32' },
    { name: 'statusLifetime', type: 'uint64' },
    { name: 'issuers', type: 'Issuer[]' },
  ],
  Issuer: [
    { name: 'registry', type: 'string' },
    { name: 'accreditedFrom', type: 'uint64' },
    { name: 'accreditedTo', type: 'uint64' },
    { name: 'keySets', type: 'KeySet[]' },
  ],
  KeySet: [
    { name: 'version', type: 'uint32' },
    { name: 'key', type: 'address' },
    { name: 'validFrom', type: 'uint64' },
    { name: 'validUntil', type: 'uint64' },
    { name: 'revokedAt', type: 'uint64' },
  ],
};

type KeySet = ListedInstitution['keySets'][number];

const timeOf = (at: string | undefined): number => (at === undefined ? 0 : secondsOf(at));

const keySetMessage = ({
  version,
  keys,
  validFrom,
  validUntil,
  revokedAt,
}: KeySet): Record<string, string | number> => ({
  version,
  key: addressOf(keys.secp256k1),
  validFrom: timeOf(validFrom),
  validUntil: timeOf(validUntil),
  revokedAt: timeOf(revokedAt),
});

const issuerMessage = ({ uscc, accreditation: { from, to }, keySets }: ListedInstitution): Record<string, unknown> => ({
  registry: uscc,
  accreditedFrom: startOfShanghaiDate(from) / 1000,
  accreditedTo: to === undefined ? 0 : endOfShanghaiDate(to) / 1000,
  keySets: keySets.map(keySetMessage),
});

/** The supervisor's key that signs the next list: of its last key set that is not revoked, or else of its last. */
const nextSigner = ({ supervisor: { keySets } }: TrustList): string => {
  const isBetter = (set: KeySet, last: KeySet): boolean => set.revokedAt === undefined || last.revokedAt !== undefined;
  return addressOf(keySets.reduce((last, set) => (isBetter(set, last) ? set : last)).keys.secp256k1);
};

/** The values of the typed message: the registries with their keys, and the digest of the whole list. */
export const trustListMessage = (list: TrustList): Record<string, unknown> => ({
  version: list.version,
  issuedAt: secondsOf(list.issuedAt),
  nextUpdate: secondsOf(list.nextUpdate),
  sha256: `0x${digestOf(list)}`,
  supervisor: nextSigner(list),
  statusQuorum: list.status.quorum,
  statusLifetime: list.status.lifetimeSeconds,
  issuers: list.institutions.filter(({ institutionKind }) => institutionKind === 'REGISTRY').map(issuerMessage),
});

/** The 32 bytes that the supervisor signs for EVM chains. */
export const trustListDigestOf = (list: TrustList): Uint8Array =>
  fromHex(TypedDataEncoder.hash(certificateDomain(list), TRUST_LIST_TYPES, trustListMessage(list)).slice(2));
