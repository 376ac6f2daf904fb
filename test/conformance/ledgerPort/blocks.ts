// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { APPLICANT, type Bed } from './bed';

/** Following the ledger. */
export function blockBehaviours(bedOf: () => Bed): void {
  it('shows every block from the first, chained, with what it holds', async () => {
    const bed = bedOf();
    const { transactionId, blockNumber } = await bed.file();
    const blocks = await bed.read(0, blockNumber);
    expect(blocks.map(({ number }) => number)).toEqual(blocks.map((_, index) => index));
    for (const [index, block] of blocks.slice(1).entries()) expect(block.previousHash).toBe(blocks[index]!.hash);
    const told = blocks.at(-1)!.transactions.find((one) => one.transactionId === transactionId);
    expect(told).toMatchObject({ validationCode: 'VALID' });
    expect(told!.events.map(({ type }) => type)).toContain('applicationSubmitted');
  });

  it('goes on from a block that was reached before, and shows the same', async () => {
    const bed = bedOf();
    const last = (await bed.ledger.height()) - 1;
    const from = last - 2;
    const all = await bed.read(0, last);
    expect(await bed.read(from, last)).toEqual(all.slice(from));
  });

  it('waits for a block that is not there yet, and for the one after it', async () => {
    const bed = bedOf();
    const next = await bed.ledger.height();
    const reading = bed.read(next, next + 1);
    const first = await bed.increment('awaited');
    const second = await bed.increment('awaited');
    const blocks = await reading;
    expect(blocks.map(({ number }) => number)).toEqual([next, next + 1]);
    const ids = blocks.flatMap(({ transactions }) => transactions.map(({ transactionId }) => transactionId));
    expect(ids).toEqual([first.transactionId, second.transactionId]);
  });

  it('tells a command of its block while the blocks are followed, too', async () => {
    const bed = bedOf();
    const port = bed.open();
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async (): Promise<void> => {
      for await (const { number } of port.blocks(await port.height(), stop.signal)) seen.push(number);
    })();
    const numbers = [await bed.increment('followed', port), await bed.increment('followed', port)];
    const last = numbers.at(-1)!.blockNumber;
    while (!seen.includes(last)) await delay(20);
    stop.abort();
    await following;
    expect(seen).toEqual(expect.arrayContaining(numbers.map(({ blockNumber }) => blockNumber)));
  });

  it('shows an invalid transaction with its code, and as one that told nothing', async () => {
    const bed = bedOf();
    const all = await Promise.all([1, 2].map(() => bed.increment('both')));
    const last = Math.max(...all.map(({ blockNumber }) => blockNumber));
    const transactions = (await bed.read(0, last)).flatMap((block) => block.transactions);
    const invalid = transactions.filter(({ validationCode }) => validationCode === 'MVCC_READ_CONFLICT');
    expect(invalid.length).toBeGreaterThan(0);
    for (const { events, records } of invalid) expect([events, records]).toEqual([[], []]);
  });

  it('stops when it is told to, even while nothing happens', async () => {
    const bed = bedOf();
    const stop = new AbortController();
    const height = await bed.ledger.height();
    setTimeout(() => {
      stop.abort();
    }, 50);
    for await (const block of bed.ledger.blocks(height, stop.signal)) throw new Error(`Nobody wrote ${block.number}`);
    expect(stop.signal.aborted).toBe(true);
  });

  it('knows nothing of a person’s transaction that never was', async () => {
    const bed = bedOf();
    expect(await bed.ledger.transaction(bed.person(APPLICANT), 'f'.repeat(64))).toBeUndefined();
  });
}
