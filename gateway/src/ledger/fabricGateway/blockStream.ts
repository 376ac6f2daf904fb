// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { GatewayError, type CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import type { common } from '@hyperledger/fabric-protos';
import type { CommittedBlock } from '../port';
import { checkLink, decodeBlock } from './blockDecoder';
import { backOff } from '../retry';
import type { CommitWatch } from './commitWatch';
import type { Reading } from './transactionDecoder';

export interface BlockSource {
  readonly reading: Reading;
  /** Opens the peer's stream at a block. */
  readonly open: (from: number) => Promise<CloseableAsyncIterable<common.Block>>;
  /** Told of each lost stream; it is opened again. */
  readonly onLost: (error: unknown) => void;
  /** Sees each block before whoever follows them. */
  readonly watch: CommitWatch;
}

interface Position {
  next: number;
  last?: CommittedBlock;
  /** Streams lost in a row without a block in between. */
  lost: number;
}

async function* readStream(source: BlockSource, at: Position, signal: AbortSignal): AsyncGenerator<CommittedBlock> {
  const stream = await source.open(at.next);
  const close = (): void => {
    stream.close();
  };
  const unfollow = source.watch.follow();
  signal.addEventListener('abort', close, { once: true });
  try {
    if (signal.aborted) return;
    for await (const raw of stream) {
      const block = decodeBlock(raw, source.reading);
      checkLink(block, at.next, at.last);
      Object.assign(at, { next: block.number + 1, last: block, lost: 0 });
      source.watch.seen(block);
      yield block;
    }
  } finally {
    unfollow();
    signal.removeEventListener('abort', close);
    close();
  }
}

/** A property that changes under us: asked through a function, so that no earlier answer is taken for granted. */
const wasAborted = (signal: AbortSignal): boolean => signal.aborted;

/** A wait that an abort only cuts short. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((error: unknown) => {
    if (!wasAborted(signal)) throw error;
  });
}

/**
 * Blocks from a number on, until aborted; a lost stream is opened again where it broke off.
 *
 * @throws LedgerCorrupt
 */
export async function* followBlocks(
  source: BlockSource,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<CommittedBlock> {
  const at: Position = { next: from, lost: 0 };
  while (!signal.aborted) {
    try {
      yield* readStream(source, at, signal);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (wasAborted(signal)) return;
      source.onLost(error);
    }
    at.lost += 1;
    await pause(backOff(at.lost + 1), signal);
  }
}
