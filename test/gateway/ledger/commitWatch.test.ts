// SPDX-License-Identifier: Apache-2.0
import { CommitWatch } from '../../../gateway/src/ledger/fabricGateway/commitWatch';
import type { CommittedBlock } from '../../../gateway/src/ledger/port';

const block = (number: number, ...fates: [string, string][]): CommittedBlock => ({
  number,
  hash: '',
  previousHash: '',
  transactions: fates.map(([transactionId, validationCode], index) => ({
    ...{ transactionId, validationCode, index, time: '' },
    ...{ events: [], records: [] },
  })),
});

describe('the watch over followed blocks', () => {
  it('tells the fate of a transaction whose block comes later', async () => {
    const watch = new CommitWatch();
    watch.follow();
    const fate = watch.watch('one').fate(10_000);
    watch.seen(block(7, ['other', 'VALID'], ['one', 'MVCC_READ_CONFLICT']));
    expect(await fate).toEqual({ validationCode: 'MVCC_READ_CONFLICT', blockNumber: 7, hasEvents: false });
  });

  it('knows a fate that was told before anybody asked', async () => {
    const watch = new CommitWatch();
    watch.follow();
    const watched = watch.watch('one');
    watch.seen(block(3, ['one', 'VALID']));
    expect(await watched.fate(0)).toEqual({ validationCode: 'VALID', blockNumber: 3, hasEvents: false });
  });

  it('takes the first of two transactions with one id', async () => {
    const watch = new CommitWatch();
    watch.follow();
    const watched = watch.watch('one');
    watch.seen(block(3, ['one', 'VALID'], ['one', 'DUPLICATE_TXID']));
    expect(await watched.fate(0)).toMatchObject({ validationCode: 'VALID' });
  });

  it('gives up after the time that it was given', async () => {
    const watch = new CommitWatch();
    watch.follow();
    expect(await watch.watch('one').fate(5)).toBeUndefined();
  });

  it('does not make anybody wait while no blocks are followed', async () => {
    const watch = new CommitWatch();
    watch.follow()();
    expect(await watch.watch('one').fate(2 ** 30)).toBeUndefined();
  });

  it('forgets whom it does not watch any more', async () => {
    const watch = new CommitWatch();
    watch.follow();
    const watched = watch.watch('one');
    watched.stop();
    watch.seen(block(3, ['one', 'VALID']));
    expect(await watched.fate(1)).toBeUndefined();
  });
});
