// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChannelConfig } from '../channel';
import type { ChannelConfig } from '../types';
import { decodeBlock, type DecodedBlock } from './block';
import { isSignedByOrderers } from './blockSignature';
import { commitHash } from './commitHash';
import { LedgerError } from './errors';
import { foundingUpdates } from './genesisCommit';
import { firstDifference } from './store/difference';
import { openStore } from './store/openStore';
import type { BlockCommit, Store } from './types';
import { validateBlock } from './validator';

/** What an audited ledger ends with. */
export interface AuditReport {
  readonly height: number;
  /** Hexadecimal. */
  readonly headerHash: string;
  /** Hexadecimal. */
  readonly commitHash: string;
}

const damaged = (folder: string, why: string): LedgerError =>
  new LedgerError('STORE_DAMAGED', `The ledger in ${folder} does not follow from its blocks: ${why}.`);

const firstBlock = (block: DecodedBlock, channel: ChannelConfig): Omit<BlockCommit, 'block'> => ({
  number: 0,
  headerHash: block.headerHash,
  commitHash: block.commitHash,
  updates: foundingUpdates(channel),
  transactions: [{ txId: '', code: block.codes[0] ?? 0 }],
  history: [],
});

const judgedAgain = async (
  block: DecodedBlock,
  channel: ChannelConfig,
  fresh: Store,
): Promise<Omit<BlockCommit, 'block'>> => {
  const view = fresh.snapshot();
  try {
    const { number, envelopes, headerHash } = block;
    const judged = await validateBlock({ number, envelopes, view, channel });
    return { ...judged, number, headerHash, commitHash: commitHash({ ...judged, previous: fresh.lastCommitHash }) };
  } finally {
    await view.close();
  }
};

const problemOf = (
  block: DecodedBlock,
  again: Omit<BlockCommit, 'block'>,
  channel: ChannelConfig,
): string | undefined => {
  if (block.number > 0 && !isSignedByOrderers(block, channel)) return 'no orderer of the channel signed it';
  const codes = Buffer.from(again.transactions.map(({ code }) => code));
  if (!codes.equals(block.codes)) return 'its transactions deserve other validation codes';
  return again.commitHash.equals(block.commitHash) ? undefined : 'its commit hash is another one';
};

const rebuild = async (store: Store, fresh: Store, folder: string): Promise<void> => {
  let channel: ChannelConfig | undefined;
  for (let number = 0; number < store.height; number++) {
    const bytes = store.block(number) ?? Buffer.alloc(0);
    const block = decodeBlock(bytes);
    channel ??= readChannelConfig(block.envelopes[0] ?? new Uint8Array());
    const again = number === 0 ? firstBlock(block, channel) : await judgedAgain(block, channel, fresh);
    const problem = problemOf(block, again, channel);
    if (problem !== undefined) throw damaged(folder, `block ${number}: ${problem}`);
    await fresh.commit({ ...again, block: bytes });
  }
};

/** Opens the folder, checks it wholly, judges every block again beside it, and compares every record. */
const auditBeside = async (folder: string, scratch: string): Promise<AuditReport> => {
  const store = await openStore(folder, 'all');
  const report = {
    height: store.height,
    headerHash: store.lastHeaderHash.toString('hex'),
    commitHash: store.lastCommitHash.toString('hex'),
  };
  try {
    const fresh = await openStore(scratch);
    await rebuild(store, fresh, folder).finally(() => fresh.close());
  } finally {
    await store.close();
  }
  const difference = await firstDifference(folder, scratch);
  if (difference !== undefined) throw damaged(folder, difference);
  return report;
};

/**
 * Proves that a ledger at rest follows from its blocks alone: hashes and orderer signatures from block 0, every
 * transaction judged again, and state, history and indexes compared record by record with what that gives.
 * Needs as much room again in the temporary folder.
 * @throws LedgerError STORE_DAMAGED naming folder and block; STORE_LOCKED while the ledger is in use
 */
export const auditLedger = async (folder: string): Promise<AuditReport> => {
  const scratch = mkdtempSync(join(tmpdir(), 'audit-'));
  try {
    return await auditBeside(folder, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
