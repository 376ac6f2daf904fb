// SPDX-License-Identifier: Apache-2.0
import { endOfShanghaiDate, formatInstant, startOfShanghaiDate } from '../civilTime';
import type { CertificateKeys } from '../schemas/certificateKeys';
import { judgeIssuer, judgeRegistry } from '../trust/judgeIssuer';
import type { JudgedIssuer, JudgedRegistry } from '../trust/judgeIssuer';
import type { TrustFinding } from '../trust/refusals';
import type { CertificateStatement } from '../typedData/certificateStatement';
import { found } from './findings';
import type { Finding } from './findings';
import type { Anchor } from './trustAnchor';

type Dated = Pick<CertificateStatement, 'registry' | 'validFrom'>;

/**
 * Whether a registry was trusted with a certificate on the day on which it attested it, the first of its validity. Of that
 * day offline only the date is known: on the day of a rotation both keys sign.
 */
export const judgeByDay = (
  { lists }: Anchor,
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

/** Whether a registry was trusted with certificates on the day on which it attested one, whatever signed what is shown. */
export const judgeRegistryByDay = ({ lists }: Anchor, { registry, validFrom }: Dated): TrustFinding<JudgedRegistry> =>
  judgeRegistry(lists, { registry, attestedAt: formatInstant(endOfShanghaiDate(validFrom) - 1) });

/**
 * A key set with which a registry may have signed a carrier of a certificate, at any time since: one that the last list
 * names and that was not revoked. Nothing but the signature says when a carrier was made.
 */
export const carrierKeys = (
  { lists }: Anchor,
  registry: string,
  version: number,
): CertificateKeys | 'KEY_UNKNOWN' | 'KEY_REVOKED' => {
  const sets = lists.at(-1)?.institutions.find(({ uscc }) => uscc === registry)?.keySets;
  const set = sets?.find((one) => one.version === version);
  if (set === undefined) return 'KEY_UNKNOWN';
  return set.revokedAt === undefined ? set.keys : 'KEY_REVOKED';
};

/** Whether a certificate's days have not begun, or are over, at an instant (milliseconds since 1970). */
export const daysFindings = (
  { validFrom, validTo }: Pick<CertificateStatement, 'validFrom' | 'validTo'>,
  at: number,
): readonly Finding[] => {
  if (at < startOfShanghaiDate(validFrom)) return [found('NOT_YET_VALID', validFrom)];
  return at >= endOfShanghaiDate(validTo) ? [found('EXPIRED', validTo)] : [];
};
