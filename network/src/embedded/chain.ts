// SPDX-License-Identifier: Apache-2.0
import type { CommitWatch } from './commitWatch';
import type { BlockFeed } from './feed';
import { sealBlock, type BlockSigner } from './ledger/block';
import { commitHash } from './ledger/commitHash';
import { LedgerError } from './ledger/errors';
import type { BlockCommit, Store } from './ledger/types';
import { validateBlock } from './ledger/validator';
import type { BlockSink } from './ordering/orderer';
import type { ChannelConfig } from './types';

export interface ChainOptions {
  readonly channel: ChannelConfig;
  readonly store: Store;
  /** The ordering service's identity, which signs every block. */
  readonly signer: BlockSigner;
  readonly feed: BlockFeed;
  readonly commits: CommitWatch;
}

/** A disk that is full may have room again; a damaged store stays damaged. */
const isPassing = (error: unknown): boolean => error instanceof LedgerError && error.code === 'STORE_UNREADABLE';

/** Judges ordered envelopes, writes them as the next block, and only then tells anybody. */
export function newChain(options: ChainOptions): BlockSink {
  const { store, feed, commits } = options;
  return {
    append: async (envelopes) => {
      const block = await nextBlock(envelopes, options);
      await store.commit(block);
      feed.announce();
      commits.announce(block.transactions.map(({ txId }) => txId));
    },
    recover: async (cause) => {
      if (!isPassing(cause)) return 'NEVER';
      try {
        if (!(await store.reopen())) return 'NOT_YET';
      } catch (error) {
        return isPassing(error) ? 'NOT_YET' : 'NEVER';
      }
      feed.announce();
      commits.recheck();
      return 'WRITABLE';
    },
  };
}

async function nextBlock(envelopes: readonly Uint8Array[], options: ChainOptions): Promise<BlockCommit> {
  const { channel, store, signer } = options;
  const number = store.height;
  const view = store.snapshot();
  try {
    const judged = await validateBlock({ number, envelopes, view, channel });
    const hash = commitHash({ codes: judged.codes, updates: judged.updates, previous: store.lastCommitHash });
    const place = { number, previousHash: store.lastHeaderHash };
    const sealed = sealBlock({ ...place, envelopes, codes: judged.codes, commitHash: hash, signer });
    return {
      number,
      block: sealed.bytes,
      headerHash: sealed.headerHash,
      commitHash: hash,
      updates: judged.updates,
      transactions: judged.transactions,
      history: judged.history,
    };
  } finally {
    await view.close();
  }
}
