// SPDX-License-Identifier: Apache-2.0

/** Refusals about what certificates are signed with. */
export const CERTIFICATE_CODES = {
  KEYS_NOT_USABLE: {
    rule: 'A key set holds three points of their curves, and none that the registry had before.',
    zh: '签名公钥须为各自曲线上的有效点，且不得与该机构曾用公钥相同。',
  },
  KEYS_NOT_IN_FORCE: {
    rule: 'A certificate is signed with the key set of its registry that is in force.',
    zh: '登记凭证须以登记机构现行有效的密钥签名。',
  },
  COMPROMISE_TIME: {
    rule: 'Only of a compromised key set it is said since when: not before it was in force, and not ahead.',
    zh: '仅因泄露撤销密钥时方可载明泄露起始时间，且不得早于该密钥生效之时，亦不得晚于当前时间。',
  },
  CERTIFICATE_NOT_SIGNED: {
    rule: 'A registry with keys on the ledger grants no certificate without its signatures.',
    zh: '已在账本登记密钥的登记机构核发凭证须附其签名。',
  },
  SIGNATURE_WRONG: {
    rule: 'Each signature is that of the certificate as it is granted, under the key named.',
    zh: '各签名须与所核发的凭证及所列密钥相符。',
  },
  CERTIFICATE_STATUS: {
    rule: 'A certificate is suspended while it is valid, restored while it is suspended, and revoked once.',
    zh: '凭证有效时方可中止，中止期间方可恢复，撤销只作一次。',
  },
  SUSPENSION_PERIOD: {
    rule: 'A suspension ends on a named day, today at the earliest and in 180 days at the latest.',
    zh: '中止须载明届满之日，自当日起最长一百八十日。',
  },
} as const;
