// SPDX-License-Identifier: Apache-2.0
import { addMonths, addYears, endOfShanghaiDate, shanghaiDate } from '../../protocol/civilTime';
import type { ValidityBound } from '../../protocol/schemas/certificateRecord';
import type { Period } from '../../protocol/schemas/profile';

/** How long a right stands. Unlike a limit for doing something, it does not move when its last day is a holiday. */
export interface Validity {
  /** The civil day of attestation in Asia/Shanghai. */
  readonly validFrom: string;
  /** The last civil day, until 24:00 in Asia/Shanghai. */
  readonly validTo: string;
  /** The first instant at which validity has ended, in milliseconds since 1970. */
  readonly validUntil: number;
  /** What made it no longer: the profile's period, or the end of what the product rests on. */
  readonly boundedBy: ValidityBound;
}

/** An end that comes with what the product rests on. */
export type End = Pick<Validity, 'validTo' | 'validUntil' | 'boundedBy'>;

/** @param day - the last civil day, in Asia/Shanghai */
export const endOn = (boundedBy: ValidityBound, day: string): End => ({
  validTo: day,
  validUntil: endOfShanghaiDate(day),
  boundedBy,
});

const longest = (attestedAt: number, period: Period): End => {
  if (period.unit === 'SECOND') {
    const validUntil = attestedAt + period.length * 1000;
    return { validTo: shanghaiDate(validUntil), validUntil, boundedBy: 'PROFILE' };
  }
  const day = shanghaiDate(attestedAt);
  const validTo = period.unit === 'YEAR' ? addYears(day, period.length) : addMonths(day, period.length);
  return endOn('PROFILE', validTo);
};

/**
 * Validity from attestation: the profile's period, or until the first of the given ends if one comes earlier.
 *
 * @param ends - of the rights, the contracts and the upstream registrations that the product rests on
 */
export const validity = (attestedAt: number, period: Period, ends: readonly End[]): Validity => {
  const validFrom = shanghaiDate(attestedAt);
  const first = ends.reduce(
    (earliest, end) => (end.validUntil < earliest.validUntil ? end : earliest),
    longest(attestedAt, period),
  );
  return { validFrom, ...first };
};
