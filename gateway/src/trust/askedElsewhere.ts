// SPDX-License-Identifier: Apache-2.0
import type { RecognitionQuestion, TrustList } from '@registry/chaincode/protocol';

/** What is asked of certificates that are not on this ledger, when, and by which list they are judged. */
export interface AskedElsewhere {
  readonly question: Pick<RecognitionQuestion, 'purpose' | 'region'>;
  /** That this ledger does not hold. */
  readonly numbers: readonly string[];
  /** ISO instant. */
  readonly at: string;
  /** Our supervisor's list in force. */
  readonly list: TrustList;
}

/** The days of a certificate are its own, and no question of trust. */
export const OF_ITS_DAYS: readonly string[] = ['EXPIRED', 'NOT_YET_VALID'];
