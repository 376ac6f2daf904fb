// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common, peer } from '@hyperledger/fabric-protos';
import { readChannelConfig } from '../../network/src/embedded/channel';
import { chainProblem, decodeBlock, type DecodedBlock } from '../../network/src/embedded/ledger/block';
import { isSignedByOrderers } from '../../network/src/embedded/ledger/blockSignature';
import { commitHash } from '../../network/src/embedded/ledger/commitHash';
import { decodeReadWriteSet } from '../../network/src/embedded/ledger/decodeReadWriteSet';
import { encodeReadWriteSet } from '../../network/src/embedded/ledger/encodeReadWriteSet';
import { PendingState } from '../../network/src/embedded/ledger/pendingState';
import { openStore } from '../../network/src/embedded/ledger/store/openStore';
import type { ReadView, Store } from '../../network/src/embedded/ledger/types';
import type { ValidatedBlock } from '../../network/src/embedded/ledger/validation';
import { validateBlock } from '../../network/src/embedded/ledger/validator';
import type { ChannelConfig } from '../../network/src/embedded/types';
import { recordedBlocks } from './recordedBlocks';

const lastDefinitionBlock = 4;

/** Reads without checking: refused transactions have read-write sets too. */
const readWriteSetOf = (envelope: Uint8Array): Uint8Array => {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8()).getAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed!.getProposalResponsePayload_asU8());
  return peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()).getResults_asU8();
};

/** Configuration and `_lifecycle` transactions touch private collections: their public writes are taken as they are. */
const applied = (block: DecodedBlock, view: ReadView): ValidatedBlock => {
  const state = new PendingState(view);
  const transactions = block.number === 0 ? [] : block.envelopes;
  for (const [tx, envelope] of transactions.entries())
    for (const set of decodeReadWriteSet(readWriteSetOf(envelope))) state.apply(set, { block: block.number, tx });
  return { codes: block.codes, transactions: [], updates: state.updates(), history: [] };
};

interface Replayed {
  readonly recorded: DecodedBlock;
  readonly codes: Buffer;
  readonly commitHash: Buffer;
}

const replayBlock = async (bytes: Buffer, store: Store, channel: ChannelConfig): Promise<Replayed> => {
  const recorded = decodeBlock(bytes);
  const { number, envelopes, headerHash } = recorded;
  const isTaken = number <= lastDefinitionBlock;
  const view = store.snapshot();
  const judged = isTaken ? applied(recorded, view) : await validateBlock({ number, envelopes, view, channel });
  await view.close();
  const hash = commitHash({ ...judged, previous: store.lastCommitHash });
  await store.commit({ ...judged, number, block: bytes, headerHash, commitHash: isTaken ? recorded.commitHash : hash });
  return { recorded, codes: judged.codes, commitHash: hash };
};

describe('the recorded Fabric 2.5.16 channel', () => {
  const blocks = recordedBlocks();
  const replayed: Replayed[] = [];
  let folder: string;
  let store: Store;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'replay-'));
    store = await openStore(folder);
    const channel = readChannelConfig(decodeBlock(blocks[0]!).envelopes[0]!);
    for (const bytes of blocks) replayed.push(await replayBlock(bytes, store, channel));
  }, 120_000);

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('holds 402 blocks, 2,171 judged transactions and eight different codes', () => {
    const judged = replayed.filter(({ recorded }) => recorded.number > lastDefinitionBlock);
    const codes = judged.flatMap(({ recorded }) => [...recorded.codes]);
    expect(replayed).toHaveLength(402);
    expect(codes).toHaveLength(2171);
    expect([...new Set(codes)].sort((left, right) => left - right)).toEqual([0, 3, 5, 8, 9, 10, 11, 12]);
  });

  it('continues its chain of header hashes from block 0', () => {
    const problems = replayed.map(({ recorded }, number) =>
      chainProblem(recorded, number, replayed[number - 1]?.recorded.headerHash ?? Buffer.alloc(0)),
    );
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });

  it('finds an orderer’s signature on every block after the first', () => {
    const channel = readChannelConfig(replayed[0]!.recorded.envelopes[0]!);
    const unsigned = replayed.slice(1).filter(({ recorded }) => !isSignedByOrderers(recorded, channel));
    expect(unsigned.map(({ recorded }) => recorded.number)).toEqual([]);
  });

  it('gets the same validation code for every transaction', () => {
    const different = replayed.filter(({ recorded, codes }) => !codes.equals(recorded.codes));
    expect(different.map(({ recorded, codes }) => [recorded.number, [...recorded.codes], [...codes]])).toEqual([]);
  });

  it('gets the same commit hash for every block of the chaincode', () => {
    const judged = replayed.filter(({ recorded }) => recorded.number > lastDefinitionBlock);
    const different = judged.filter(({ recorded, commitHash: hash }) => !hash.equals(recorded.commitHash));
    expect(different.map(({ recorded }) => recorded.number)).toEqual([]);
  });

  it('serializes every read-write set to the same bytes', () => {
    const sets = replayed
      .filter(({ recorded }) => recorded.number > lastDefinitionBlock)
      .flatMap(({ recorded }) => recorded.envelopes.map(readWriteSetOf));
    expect(sets).toHaveLength(2171);
    expect(sets.filter((bytes) => !encodeReadWriteSet(decodeReadWriteSet(bytes)).equals(bytes))).toEqual([]);
  });

  it('refuses everything once no member of the organizations is accepted any more', async () => {
    const config = readChannelConfig(decodeBlock(blocks[0]!).envelopes[0]!);
    const nobody: ChannelConfig = {
      ...config,
      identities: {
        ...config.identities,
        deserialize: (serialized) => ({ ...config.identities.deserialize(serialized), refusal: 'foreign' }),
      },
    };
    const view = store.snapshot();
    const { codes } = await validateBlock({
      number: 400,
      envelopes: replayed[400]!.recorded.envelopes,
      view,
      channel: nobody,
    });
    await view.close();
    expect([...new Set(codes)]).toEqual([peer.TxValidationCode.BAD_CREATOR_SIGNATURE]);
  });

  it('survives closing and a full check of the store', async () => {
    await store.close();
    store = await openStore(folder, 'all');
    expect(store.height).toBe(402);
    expect(store.lastHeaderHash).toEqual(replayed[401]!.recorded.headerHash);
  });
});
