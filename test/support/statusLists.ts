// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import { toBase64Url } from '../../chaincode/src/protocol/bytes';
import { statusBitsOf } from '../../chaincode/src/protocol/status/statusBits';
import { statusListInputOf } from '../../chaincode/src/protocol/status/statusList';
import type { StatusList } from '../../chaincode/src/protocol/status/statusList';
import { signEs256 } from '../../gateway/src/signing/privateKeys';
import type { PrivateKeys } from '../../gateway/src/signing/privateKeys';
import { ZHENGZHOU } from './filing';
import { PLACE } from './trustLists';

type Statuses = Parameters<typeof statusBitsOf>[1];

export const encodedListOf = (bits: Uint8Array): string => `u${gzipSync(bits).toString('base64url')}`;

/** Zhengzhou's list of 2026, true at noon of the second of September for a quarter of an hour. */
export const aStatusList = (statuses: Statuses, changes: Partial<StatusList> = {}): StatusList => ({
  id: `https://register.example.cn/api/v1/status/${ZHENGZHOU}/2026`,
  issuer: 'did:web:register.example.cn',
  keys: 1,
  place: PLACE,
  registry: ZHENGZHOU,
  year: '2026',
  purpose: 'message',
  height: 12,
  validFrom: '2026-09-02T12:00:00.000Z',
  validUntil: '2026-09-02T12:15:00.000Z',
  encodedList: encodedListOf(statusBitsOf(changes.purpose ?? 'message', statuses)),
  ...changes,
});

export const signedListOf = (list: StatusList, keys: PrivateKeys): string => {
  const text = statusListInputOf(list);
  return `${text}.${toBase64Url(signEs256(text, keys))}`;
};
