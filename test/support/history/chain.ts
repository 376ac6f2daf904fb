// SPDX-License-Identifier: Apache-2.0
import type { CommittedBlock, LedgerPort } from '@registry/gateway';
import type { WrittenEvent } from './findings';

/** All blocks that a peer holds now. Each block's hash and its link to the one before are checked on the way. */
export const readChain = async (ledger: LedgerPort): Promise<CommittedBlock[]> => {
  const height = await ledger.height();
  const stop = new AbortController();
  const blocks: CommittedBlock[] = [];
  for await (const block of ledger.blocks(0, stop.signal)) {
    blocks.push(block);
    if (blocks.length >= height) break;
  }
  stop.abort();
  return blocks;
};

/** The domain events on a chain, in commit order. */
export const eventsOn = (blocks: readonly CommittedBlock[]): WrittenEvent[] =>
  blocks.flatMap(({ transactions }) =>
    transactions.flatMap(({ transactionId, events }) =>
      events.map((event) => ({
        type: event.type,
        recordId: `${event.recordType === 'case' ? '' : `${event.recordType} `}${event.recordId}`,
        eventSeq: event.eventSeq,
        eventHash: event.eventHash,
        transactionId,
        contentRoot:
          event.type === 'applicationSubmitted' ? contentRootOf((event.data as { filing: unknown }).filing) : undefined,
      })),
    ),
  );

const contentRootOf = (filing: unknown): string =>
  (filing as { product: { content: { sha256Root: string } } }).product.content.sha256Root;

/** Numbers of blocks that differ between two chains, as far as both go. */
export const differingBlocks = (one: readonly CommittedBlock[], other: readonly CommittedBlock[]): number[] =>
  one.filter(({ hash }, index) => other[index] !== undefined && other[index].hash !== hash).map(({ number }) => number);
