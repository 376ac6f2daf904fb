// SPDX-License-Identifier: Apache-2.0
import type { ROLES } from '../identifiers/roles';

export type Role = (typeof ROLES)[number];

/** A person at work, as the ledger may name one: never by name. */
export type Person = {
  readonly mspId: string;
  /** MSP id and SHA-256 of the public key: one per key pair. */
  readonly identityKey: string;
  readonly role: Role;
  readonly staffNo?: string;
  readonly uscc?: string;
};
