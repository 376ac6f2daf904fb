// SPDX-License-Identifier: Apache-2.0
import { LedgerError, type LedgerErrorCode } from '../../../network/src/embedded/ledger/errors';

/** The code with which a call fails; undefined where it does not. Other errors pass. */
export const codeOf = (call: () => unknown): LedgerErrorCode | undefined => {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof LedgerError) return error.code;
    throw error;
  }
};
