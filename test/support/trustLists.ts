// SPDX-License-Identifier: Apache-2.0
import type { CertificateKeySet } from '../../chaincode/src/protocol/schemas/certificateKeys';
import type { ListedInstitution, TrustList } from '../../chaincode/src/protocol/schemas/trustList';
import { trustListInputOf, trustListJwsOf } from '../../chaincode/src/protocol/trust/signedList';
import { trustListDigestOf } from '../../chaincode/src/protocol/typedData/trustListMessage';
import { toHex } from '../../chaincode/src/protocol/bytes';
import { newPrivateKeys, publicKeysOf, signDigest, signEs256 } from '../../gateway/src/signing/privateKeys';
import type { PrivateKeys } from '../../gateway/src/signing/privateKeys';
import { GUIYANG, ZHENGZHOU } from './filing';
import { PEOPLE } from './people';

export const SUPERVISOR = PEOPLE.supervisor.uscc!;
export const PLACE = { channel: 'registry', register: SUPERVISOR };

/** Somebody with keys, as gateways make them. */
export interface Signer {
  readonly keys: PrivateKeys;
  readonly set: CertificateKeySet;
}

export const aSigner = (changes: Partial<CertificateKeySet> = {}): Signer => {
  const keys = newPrivateKeys();
  const set = { version: 1, keys: publicKeysOf(keys), validFrom: '2026-09-01T00:00:00.000Z', ...changes };
  return { keys, set };
};

export const listed = (
  uscc: string,
  keySets: readonly CertificateKeySet[],
  changes: Partial<ListedInstitution> = {},
): ListedInstitution => ({
  uscc,
  name: uscc === GUIYANG ? '贵阳数据产品登记机构' : '郑州数据产品登记机构',
  institutionKind: 'REGISTRY',
  accreditation: { number: 'ACC-1', from: '2026-01-01' },
  scope: {
    caseTypes: ['INITIAL', 'CHANGE'],
    regionCodes: [uscc === ZHENGZHOU ? '410000' : '520000'],
    purposes: ['LISTING', 'TRADE'],
  },
  keySets: keySets as ListedInstitution['keySets'],
  ...changes,
});

/** A list that names both registries with no keys yet, by a supervisor with one set. */
export const aTrustList = (supervisor: Signer, changes: Partial<TrustList> = {}): TrustList => ({
  type: 'dpr-trust-list',
  version: 1,
  ...PLACE,
  issuedAt: '2026-09-02T00:00:00.000Z',
  nextUpdate: '2026-12-02T00:00:00.000Z',
  supervisor: { uscc: SUPERVISOR, name: '数据管理主管部门', keySets: [supervisor.set] as ListedInstitution['keySets'] },
  status: { quorum: 1, lifetimeSeconds: 3_600 },
  institutions: [listed(ZHENGZHOU, []), listed(GUIYANG, [])],
  partners: [],
  platforms: [],
  ...changes,
});

export const signatureFor = (list: TrustList, { keys }: Signer): string => signDigest(trustListDigestOf(list), keys);

export const jwsOf = (list: TrustList, { keys, set }: Signer): string => {
  const es256 = toHex(signEs256(trustListInputOf(list, set.version), keys));
  return trustListJwsOf(list, { keys: set.version, es256 });
};
