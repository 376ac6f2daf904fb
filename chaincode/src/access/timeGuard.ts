// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeStub } from 'fabric-shim';
import { RegistryError } from '../protocol/errors';

/** How far a proposal may be from the endorser's clock, in milliseconds, either way. */
export const MAX_SKEW_MS = 120_000;

const refuse = (reason: string, cause?: unknown): never => {
  throw new RegistryError('TIME_SKEW', { reason }, { cause });
};

const timestampOf = (stub: Pick<ChaincodeStub, 'getTxTimestamp'>): { seconds: number; nanos: number } => {
  try {
    const { seconds, nanos } = stub.getTxTimestamp();
    return { seconds: seconds.toNumber(), nanos };
  } catch (cause) {
    return refuse('the proposal has no timestamp', cause);
  }
};

/**
 * The transaction's time, which its client set: on Fabric 2.5 nothing else keeps it near the present.
 *
 * The endorser's clock is only compared with it and never written, so that endorsers still agree on every byte.
 *
 * @returns milliseconds since 1970
 * @throws RegistryError TIME_SKEW for a missing, malformed, back-dated or post-dated time
 */
export const timelyNow = (stub: Pick<ChaincodeStub, 'getTxTimestamp'>): number => {
  const { seconds, nanos } = timestampOf(stub);
  if (!Number.isInteger(nanos) || nanos < 0 || nanos >= 1_000_000_000) return refuse('the timestamp is malformed');
  const now = seconds * 1000 + Math.floor(nanos / 1_000_000);
  const isTimely = Math.abs(Date.now() - now) <= MAX_SKEW_MS;
  return isTimely ? now : refuse('the proposal is not of the present time');
};
