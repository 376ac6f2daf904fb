// SPDX-License-Identifier: Apache-2.0
import type { ChannelConfig } from '../types';
import type { HistoryWrite, ReadView, StateUpdate, TransactionRecord } from './types';

/** An ordered block before it is judged. */
export interface BlockInput {
  readonly number: number;
  readonly envelopes: readonly Uint8Array[];
  /** State after the previous block. */
  readonly view: ReadView;
  readonly channel: ChannelConfig;
}

/** What a block does: one validation code per transaction and the effects of the valid ones. */
export interface ValidatedBlock {
  readonly codes: Buffer;
  readonly transactions: readonly TransactionRecord[];
  readonly updates: readonly StateUpdate[];
  readonly history: readonly HistoryWrite[];
}
