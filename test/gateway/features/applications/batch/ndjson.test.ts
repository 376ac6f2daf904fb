// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { chunksOf, inOrder, ndjsonLines } from '../../../../../gateway/src/features/applications/batch/ndjson';
import type { ChunkSize, RawLine } from '../../../../../gateway/src/features/applications/batch/ndjson';

async function* stream<T>(...parts: readonly T[]): AsyncGenerator<T> {
  for (const part of parts) yield await Promise.resolve(part);
}
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};
const bytesOf = (...parts: readonly string[]): Buffer[] => parts.map((part) => Buffer.from(part));
const shown = ({ line, bytes }: RawLine): [number, string | undefined] => [line, bytes?.toString()];

describe('the lines of a stream', () => {
  it('are the same however the stream is cut', async () => {
    const text = '{"名":1}\n\n  \r\n{"b":2}\nlast';
    const expected = [
      [1, '{"名":1}'],
      [4, '{"b":2}'],
      [5, 'last'],
    ];
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const parts = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect((await all(ndjsonLines(stream(...parts), 100))).map(shown)).toEqual(expected);
      }),
    );
  });

  it('lose their bytes, but not their number, where they are too long', async () => {
    const lines = await all(ndjsonLines(stream(...bytesOf('12345', '6\n12345\n1234567', '89')), 5));
    expect(lines.map(shown)).toEqual([
      [1, undefined],
      [2, '12345'],
      [3, undefined],
    ]);
  });
});

describe('the chunks of some lines', () => {
  const chunksOfTexts = async (texts: readonly string[], most: ChunkSize): Promise<number[][]> => {
    const lines = texts
      .map((text, index) => ({ line: index + 1, bytes: Buffer.from(text) }))
      .filter(({ bytes }) => bytes.length > 0);
    const chunks = await all(chunksOf(stream<RawLine>(...lines), most));
    return chunks.map((chunk) => chunk.map(({ line }) => line));
  };

  it('have so many lines and twice so many bytes at most, but for a line that is larger alone', async () => {
    const size = { lines: 3, bytes: 2, run: 100 };
    expect(await chunksOfTexts(['aa', 'b', 'c', 'd', 'eeeeee', 'f'], size)).toEqual([[1, 2, 3], [4], [5], [6]]);
  });

  it('end with a run of lines as soon as there is enough, also where lines are blank', async () => {
    const size = { lines: 5, bytes: 100, run: 2 };
    expect(await chunksOfTexts(['a', 'b', 'c', 'd', 'e', 'f', 'g'], size)).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7],
    ]);
    expect(await chunksOfTexts(['a', '', 'c', 'd', 'e', 'f', 'g'], size)).toEqual([[1, 3, 4, 5, 6], [7]]);
    expect(await chunksOfTexts(['a', 'b', 'c', 'd'], { ...size, bytes: 1 })).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

describe('work on several items at once', () => {
  it('gives the results in the order of the items, and never more at once than it may', async () => {
    let [running, most] = [0, 0];
    const work = async (turns: number): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      running -= 1;
      return turns;
    };
    expect(await all(inOrder(stream(50, 1, 20, 3, 2), 2, work))).toEqual([50, 1, 20, 3, 2]);
    expect(most).toBe(2);
  });

  it('waits for what is under way before it fails with the items', async () => {
    const done: number[] = [];
    async function* failing(): AsyncGenerator<number> {
      yield* stream(1, 2);
      throw new Error('the stream broke');
    }
    const work = async (item: number): Promise<number> => {
      await new Promise((resolve) => setImmediate(resolve));
      done.push(item);
      return item;
    };
    await expect(all(inOrder(failing(), 3, work))).rejects.toThrow('the stream broke');
    expect(done).toEqual([1, 2]);
  });
});
