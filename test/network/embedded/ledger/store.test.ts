// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peer } from '@hyperledger/fabric-protos';
import { ClassicLevel } from 'classic-level';
import { decodeBlock } from '../../../../network/src/embedded/ledger/block';
import type { LedgerErrorCode } from '../../../../network/src/embedded/ledger/errors';
import { openStore, type Verification } from '../../../../network/src/embedded/ledger/store/openStore';
import { blockKey, numberKey, seal, unseal } from '../../../../network/src/embedded/ledger/store/records';
import type { Store } from '../../../../network/src/embedded/ledger/types';
import { appendBlock, chaincode, newEnvelope, newTestChannel, transactionIdOf, type TestChannel } from '../testChannel';
import { codeOf } from '../codeOf';

const databaseOf = (folder: string): string => join(folder, 'blocks-and-state');
const filesOf = (folder: string, ending: string): string[] =>
  readdirSync(databaseOf(folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(databaseOf(folder), name));

const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  writeFileSync(file, bytes);
};

describe('the store', () => {
  let channel: TestChannel;
  let scratch: string;
  let folder: string;
  let store: Store;

  beforeAll(async () => {
    channel = await newTestChannel();
  });

  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'store-'));
    folder = join(scratch, 'ledger');
    store = await openStore(folder);
    await store.commit(channel.genesis);
  });

  afterEach(async () => {
    await store.close().catch(() => undefined);
    rmSync(scratch, { recursive: true });
  });

  const write = (key: string, value: string, nonce = Buffer.from(key + value)): Promise<number[]> => {
    const endorsers = [channel.peers.A, channel.peers.B];
    const writes = [{ key, isDelete: value === '', value: Buffer.from(value) }];
    return appendBlock(store, channel, [newEnvelope({ client: channel.client, endorsers, nonce, sets: [{ writes }] })]);
  };
  const read = async (from: Store, key: string): Promise<string | undefined> => {
    const view = from.snapshot();
    const value = view.get(chaincode, key)?.value.toString();
    await view.close();
    return value;
  };
  const reopen = async (verification?: Verification): Promise<void> => {
    await store.close();
    store = await openStore(folder, verification);
  };
  const refusal = async (code: LedgerErrorCode, verification?: Verification): Promise<string> => {
    const failure: unknown = await openStore(folder, verification).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code });
    return (failure as Error).message;
  };
  /** A copy as a killed process leaves it, opened in place of the store. */
  const kill = async (): Promise<void> => {
    const copy = join(scratch, `copy-${readdirSync(scratch).length}`);
    cpSync(folder, copy, { recursive: true });
    await store.close();
    folder = copy;
  };

  describe('keeps', () => {
    it('everything over a restart', async () => {
      await write('k', '1');
      await write('k', '2');
      const { height, lastHeaderHash, lastCommitHash } = store;
      await reopen('all');
      expect([store.height, store.lastHeaderHash, store.lastCommitHash]).toEqual([
        height,
        lastHeaderHash,
        lastCommitHash,
      ]);
      expect(height).toBe(3);
      expect(await read(store, 'k')).toBe('2');
    });

    it('blocks by number, by hash and by transaction', async () => {
      await write('k', '1', Buffer.alloc(24, 7));
      const txId = transactionIdOf(Buffer.alloc(24, 7), channel.client.serialized);
      const block = store.block(1)!;
      expect(decodeBlock(block).number).toBe(1);
      expect(store.blockByHash(store.lastHeaderHash)).toEqual(block);
      expect(store.transactionStatus(txId)).toEqual({ code: peer.TxValidationCode.VALID, block: 1, tx: 0 });
      expect([store.block(2), store.block(-1), store.block(0.5), store.blockByHash(Buffer.alloc(32))]).toEqual(
        Array(4).fill(undefined),
      );
      expect(store.transactionStatus('ab'.repeat(32))).toBeUndefined();
    });

    it('the history of a key, newest first, deletes included, and of no other key', async () => {
      for (const value of ['1', '2', '', '3']) await write('k', value);
      await write('k2', 'x');
      const view = store.snapshot();
      const blocks: number[] = [];
      for await (const { block } of view.history(chaincode, 'k')) blocks.push(block);
      await view.close();
      expect(blocks).toEqual([4, 3, 2, 1]);
    });

    it('views as they were when they were taken', async () => {
      await write('k', '1');
      const view = store.snapshot();
      const cursor = view.range(chaincode, '', '');
      await write('k', '2');
      await write('k2', '2');
      expect([view.height, view.get(chaincode, 'k')?.value.toString()]).toEqual([2, '1']);
      expect((await cursor.next())?.value.toString()).toBe('1');
      expect(await cursor.next()).toBeUndefined();
      await view.close();
      await view.close();
      expect(await read(store, 'k')).toBe('2');
    });

    it('ranges inside their namespace and bounds', async () => {
      for (const key of ['a', 'b', 'c', '\u0000composite\u0000']) await write(key, key);
      const view = store.snapshot();
      const keys = async (start: string, end: string): Promise<string[]> => {
        const cursor = view.range(chaincode, start, end);
        const found: string[] = [];
        for (let row = await cursor.next(); row !== undefined; row = await cursor.next()) found.push(row.key);
        await cursor.close();
        return found;
      };
      expect(await keys('', '')).toEqual(['\u0000composite\u0000', 'a', 'b', 'c']);
      expect(await keys('a', 'c')).toEqual(['a', 'b']);
      expect(await keys('c', 'a')).toEqual([]);
      await view.close();
    });
  });

  describe('refuses', () => {
    it('a block that is not the next one', async () => {
      await expect(store.commit(channel.genesis)).rejects.toMatchObject({ code: 'BLOCK_OUT_OF_ORDER' });
      const next = { ...channel.genesis, number: 1 };
      const both = Promise.allSettled([store.commit(next), store.commit(next)]);
      expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    });

    it('a folder that another store has open', async () => {
      expect(await refusal('STORE_LOCKED')).toContain(folder);
    });

    it('any read after it was closed', async () => {
      await store.close();
      expect(codeOf(() => store.block(0))).toBe('STORE_CLOSED');
    });

    it.each([
      ['the note of its end', 'tip.json', 'tip.json'],
      ['the database’s CURRENT file', 'blocks-and-state/CURRENT', 'CURRENT'],
      ['the whole database', 'blocks-and-state', 'CURRENT'],
    ])('to open without %s, and touches nothing', async (_what, path, named) => {
      await write('k', '1');
      await store.close();
      rmSync(join(folder, path), { recursive: true });
      const before = readdirSync(folder, { recursive: true });
      const why = await refusal('STORE_DAMAGED');
      expect(why).toContain(join(folder));
      expect(why).toContain(named);
      expect(why).toMatch(/backup/);
      expect(readdirSync(folder, { recursive: true })).toEqual(before);
    });

    it('to open without one of its data files', async () => {
      await write('k', '1');
      await reopen();
      await store.close();
      const [table] = filesOf(folder, '.ldb');
      unlinkSync(table!);
      expect(await refusal('STORE_DAMAGED')).toContain(folder);
    });

    it('a note of its end that is no note', async () => {
      await store.close();
      for (const text of ['', '{}', '{"height":-0.5}', 'nonsense']) {
        writeFileSync(join(folder, 'tip.json'), text);
        expect(await refusal('STORE_DAMAGED')).toContain('tip.json');
      }
    });

    it('a flipped byte in any stored block', async () => {
      // Random text is stored as it is: in what repeats, a flipped byte of the compression can leave the content whole.
      const values = Array.from({ length: 12 }, () => randomBytes(1_500).toString('base64'));
      for (const [round, value] of values.entries()) await write(`k${round}`, value);
      await reopen();
      await store.close();
      const [table] = filesOf(folder, '.ldb');
      for (const value of values) {
        const at = readFileSync(table!).indexOf(value.slice(0, 32));
        expect(at).toBeGreaterThan(0);
        flip(table!, at + 16);
        expect(await refusal('STORE_DAMAGED')).toContain(folder);
        flip(table!, at + 16);
      }
      store = await openStore(folder);
      expect(store.height).toBe(13);
    });

    it('a flipped byte in the log, which LevelDB would drop without a word', async () => {
      for (let round = 0; round < 12; round++) await write(`k${round}`, 'v'.repeat(2000));
      for (const part of [0.1, 0.5, 0.97]) {
        const copy = join(scratch, `flip-${part}`);
        cpSync(folder, copy, { recursive: true });
        const [log] = filesOf(copy, '.log');
        flip(log!, Math.floor(statSync(log!).size * part));
        await expect(openStore(copy)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
        await expect(openStore(copy)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
      }
    });

    it('a lost end of the log that had been acknowledged', async () => {
      await write('k', '1');
      await write('k', '2');
      await kill();
      const [log] = filesOf(folder, '.log');
      truncateSync(log!, statSync(log!).size - 10);
      expect(await refusal('STORE_DAMAGED')).toMatch(/ends at block 1, but block 2 had been committed/);
      expect(await refusal('STORE_DAMAGED', 'end')).toContain(folder);
    });

    it('a block exchanged for another one with a fitting checksum', async () => {
      await write('k', '1');
      await write('k', '2');
      await store.close();
      const database = new ClassicLevel<Buffer, Buffer>(databaseOf(folder), {
        keyEncoding: 'buffer',
        valueEncoding: 'buffer',
      });
      const original = unseal(blockKey(1), (await database.get(blockKey(1)))!);
      const tampered = Buffer.from(original);
      tampered.writeUInt8(tampered.readUInt8(1000) ^ 1, 1000);
      await database.put(blockKey(1), seal(blockKey(1), tampered));
      await database.close();
      expect(await refusal('STORE_DAMAGED', 'all')).toMatch(/block/);
    });

    it('a gap in the chain', async () => {
      await write('k', '1');
      await write('k', '2');
      await store.close();
      const database = new ClassicLevel<Buffer, Buffer>(databaseOf(folder), { keyEncoding: 'buffer' });
      await database.del(numberKey(1));
      await database.close();
      expect(await refusal('STORE_DAMAGED', 'end')).toMatch(/block 1 is missing/);
    });
  });

  it('opens at a whole block where the process died in the middle of writing the next one', async () => {
    await write('k', '1');
    const sizeBefore = statSync(filesOf(folder, '.log')[0]!).size;
    const note = readFileSync(join(folder, 'tip.json'));
    const { lastHeaderHash } = store;
    await write('k', '2');
    await kill();
    writeFileSync(join(folder, 'tip.json'), note);
    const whole = folder;
    const sizeAfter = statSync(filesOf(whole, '.log')[0]!).size;
    for (let cut = sizeBefore; cut < sizeAfter; cut += Math.ceil((sizeAfter - sizeBefore) / 12)) {
      folder = join(scratch, `torn-${cut}`);
      cpSync(whole, folder, { recursive: true });
      truncateSync(filesOf(folder, '.log')[0]!, cut);
      const torn = await openStore(folder, 'all');
      expect([torn.height, torn.lastHeaderHash, await read(torn, 'k')]).toEqual([2, lastHeaderHash, '1']);
      await torn.close();
    }
  });

  it('opens with a block that was flushed before its note was', async () => {
    await write('k', '1');
    const note = readFileSync(join(folder, 'tip.json'));
    await write('k', '2');
    await kill();
    writeFileSync(join(folder, 'tip.json'), note);
    store = await openStore(folder);
    expect([store.height, await read(store, 'k')]).toEqual([3, '2']);
  });
});
