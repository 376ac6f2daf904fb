// SPDX-License-Identifier: Apache-2.0

export type LedgerErrorCode =
  | 'STORE_LOCKED'
  | 'STORE_DAMAGED'
  | 'STORE_UNREADABLE'
  | 'STORE_CLOSED'
  | 'BLOCK_OUT_OF_ORDER'
  | 'MALFORMED'
  | 'UNSUPPORTED'
  | 'IDENTITY_REFUSED'
  | 'POLICY_SYNTAX'
  | 'SIMULATION_REFUSED';

/** An error of the ledger core. `message` is a sentence for a person; `code` is for programs. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
