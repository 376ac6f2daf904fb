// SPDX-License-Identifier: Apache-2.0

const tick = (): Promise<undefined> =>
  new Promise((resolve) => {
    setImmediate(resolve, undefined);
  });

/**
 * Hands on what has come so far as one batch: while one is worked on, the next gathers. Whoever is idle gets each item
 * at once, whoever lags behind gets many.
 *
 * The item after a batch is already asked for, so whoever stops early must also make the source end.
 *
 * @param most - items a batch
 */
export async function* gathered<T>(source: AsyncIterable<T>, most: number): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<T>> => {
    const asked = iterator.next();
    // It may fail while a batch is out; it is awaited afterwards all the same.
    asked.catch(() => undefined);
    return asked;
  };
  for (let next = ask(); ;) {
    const first = await next;
    if (first.done === true) return;
    const batch = [first.value];
    for (next = ask(); batch.length < most; next = ask()) {
      const ready = await Promise.race([next, tick()]).catch(() => undefined);
      if (ready === undefined || ready.done === true) break;
      batch.push(ready.value);
    }
    yield batch;
  }
}
