// SPDX-License-Identifier: Apache-2.0
import { LedgerBusy } from '../../../gateway/src/ledger/errors';
import { InFlight } from '../../../gateway/src/ledger/inFlight';

/** A piece of work that ends when it is told to. */
const newWork = (): { run: () => Promise<string>; end: () => void } => {
  let end = (): void => undefined;
  const ended = new Promise<string>((resolve) => {
    end = () => {
      resolve('done');
    };
  });
  return {
    run: () => ended,
    end: () => {
      end();
    },
  };
};

describe('Calls that are under way', () => {
  it('run so many at once, wait so many, and the next is refused at once', async () => {
    const inFlight = new InFlight({ running: 2, waiting: 1 });
    const works = [newWork(), newWork(), newWork()];
    const results = works.map((work) => inFlight.run(work.run));
    expect(inFlight.load).toEqual({ running: 2, waiting: 1 });
    await expect(inFlight.run(() => Promise.resolve('late'))).rejects.toThrow(LedgerBusy);
    for (const work of works) work.end();
    await expect(Promise.all(results)).resolves.toEqual(['done', 'done', 'done']);
    expect(inFlight.load).toEqual({ running: 0, waiting: 0 });
  });

  it('do not wait longer than they may, and leave their place to the next', async () => {
    const inFlight = new InFlight({ running: 1, waiting: 1, patienceMs: 5 });
    const [running, second, third] = [newWork(), newWork(), newWork()];
    const first = inFlight.run(running.run);
    await expect(inFlight.run(second.run)).rejects.toThrow(LedgerBusy);
    expect(inFlight.load).toEqual({ running: 1, waiting: 0 });
    running.end();
    await first;
    third.end();
    await expect(inFlight.run(third.run)).resolves.toBe('done');
  });

  it('are let in in the order in which they came', async () => {
    const inFlight = new InFlight({ running: 1, waiting: 10 });
    const seen: number[] = [];
    const all = [1, 2, 3, 4].map((number) =>
      inFlight.run(async () => {
        await Promise.resolve();
        seen.push(number);
      }),
    );
    await Promise.all(all);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('give their place back when they fail', async () => {
    const inFlight = new InFlight({ running: 1, waiting: 0 });
    await expect(inFlight.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(inFlight.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
