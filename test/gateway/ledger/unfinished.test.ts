// SPDX-License-Identifier: Apache-2.0
import type { EndorsedTransaction } from '../../../gateway/src/ledger/fabricGateway/submit';
import { Unfinished } from '../../../gateway/src/ledger/fabricGateway/unfinished';

/** A transaction that counts how often it was sent. */
const transactionNamed = (id: string, fails = false): EndorsedTransaction & { readonly sent: () => number } => {
  let sent = 0;
  return {
    sent: () => sent,
    getTransactionId: () => id,
    getResult: () => new Uint8Array(),
    submit: () => {
      sent += 1;
      const commit = { getStatus: () => Promise.resolve({ code: 0, blockNumber: 1n }) };
      return fails ? Promise.reject(new Error('no orderer')) : Promise.resolve(commit);
    },
  };
};

describe('a transaction of which nobody could say what became of it', () => {
  let now = 0;
  let unfinished: Unfinished;
  const after = (ms: number): void => {
    now += ms;
  };
  const keep = (id: string, fails = false): ReturnType<typeof transactionNamed> => {
    const transaction = transactionNamed(id, fails);
    unfinished.keep(transaction);
    return transaction;
  };

  beforeEach(() => {
    unfinished = new Unfinished(() => now);
  });

  it('is sent again, itself and not another one, when its fate is asked for', async () => {
    const transaction = keep('t1');
    after(6_000);
    expect(await unfinished.sendAgain('t1')).toBe(true);
    expect(transaction.sent()).toBe(1);
  });

  it('is not sent again at every question', async () => {
    const transaction = keep('t1');
    expect(await unfinished.sendAgain('t1')).toBe(false);
    after(6_000);
    await Promise.all([unfinished.sendAgain('t1'), unfinished.sendAgain('t1')]);
    expect(transaction.sent()).toBe(1);
    after(6_000);
    expect(await unfinished.sendAgain('t1')).toBe(true);
    expect(transaction.sent()).toBe(2);
  });

  it('stays unknown where no orderer takes it', async () => {
    keep('t1', true);
    after(6_000);
    expect(await unfinished.sendAgain('t1')).toBe(false);
  });

  it('is nobody’s to send once its fate is known, or where it was never ours', async () => {
    const transaction = keep('t1');
    unfinished.forget('t1');
    after(6_000);
    expect(await unfinished.sendAgain('t1')).toBe(false);
    expect(await unfinished.sendAgain('t2')).toBe(false);
    expect(transaction.sent()).toBe(0);
  });

  it('gives way, the oldest first, where there are too many', async () => {
    const [first, ...others] = Array.from({ length: 2_001 }, (_, index) => keep(`t${String(index)}`));
    after(6_000);
    expect(await unfinished.sendAgain('t0')).toBe(false);
    expect(await unfinished.sendAgain('t1')).toBe(true);
    expect([first!.sent(), others[0]!.sent()]).toEqual([0, 1]);
  });
});
