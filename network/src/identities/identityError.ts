// SPDX-License-Identifier: Apache-2.0
export type IdentityErrorCode =
  /** A folder exists but a file of it is missing, empty or unreadable. */
  | 'IDENTITY_INCOMPLETE'
  /** A complete folder does not hold what the topology or the authority says. */
  | 'IDENTITY_MISMATCH'
  /** Something must be issued, but the authority's private key is not here. */
  | 'AUTHORITY_ABSENT';

/** Key material on disk cannot be used. Nothing is ever repaired or overwritten: a person decides. */
export class IdentityError extends Error {
  readonly code: IdentityErrorCode;
  readonly folder: string;

  constructor(details: { code: IdentityErrorCode; folder: string; message: string; cause?: unknown }) {
    super(details.message, { cause: details.cause });
    this.name = 'IdentityError';
    this.code = details.code;
    this.folder = details.folder;
  }
}
