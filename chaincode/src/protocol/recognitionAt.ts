// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt } from './certificateStatusAt';
import type { CertificateRecord } from './schemas/certificateRecord';
import type { RecognitionFollowing, RecognitionRecord, RecognitionState } from './schemas/recognition';

/** What a recognition is, and what last made it so if that was not its own decision. */
export interface RecognitionStanding {
  readonly state: RecognitionState;
  readonly cause?: RecognitionFollowing['cause'];
  /** When the cause came about, as an ISO instant in UTC. */
  readonly since?: string;
}

type Source = Pick<CertificateRecord, 'status' | 'standing' | 'validUntil' | 'lastEventAt'>;

const ENDING: readonly CertificateRecord['status'][] = ['REVOKED', 'CANCELLED', 'SUPERSEDED'];

/** When a source that is valid again became so: by a decision, or because its suspension was over. */
const restoredAt = ({ status, standing, lastEventAt }: Source): string =>
  status === 'SUSPENDED' && standing?.until !== undefined ? standing.until : lastEventAt;

const changedAt = ({ standing, lastEventAt }: Source): string => standing?.since ?? lastEventAt;

/**
 * What a recognition is worth at an instant: no more than its source, and no longer than it was granted for. What the
 * source has come to counts at once, whether or not the ledger has a transaction that says so.
 *
 * @param source - the certificate, as its last event before the instant left it
 * @param at - ISO instant in UTC with milliseconds, not before the last event of either
 */
export const recognitionAt = (
  { state, decision }: Pick<RecognitionRecord, 'state' | 'decision'>,
  source: Source,
  at: string,
): RecognitionStanding => {
  if (decision?.validUntil === undefined || state === 'ENDED') return { state };
  const status = certificateStatusAt(source, at);
  if (ENDING.includes(status)) return { state: 'ENDED', cause: 'SOURCE_STATUS', since: changedAt(source) };
  if (status === 'EXPIRED') return { state: 'ENDED', cause: 'SOURCE_EXPIRED', since: source.validUntil };
  if (decision.validUntil <= at) return { state: 'ENDED', cause: 'PERIOD_OVER', since: decision.validUntil };
  if (status === 'SUSPENDED') return { state: 'SUSPENDED', cause: 'SOURCE_STATUS', since: changedAt(source) };
  if (state !== 'SUSPENDED') return { state };
  return { state: decision.outcome, cause: 'SOURCE_RESTORED', since: restoredAt(source) };
};
