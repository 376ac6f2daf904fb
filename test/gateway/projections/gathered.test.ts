// SPDX-License-Identifier: Apache-2.0
import { gathered } from '../../../gateway/src/projections/gathered';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Gives the numbers up to `last` at once, and then what `after` does. */
async function* numbers(last: number, after: () => Promise<void> = () => Promise.resolve()): AsyncGenerator<number> {
  for (let number = 1; number <= last; number += 1) yield number;
  await after();
}

const atOnce = (): Promise<void> => Promise.resolve();

const batchesOf = async (source: AsyncIterable<number>, most: number): Promise<number[][]> => {
  const batches: number[][] = [];
  for await (const batch of gathered(source, { most, leisure: atOnce })) batches.push(batch);
  return batches;
};

describe('gathering', () => {
  it('hands on together what is there, in its order and never more than asked for', async () => {
    expect(await batchesOf(numbers(7), 3)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    expect(await batchesOf(numbers(0), 3)).toEqual([]);
  });

  it('does not wait for more than is there', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const batches = gathered(
      numbers(2, () => held),
      { most: 10, leisure: atOnce },
    );
    expect((await batches.next()).value).toEqual([1, 2]);
    release();
    expect((await batches.next()).done).toBe(true);
  });

  it('lets a batch grow as long as it is given leisure', async () => {
    let end: () => void = () => undefined;
    let more: () => void = () => undefined;
    const leisure = (): Promise<void> => new Promise((resolve) => (end = resolve));
    const second = new Promise<void>((resolve) => (more = resolve));
    async function* slowly(): AsyncGenerator<number> {
      yield 1;
      await second;
      yield 2;
    }
    const batch = gathered(slowly(), { most: 10, leisure }).next();
    await turn();
    more();
    await turn();
    end();
    expect((await batch).value).toEqual([1, 2]);
  });

  it('hands on what came before an error, and then the error', async () => {
    const broken = gathered(
      numbers(2, () => Promise.reject(new Error('the stream broke'))),
      { most: 10, leisure: atOnce },
    );
    expect((await broken.next()).value).toEqual([1, 2]);
    await turn();
    await expect(broken.next()).rejects.toThrow('the stream broke');
  });
});
