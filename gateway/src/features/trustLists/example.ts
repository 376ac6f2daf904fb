// SPDX-License-Identifier: Apache-2.0
import type { TrustList } from '@registry/chaincode/protocol';

const POINT = '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';

/** A trust list as its proposal could say it. */
export const trustListExample: TrustList = {
  type: 'dpr-trust-list',
  version: 1,
  channel: 'registry',
  register: '11410000DEM0GL414X',
  issuedAt: '2026-09-11T02:00:00.000Z',
  nextUpdate: '2026-12-11T02:00:00.000Z',
  supervisor: {
    uscc: '11410000DEM0GL414X',
    name: '数据管理主管部门',
    keySets: [
      { version: 1, keys: { secp256k1: POINT, p256: POINT, sm2: POINT }, validFrom: '2026-09-11T01:00:00.000Z' },
    ],
  },
  status: { quorum: 2, lifetimeSeconds: 86_400 },
  institutions: [
    {
      uscc: '91410100DEM0DJ412Y',
      name: '郑州数据产品登记机构',
      institutionKind: 'REGISTRY',
      accreditation: { number: 'ZZ-2026-01', from: '2026-01-01' },
      scope: { caseTypes: ['INITIAL'], regionCodes: ['410100'], purposes: ['LISTING', 'TRADE', 'PLEDGE'] },
      keySets: [],
    },
  ],
  partners: [],
  platforms: [
    {
      platformId: 'harbour-exchange',
      name: '海港数据交易平台',
      domain: {
        name: 'HarbourExchange',
        version: '1',
        chainId: '2026',
        verifyingContract: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
      },
      from: '2026-01-01',
      scope: { caseTypes: ['RECOGNITION'], regionCodes: ['000000'], purposes: ['LISTING'] },
      keys: [{ address: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf', validFrom: '2026-01-01T00:00:00.000Z' }],
    },
  ],
};
