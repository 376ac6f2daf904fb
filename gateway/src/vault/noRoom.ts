// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../http/gatewayError';

/** Disk full, over quota, larger than this process may make a file. */
const CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];
/** Somebody has to make room: that takes its time. */
const RETRY_AFTER_SECONDS = 60;

/** An error of the file system as its caller is told: that there is no room is no fault of the program. */
export const storageError = (error: unknown): unknown => {
  const isFull = error instanceof Error && CODES.includes((error as NodeJS.ErrnoException).code);
  if (!isFull) return error;
  return new GatewayError('STORAGE_FULL', { retryAfterSeconds: RETRY_AFTER_SECONDS }, { cause: error });
};
