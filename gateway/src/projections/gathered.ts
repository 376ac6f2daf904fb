// SPDX-License-Identifier: Apache-2.0

const tick = (): Promise<undefined> =>
  new Promise((resolve) => {
    setImmediate(resolve, undefined);
  });

export interface Gathering {
  /** Items a batch, at most. */
  readonly most: number;
  /** Settles when a batch that has begun must wait no longer. */
  readonly leisure: () => Promise<void>;
}

/**
 * Hands on what has come so far as one batch: while one is worked on, the next gathers. Whoever is awaited gets each
 * item at once, whoever lags behind or is given leisure gets many.
 *
 * The item after a batch is already asked for, so whoever stops early must also make the source end.
 */
export async function* gathered<T>(source: AsyncIterable<T>, { most, leisure }: Gathering): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<T>> => {
    const asked = iterator.next();
    // It may fail while a batch is out; it is awaited afterwards all the same.
    asked.catch(() => undefined);
    return asked;
  };
  let next = ask();
  const drain = async (batch: T[]): Promise<void> => {
    while (batch.length < most) {
      const ready = await Promise.race([next, tick()]).catch(() => undefined);
      if (ready === undefined || ready.done === true) return;
      batch.push(ready.value);
      next = ask();
    }
  };
  for (;;) {
    const first = await next;
    if (first.done === true) return;
    const batch = [first.value];
    next = ask();
    await drain(batch);
    if (batch.length < most) {
      await leisure();
      await drain(batch);
    }
    yield batch;
  }
}
