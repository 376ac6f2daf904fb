// SPDX-License-Identifier: Apache-2.0
import type { X509Certificate } from 'node:crypto';

/** Who may vouch for records: what a reader of blocks knows of the consortium without asking the ledger. */
export interface Custody {
  /** The certificate under which an MSP's peers stand, by MSP id. */
  readonly authorities: Pick<ReadonlyMap<string, X509Certificate>, 'get'>;
  /** The MSP of an institution, by USCC, as far as the consortium's description names it. */
  readonly mspOf: Pick<ReadonlyMap<string, string>, 'get'>;
}

/** Vouches for nobody: no case and no certificate is believed. */
export const NO_CUSTODY: Custody = { authorities: new Map(), mspOf: new Map() };

/** A record that stands in a valid transaction and is not believed. */
export interface LeftOut {
  readonly transactionId: string;
  readonly recordType: string;
  readonly recordId: string;
  readonly reason: 'CUSTODIAN_DID_NOT_ENDORSE' | 'FOREIGN_CUSTODIAN' | 'CERTIFICATE_WITHOUT_CASE';
}
