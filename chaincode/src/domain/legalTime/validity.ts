// SPDX-License-Identifier: Apache-2.0
import { addMonths, addYears, endOfShanghaiDate, shanghaiDate } from '../../protocol/civilTime';
import type { Period } from '../../protocol/schemas/profile';

/** How long a right stands. Unlike a limit for doing something, it does not move when its last day is a holiday. */
export interface Validity {
  /** The civil day of attestation in Asia/Shanghai. */
  readonly validFrom: string;
  /** The last civil day, until 24:00 in Asia/Shanghai. */
  readonly validTo: string;
  /** The first instant at which validity has ended, in milliseconds since 1970. */
  readonly validUntil: number;
}

const longest = (attestedAt: number, period: Period): Pick<Validity, 'validTo' | 'validUntil'> => {
  if (period.unit === 'SECOND') {
    const validUntil = attestedAt + period.length * 1000;
    return { validTo: shanghaiDate(validUntil), validUntil };
  }
  const day = shanghaiDate(attestedAt);
  const validTo = period.unit === 'YEAR' ? addYears(day, period.length) : addMonths(day, period.length);
  return { validTo, validUntil: endOfShanghaiDate(validTo) };
};

/**
 * Validity from attestation: the profile's period, or until the first of the given last days if one comes earlier.
 *
 * @param lastDays - when the rights and the contracts that they rest on end
 */
export const validity = (attestedAt: number, period: Period, lastDays: readonly string[]): Validity => {
  const validFrom = shanghaiDate(attestedAt);
  const ends = [
    longest(attestedAt, period),
    ...lastDays.map((day) => ({ validTo: day, validUntil: endOfShanghaiDate(day) })),
  ];
  return { validFrom, ...ends.reduce((first, end) => (end.validUntil < first.validUntil ? end : first)) };
};
