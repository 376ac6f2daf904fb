// SPDX-License-Identifier: Apache-2.0
import type { CertificateStatement, RegisterPlace } from '@registry/chaincode/protocol';

/** A certificate as it is shown to the contract. */
export interface ShownCertificate {
  readonly place: RegisterPlace;
  readonly statement: CertificateStatement;
  readonly keys: number;
  /** 130 hexadecimal digits. */
  readonly eip712: string;
  readonly status: StatusPlace;
}

/** Where a certificate stands in the status tree. */
export interface StatusPlace {
  /** As `STATUS_NUMBERS` has it. */
  readonly status: number;
  /** Seconds since 1970; 0 where there is none. */
  readonly suspendedUntil: number;
  readonly index: number;
  /** Of 64 hexadecimal digits each. */
  readonly path: readonly string[];
}

export interface StatusEndorsement {
  readonly registry: string;
  readonly keys: number;
  /** 130 hexadecimal digits. */
  readonly eip712: string;
}
