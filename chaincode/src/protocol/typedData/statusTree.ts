// SPDX-License-Identifier: Apache-2.0
import { TypedDataEncoder } from 'ethers/hash';
import type { TypedDataField } from 'ethers/hash';
import { concat, fromHex } from '../bytes';
import { parseInstant } from '../civilTime';
import { leafHash } from '../merkle';
import type { MerkleHash } from '../merkle';
import type { CERTIFICATE_STATUSES } from '../schemas/vocabulary';
import { CERTIFICATE_TYPES, certificateDomain, certificateMessage } from './certificateMessage';
import type { CertificateStatement, RegisterPlace } from './certificateStatement';

type Status = (typeof CERTIFICATE_STATUSES)[number];

/** How a leaf of the tree says a status. That a certificate has expired its own dates say. */
export const STATUS_NUMBERS: Readonly<Record<Status, number>> = {
  VALID: 0,
  EXPIRED: 0,
  SUSPENDED: 1,
  REVOKED: 2,
  CANCELLED: 3,
  SUPERSEDED: 4,
};

/** Whole seconds since 1970, as EVM chains count time. */
export const secondsOf = (at: string): number => Math.floor(parseInstant(at) / 1000);

const eightBytes = (value: number): Uint8Array => fromHex(value.toString(16).padStart(16, '0'));

/** What of a certificate stands in the status tree: the statement that was signed, and its status. */
export interface StatedStatus {
  readonly statement: CertificateStatement;
  readonly status: Status;
  /** When a suspension ends by itself. */
  readonly suspendedUntil?: string;
}

/**
 * The leaf of a certificate in the status tree (RFC 9162): EIP-712 `hashStruct` of its statement, one byte of status and
 * eight of the end of a suspension. Whoever shows it thereby shows that the ledger has this very statement.
 */
export const statusLeafOf = ({ statement, status, suspendedUntil }: StatedStatus): MerkleHash => {
  const said = TypedDataEncoder.hashStruct('Certificate', CERTIFICATE_TYPES, certificateMessage(statement));
  const until = status === 'SUSPENDED' && suspendedUntil !== undefined ? secondsOf(suspendedUntil) : 0;
  return leafHash(concat(fromHex(said.slice(2)), Uint8Array.of(STATUS_NUMBERS[status]), eightBytes(until)));
};

/** The root over all certificates of a register with their status, the oldest first. */
export interface StatusRoot {
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** How many certificates. */
  readonly size: number;
  /** The block that changed one of them last. */
  readonly height: number;
  /** Until when none was changed by a later one, at least. */
  readonly at: string;
}

/** The typed message by which a registry says that it finds this root. */
export const STATUS_ROOT_TYPES: Record<string, TypedDataField[]> = {
  StatusRoot: [
    { name: 'root', type: 'bytes32' },
    { name: 'size', type: 'uint64' },
    { name: 'height', type: 'uint64' },
    { name: 'at', type: 'uint64' },
  ],
};

/** The 32 bytes that a registry signs of a status root. */
export const statusRootDigestOf = (place: RegisterPlace, { root, size, height, at }: StatusRoot): Uint8Array => {
  const message = { root: `0x${root}`, size, height, at: secondsOf(at) };
  return fromHex(TypedDataEncoder.hash(certificateDomain(place), STATUS_ROOT_TYPES, message).slice(2));
};
