// SPDX-License-Identifier: Apache-2.0
import { parseCertificateNumber } from '../identifiers/certificateNumber';
import type { CERTIFICATE_STATUSES } from '../schemas/vocabulary';

type Status = (typeof CERTIFICATE_STATUSES)[number];

/** How many entries a list has, whatever it says: the least of W3C Bitstring Status List 6.1, and more than a year's numbers. */
export const STATUS_ENTRIES = 131_072;

/** `message` tells all six statuses apart; the others are for whoever knows nothing but W3C's own two words. */
export const STATUS_PURPOSES = ['message', 'revocation', 'suspension'] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

/** What each value of an entry of a `message` list means. Nothing is said of a number that no certificate has. */
const MEANINGS = [
  'NOT_ISSUED',
  'VALID',
  'SUSPENDED',
  'REVOKED',
  'CANCELLED',
  'EXPIRED',
  'SUPERSEDED',
  'RESERVED',
] as const;
/** Such a certificate never comes back. That one has expired its own dates say. */
const ENDED: readonly Status[] = ['REVOKED', 'CANCELLED', 'SUPERSEDED'];

/** Every value of an entry with its meaning, as W3C Bitstring Status List 2.1 asks for. */
export const STATUS_MESSAGES = MEANINGS.map((message, value) => ({ status: `0x${String(value)}`, message }));

/** How many bits an entry has. */
export const STATUS_SIZES: Readonly<Record<StatusPurpose, number>> = { message: 3, revocation: 1, suspension: 1 };

const VALUES: Readonly<Record<StatusPurpose, (status: Status) => number>> = {
  message: (status) => MEANINGS.indexOf(status),
  revocation: (status) => Number(ENDED.includes(status)),
  suspension: (status) => Number(status === 'SUSPENDED'),
};

/** The length of a list in bytes: known before it is unpacked. */
export const statusBytesOf = (purpose: StatusPurpose): number => (STATUS_ENTRIES * STATUS_SIZES[purpose]) / 8;

const SERIALS_A_MONTH = 10_000;

/** Where a certificate stands: in which list of its registry, and at which place. Nobody gives the places away: the number says it. */
export const statusPlaceOf = (number: string): { readonly year: string; readonly index: number } => {
  const { yearMonth, serial } = parseCertificateNumber(number);
  return { year: yearMonth.slice(0, 4), index: (Number(yearMonth.slice(4)) - 1) * SERIALS_A_MONTH + serial };
};

/** Writes an entry from its most significant bit on, the first bit of a byte being its highest. */
const write = (bits: Uint8Array, { first, size, value }: { first: number; size: number; value: number }): void => {
  for (let bit = 0; bit < size; bit += 1) {
    if (((value >> (size - 1 - bit)) & 1) === 0) continue;
    const at = first + bit;
    bits[at >> 3] = (bits[at >> 3] as number) | (0x80 >> (at & 7));
  }
};

/** The unpacked list of a purpose. @param statuses - of the certificates of a registry and year, by their places */
export const statusBitsOf = (purpose: StatusPurpose, statuses: Iterable<readonly [number, Status]>): Uint8Array => {
  const bits = new Uint8Array(statusBytesOf(purpose));
  const size = STATUS_SIZES[purpose];
  for (const [index, status] of statuses) write(bits, { first: index * size, size, value: VALUES[purpose](status) });
  return bits;
};

/** What a `message` list says at a place. @returns undefined where it says nothing */
export const statusAt = (bits: Uint8Array, index: number): Status | undefined => {
  const first = index * STATUS_SIZES.message;
  let value = 0;
  for (let at = first; at < first + STATUS_SIZES.message; at += 1) {
    value = value * 2 + (((bits[at >> 3] as number) >> (7 - (at & 7))) & 1);
  }
  const meaning = MEANINGS[value] as (typeof MEANINGS)[number];
  return meaning === 'NOT_ISSUED' || meaning === 'RESERVED' ? undefined : meaning;
};
