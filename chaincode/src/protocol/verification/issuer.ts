// SPDX-License-Identifier: Apache-2.0
import { endOfShanghaiDate, formatInstant, startOfShanghaiDate } from '../civilTime';
import type { CertificateKeySet } from '../schemas/certificateKeys';
import { judgeIssuer } from '../trust/judgeIssuer';
import type { JudgedIssuer } from '../trust/judgeIssuer';
import type { TrustFinding } from '../trust/refusals';
import type { CertificateStatement } from '../typedData/certificateStatement';
import { found } from './findings';
import type { Finding } from './findings';
import type { BelievedAnchor } from './trustAnchor';

type Dated = Pick<CertificateStatement, 'registry' | 'validFrom'>;

/**
 * Whether a registry was trusted with a certificate on the day on which it attested it, the first of its validity. Of that
 * day offline only the date is known: on the day of a rotation both keys sign.
 */
export const judgeByDay = (
  { lists }: BelievedAnchor,
  { registry, validFrom }: Dated,
  keys: number,
): TrustFinding<JudgedIssuer> => {
  const judgedAt = (instant: number): TrustFinding<JudgedIssuer> =>
    judgeIssuer(lists, { registry, keys, attestedAt: formatInstant(instant) });
  const atEnd = judgedAt(endOfShanghaiDate(validFrom) - 1);
  const isKeyOver = 'refusal' in atEnd && atEnd.refusal === 'KEY_OUT_OF_VALIDITY';
  const atStart = isKeyOver ? judgedAt(startOfShanghaiDate(validFrom)) : atEnd;
  return 'found' in atStart ? atStart : atEnd;
};

/**
 * A key set with which a registry may have signed a carrier of a certificate, at any time since: one that the last list
 * names and that was not revoked.
 */
export const carrierKeys = (
  { lists }: BelievedAnchor,
  registry: string,
  version: number,
): CertificateKeySet['keys'] | undefined =>
  lists
    .at(-1)
    ?.institutions.find(({ uscc }) => uscc === registry)
    ?.keySets.find((set) => set.version === version && set.revokedAt === undefined)?.keys;

/** Whether a certificate's days have not begun, or are over, at an instant (milliseconds since 1970). */
export const daysFindings = (
  { validFrom, validTo }: Pick<CertificateStatement, 'validFrom' | 'validTo'>,
  at: number,
): readonly Finding[] => {
  if (at < startOfShanghaiDate(validFrom)) return [found('NOT_YET_VALID', validFrom)];
  return at >= endOfShanghaiDate(validTo) ? [found('EXPIRED', validTo)] : [];
};
