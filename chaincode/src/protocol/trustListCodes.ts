// SPDX-License-Identifier: Apache-2.0

/** Refusals about trust lists. */
export const TRUST_LIST_CODES = {
  TRUST_LIST_NOT_NEXT: {
    rule: 'A trust list follows one that is approved; the first has the version 1.',
    zh: '信任名录须接续已批准的上一版；首版版本号为 1。',
  },
  TRUST_LIST_WRONG: {
    rule: 'A trust list says of institutions and keys what the ledger says, and drops nobody whom the one before named.',
    zh: '信任名录所载机构和密钥须与账本一致，且不得遗漏上一版所列者。',
  },
} as const;
