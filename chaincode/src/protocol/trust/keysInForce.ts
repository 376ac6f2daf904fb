// SPDX-License-Identifier: Apache-2.0

/** When a key may sign. */
export interface KeyTimes {
  readonly validFrom: string;
  readonly validUntil?: string | undefined;
  readonly revokedAt?: string | undefined;
  readonly reasonCode?: string | undefined;
  /** Since when a revoked key was in foreign hands, where that is known. */
  readonly compromisedSince?: string | undefined;
}

export type KeyRefusal = 'KEY_OUT_OF_VALIDITY' | 'KEY_REVOKED' | 'KEY_COMPROMISED';

/** Whether a key was in foreign hands at an instant, as far as that is known. */
export const isCompromisedAt = (key: Pick<KeyTimes, 'compromisedSince'>, at: string): boolean =>
  key.compromisedSince !== undefined && at >= key.compromisedSince;

/** Why a key does not answer for what the ledger says was signed at an instant: nobody can say another one. */
export const keyRefusalOnLedger = (key: KeyTimes, at: string): KeyRefusal | undefined => {
  const { validFrom, validUntil, revokedAt } = key;
  if (isCompromisedAt(key, at)) return 'KEY_COMPROMISED';
  if (revokedAt !== undefined && at >= revokedAt) return 'KEY_REVOKED';
  return at < validFrom || (validUntil !== undefined && at >= validUntil) ? 'KEY_OUT_OF_VALIDITY' : undefined;
};

/**
 * Why a key does not answer for what says that it was signed at an instant. Who stole a key can say any instant, so that
 * one in foreign hands answers for nothing any more: neither for what it signed then, nor for what it says to have signed
 * before.
 */
export const keyRefusal = (key: KeyTimes, at: string): KeyRefusal | undefined =>
  key.reasonCode === 'KR-COMPROMISED' && !isCompromisedAt(key, at) ? 'KEY_REVOKED' : keyRefusalOnLedger(key, at);
