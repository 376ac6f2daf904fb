// SPDX-License-Identifier: Apache-2.0
import { wrongSignatures } from '@registry/chaincode/protocol';
import type { CertificateStatement, SignedStatement } from '@registry/chaincode/protocol';
import { newPrivateKeys, publicKeysOf, signStatement } from '@registry/gateway/signing/privateKeys';
import type { Figure } from './figures';

const PLACE = { channel: 'registry', register: '11410000DEM0GL414X' };
const STATEMENTS = 400;
const ROUNDS = 5;

/** Certificates of one registry, each signed in all three ways. */
const signed = (): readonly SignedStatement[] => {
  const keys = newPrivateKeys();
  const said = { registry: '91410100DEM0DJ412Y', validFrom: '2026-09-20', validTo: '2029-09-20' };
  const recordDigest = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } as CertificateStatement['recordDigest'];
  return Array.from({ length: STATEMENTS }, (_, index) => {
    const statement = { ...said, recordDigest, number: 'SJ4112026090001', version: index + 1 };
    const signatures = signStatement({ place: PLACE, statement }, { version: 1, keys });
    return { place: PLACE, statement, signatures, keys: publicKeysOf(keys) };
  });
};

/** In time of one processor: what else the machine does is not counted. */
const perSecond = (statements: readonly SignedStatement[]): number => {
  const before = process.cpuUsage();
  for (const one of statements) {
    if (wrongSignatures(one).length > 0) throw new Error('A signature does not hold.');
  }
  const { user, system } = process.cpuUsage(before);
  return statements.length / ((user + system) / 1e6);
};

/** How many certificates are checked in a second, all three signatures of each, by one process. */
export const measureChecks = (): Promise<Figure[]> => {
  const statements = signed();
  perSecond(statements);
  const rounds = Array.from({ length: ROUNDS }, () => perSecond(statements)).sort((one, other) => one - other);
  return Promise.resolve([
    {
      name: 'three signatures of a certificate, one core',
      value: rounds[ROUNDS >> 1] ?? 0,
      unit: '/s',
      limit: { kind: 'atLeast', value: 300 },
      note: 'EIP-712, ES256 and SM2 of a registry’s certificates, in processor time; median of five rounds of 400',
    },
  ]);
};
