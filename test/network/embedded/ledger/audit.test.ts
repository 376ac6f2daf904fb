// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { auditLedger } from '../../../../network/src/embedded/ledger/audit';
import { decodeBlock, sealBlock } from '../../../../network/src/embedded/ledger/block';
import { isSignedByOrderers } from '../../../../network/src/embedded/ledger/blockSignature';
import { databaseFolder, openStore } from '../../../../network/src/embedded/ledger/store/openStore';
import { encodeState, seal, stateKey } from '../../../../network/src/embedded/ledger/store/records';
import type { Store } from '../../../../network/src/embedded/ledger/types';
import { appendBlock, chaincode, newEnvelope, newTestChannel, type Actor, type TestChannel } from '../testChannel';

describe('the audit of a ledger', () => {
  let channel: TestChannel;
  let folder: string;
  let store: Store;

  beforeAll(async () => {
    channel = await newTestChannel();
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audited-'));
    store = await openStore(folder);
    await store.commit(channel.genesis);
    for (const value of ['1', '2']) {
      const writes = [{ key: 'k', isDelete: false, value: Buffer.from(value) }];
      const sound = { client: channel.client, endorsers: [channel.peers.A, channel.peers.B], sets: [{ writes }] };
      await appendBlock(store, channel, [newEnvelope(sound), newEnvelope({ ...sound, endorsers: [] })]);
    }
  });

  afterEach(async () => {
    await store.close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  });

  const change = async (edit: (database: ClassicLevel<Buffer, Buffer>) => Promise<void>): Promise<void> => {
    await store.close();
    const database = new ClassicLevel<Buffer, Buffer>(databaseFolder(folder), {
      keyEncoding: 'buffer',
      valueEncoding: 'buffer',
    });
    await edit(database);
    await database.close();
  };
  const sealedBy = (actor: Actor, codes: number[], commitHash = Buffer.alloc(32)): ReturnType<typeof sealBlock> =>
    sealBlock({
      number: 3,
      previousHash: store.lastHeaderHash,
      envelopes: [newEnvelope({ client: channel.client, endorsers: [] })],
      codes: Buffer.from(codes),
      commitHash,
      signer: { creator: actor.serialized, sign: actor.sign },
    });
  const append = (actor: Actor, codes: number[]): Promise<void> => {
    const { bytes, headerHash } = sealedBy(actor, codes);
    const effects = { updates: [], transactions: [], history: [] };
    return store.commit({ ...effects, number: 3, block: bytes, headerHash, commitHash: Buffer.alloc(32) });
  };

  it('reports the end of a ledger that follows from its blocks', async () => {
    const { lastHeaderHash, lastCommitHash } = store;
    await store.close();
    expect(await auditLedger(folder)).toEqual({
      height: 3,
      headerHash: lastHeaderHash.toString('hex'),
      commitHash: lastCommitHash.toString('hex'),
    });
  });

  it('finds a value that was changed together with its checksum', async () => {
    const key = stateKey(chaincode, 'k');
    const forged = { namespace: chaincode, key: 'k', metadata: [], version: { block: 2, tx: 0 } };
    await change((database) => database.put(key, seal(key, encodeState(forged, Buffer.from('3')))));
    await expect(auditLedger(folder)).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringMatching(/record .* is another one/) as string,
    });
  });

  it('finds a record that is gone and one too many', async () => {
    const [key, extra] = [stateKey(chaincode, 'k'), stateKey(chaincode, 'z')];
    await change((database) => database.del(key));
    await expect(auditLedger(folder)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    await change((database) => database.put(extra, seal(extra, Buffer.alloc(16))));
    await expect(auditLedger(folder)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  });

  it('finds a block that no orderer of the channel signed', async () => {
    await append(channel.peers.B, [10]);
    await store.close();
    await expect(auditLedger(folder)).rejects.toMatchObject({
      message: expect.stringMatching(/block 3: no orderer/) as string,
    });
  });

  it('finds a verdict that a transaction does not deserve', async () => {
    await append(channel.orderer, [0]);
    await store.close();
    await expect(auditLedger(folder)).rejects.toMatchObject({
      message: expect.stringMatching(/validation codes/) as string,
    });
  });

  it('finds a commit hash that its block does not have', async () => {
    await append(channel.orderer, [10]);
    await store.close();
    await expect(auditLedger(folder)).rejects.toMatchObject({
      message: expect.stringMatching(/commit hash/) as string,
    });
  });

  it('does not run beside a process that uses the ledger', async () => {
    await expect(auditLedger(folder)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
  });

  it('takes an orderer’s signature for that block only', () => {
    const { config, orderer } = channel;
    const block = decodeBlock(sealedBy(orderer, [10]).bytes);
    expect(isSignedByOrderers(block, config)).toBe(true);
    expect(isSignedByOrderers({ ...block, number: 4 }, config)).toBe(false);
    expect(isSignedByOrderers(decodeBlock(channel.genesis.block), config)).toBe(false);
  });
});
