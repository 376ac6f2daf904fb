// SPDX-License-Identifier: Apache-2.0
import { Repeating } from '../../../gateway/src/scheduler/repeating';
import { systemClock } from '../../../gateway/src/scheduler/systemClock';

const newRepeating = (act: (signal: AbortSignal) => Promise<unknown>, failures: unknown[] = []): Repeating =>
  new Repeating({
    name: 'thing',
    clock: systemClock,
    pause: () => 1,
    act,
    onFailure: (error) => failures.push(error),
  });

describe('repeating', () => {
  it('goes on after a time that failed', async () => {
    const failures: unknown[] = [];
    let times = 0;
    await new Promise<void>((resolve) => {
      const repeating = newRepeating(() => {
        times += 1;
        if (times === 1) return Promise.reject(new Error('once'));
        resolve(repeating.stop());
        return Promise.resolve();
      }, failures);
      repeating.start();
    });
    expect(times).toBe(2);
    expect(failures).toEqual([new Error('once')]);
  });

  it('stops only when what it does has ended, and says that no more is wanted', async () => {
    let began: () => void = () => undefined;
    const isUnderWay = new Promise<void>((resolve) => (began = resolve));
    let ended = false;
    const repeating = newRepeating(
      (signal) =>
        new Promise<void>((resolve) => {
          began();
          signal.addEventListener('abort', () => {
            setTimeout(() => {
              ended = true;
              resolve();
            }, 5);
          });
        }),
    );
    repeating.start();
    await isUnderWay;
    await repeating.stop();
    expect(ended).toBe(true);
  });

  it('does not run twice at once, and can be started again', async () => {
    const repeating = newRepeating(() => Promise.resolve());
    repeating.start();
    expect(() => {
      repeating.start();
    }).toThrow('the thing runs already');
    await repeating.stop();
    repeating.start();
    await repeating.stop();
  });
});
