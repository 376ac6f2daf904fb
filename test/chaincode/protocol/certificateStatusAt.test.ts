// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt } from '../../../chaincode/src/protocol/certificateStatusAt';
import type { CertificateRecord } from '../../../chaincode/src/protocol/schemas/certificateRecord';
import { sealedValue } from '../../support/filing';

const validUntil = '2029-09-19T16:00:00.000Z';
const until = '2026-10-01T16:00:00.000Z';
const standing = {
  since: '2026-09-20T02:00:00.000Z',
  reasonCode: 'SP-CLUE',
  legalBasis: ['第十条'],
  reason: sealedValue('/reason', '线索'),
};
type Stored = Pick<CertificateRecord, 'status' | 'standing'>;

it.each<[string, Stored, string, string]>([
  ['valid until the instant at which its validity ends', { status: 'VALID' }, '2029-09-19T15:59:59.999Z', 'VALID'],
  ['expired from then on', { status: 'VALID' }, validUntil, 'EXPIRED'],
  [
    'suspended until its day ends',
    { status: 'SUSPENDED', standing: { ...standing, until } },
    '2026-10-01T15:59:59.999Z',
    'SUSPENDED',
  ],
  ['valid from then on', { status: 'SUSPENDED', standing: { ...standing, until } }, until, 'VALID'],
  ['suspended as long as no end is known', { status: 'SUSPENDED', standing }, validUntil, 'SUSPENDED'],
  ['suspended though nobody said why', { status: 'SUSPENDED' }, validUntil, 'SUSPENDED'],
  ['revoked for good', { status: 'REVOKED', standing }, validUntil, 'REVOKED'],
])('a certificate is %s', (_, stored, at, status) => {
  expect(certificateStatusAt({ ...stored, validUntil }, at)).toBe(status);
});
