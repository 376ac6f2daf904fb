// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeReadWriteSet } from '../../../../network/src/embedded/ledger/decodeReadWriteSet';
import type { NamespaceSet } from '../../../../network/src/embedded/ledger/readWriteSet';
import { newSimulator } from '../../../../network/src/embedded/ledger/simulator';
import type { RangeQuery, Simulator } from '../../../../network/src/embedded/ledger/simulation';
import { openStore } from '../../../../network/src/embedded/ledger/store/openStore';
import type { ReadView, Store } from '../../../../network/src/embedded/ledger/types';
import { appendBlock, chaincode, newEnvelope, newTestChannel } from '../testChannel';
import { codeOf } from '../codeOf';

describe('a simulation', () => {
  let folder: string;
  let store: Store;
  let view: ReadView;
  let simulator: Simulator;

  beforeAll(async () => {
    const channel = await newTestChannel();
    folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    store = await openStore(folder);
    await store.commit(channel.genesis);
    const writes = ['a', 'b', 'c', 'd'].map((key) => ({ key, isDelete: false, value: Buffer.from(`${key}1`) }));
    const metadataWrites = [{ key: 'b', entries: [{ name: 'VALIDATION_PARAMETER', value: Buffer.from('policy') }] }];
    const endorsers = [channel.peers.A, channel.peers.B];
    const sets = [{ writes, metadataWrites }];
    expect(await appendBlock(store, channel, [newEnvelope({ client: channel.client, endorsers, sets })])).toEqual([0]);
  });

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    view = store.snapshot();
    simulator = newSimulator({ view, chaincode, txId: 'tx' });
  });

  afterEach(() => view.close());

  const finish = async (): Promise<readonly NamespaceSet[]> =>
    decodeReadWriteSet((await simulator.results()).readWriteSet);
  const own = async (): Promise<NamespaceSet | undefined> =>
    (await finish()).find(({ namespace }) => namespace === chaincode);
  const range = (start: string, end: string, pageSize?: number): RangeQuery =>
    simulator.range({ namespace: chaincode, start, end, ...(pageSize === undefined ? {} : { pageSize }) });
  const rowsOf = async (query: RangeQuery): Promise<string[]> => {
    const keys: string[] = [];
    for (let row = await query.next(); row !== undefined; row = await query.next()) keys.push(row.key);
    return keys;
  };
  const version = { block: 1, tx: 0 };

  it('always reads the sequence of the chaincode’s definition', async () => {
    expect(await finish()).toEqual([
      expect.objectContaining({
        namespace: '_lifecycle',
        reads: [{ key: 'namespaces/fields/kv/Sequence', version: { block: 0, tx: 0 } }],
        writes: [],
      }),
    ]);
  });

  it('reads what is committed, never what it wrote itself', async () => {
    simulator.put(chaincode, 'a', Buffer.from('new'));
    simulator.del(chaincode, 'b');
    expect([simulator.get(chaincode, 'a'), simulator.get(chaincode, 'b')].map(String)).toEqual(['a1', 'b1']);
    expect(simulator.get(chaincode, 'none')).toBeUndefined();
    expect((await own())?.reads).toEqual([
      { key: 'a', version },
      { key: 'b', version },
      { key: 'none', version: undefined },
    ]);
  });

  it('keeps the last write of a key, sorted by key, and says which keys were written', async () => {
    simulator.put(chaincode, 'z', Buffer.from('1'));
    simulator.put(chaincode, 'z', Buffer.from('2'));
    simulator.put(chaincode, 'a', Buffer.from(''));
    simulator.putMetadata(chaincode, 'm', { name: 'VALIDATION_PARAMETER', value: Buffer.from('p') });
    const { readWriteSet, writtenKeys } = await simulator.results();
    const set = decodeReadWriteSet(readWriteSet).find(({ namespace }) => namespace === chaincode);
    expect(set?.writes).toEqual([
      { key: 'a', isDelete: true, value: Buffer.alloc(0) },
      { key: 'z', isDelete: false, value: Buffer.from('2') },
    ]);
    expect(set?.metadataWrites).toEqual([
      { key: 'm', entries: [{ name: 'VALIDATION_PARAMETER', value: Buffer.from('p') }] },
    ]);
    expect([...(writtenKeys.get(chaincode) ?? [])].sort()).toEqual(['a', 'm', 'z']);
  });

  it('counts reading metadata as reading the key', async () => {
    expect(simulator.getMetadata(chaincode, 'b')).toEqual([
      { name: 'VALIDATION_PARAMETER', value: Buffer.from('policy') },
    ]);
    expect(simulator.getMetadata(chaincode, 'a')).toEqual([]);
    expect((await own())?.reads.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('protects exactly what it took from a range', async () => {
    expect(await rowsOf(range('a', 'c'))).toEqual(['a', 'b']);
    expect((await range('b', '').next())?.key).toBe('b');
    expect((await own())?.ranges).toEqual([
      { start: 'a', end: 'c', exhausted: true, rows: ['a', 'b'].map((key) => ({ key, version })), summary: undefined },
      { start: 'b', end: 'b', exhausted: false, rows: [{ key: 'b', version }], summary: undefined },
    ]);
  });

  it('records a range that was read twice once', async () => {
    await rowsOf(range('a', 'c'));
    await rowsOf(range('a', 'c'));
    expect((await own())?.ranges).toHaveLength(1);
  });

  it('reads pages, each naming the key where the next begins', async () => {
    const first = range('', '', 3);
    expect(await rowsOf(first)).toEqual(['a', 'b', 'c']);
    expect(await first.bookmark()).toBe('d');
    const last = range('d', '', 3);
    expect(await rowsOf(last)).toEqual(['d']);
    expect(await last.bookmark()).toBe('');
  });

  it('refuses writes after a paged query and paged queries after a write, in Fabric’s words', () => {
    range('', '', 2);
    expect(() => {
      simulator.put(chaincode, 'k', Buffer.from('v'));
    }).toThrow(
      'txid [tx]: unsuppored transaction. Transaction has already performed a paginated query. Writes are not allowed',
    );
    const writer = newSimulator({ view, chaincode, txId: 'other' });
    writer.del(chaincode, 'k');
    expect(() => writer.range({ namespace: chaincode, start: '', end: '', pageSize: 2 })).toThrow(
      'txid [other]: unsuppored transaction. Paginated queries are supported only in a read-only transaction',
    );
  });

  it('is over once its results were taken', async () => {
    await finish();
    expect(codeOf(() => simulator.get(chaincode, 'a'))).toBe('SIMULATION_REFUSED');
    await expect(simulator.results()).rejects.toMatchObject({ code: 'SIMULATION_REFUSED' });
  });
});
