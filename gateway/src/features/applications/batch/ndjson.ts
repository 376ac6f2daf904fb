// SPDX-License-Identifier: Apache-2.0
/** A line of a request as it arrived; without bytes where it was longer than a line may be. */
export interface RawLine {
  readonly line: number;
  readonly bytes?: Buffer;
}

const LINE_FEED = 0x0a;

/** Gathers one line, and no more of it than a line may have: what is too long is only waited out. */
class Gatherer {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length <= this.#maxBytes) this.#parts.push(part);
    else this.#parts = [];
  }

  take(line: number): RawLine {
    const bytes = Buffer.concat(this.#parts);
    const isWhole = this.#length <= this.#maxBytes;
    [this.#parts, this.#length] = [[], 0];
    return isWhole ? { line, bytes } : { line };
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }
}

const isBlank = ({ bytes }: RawLine): boolean => bytes !== undefined && bytes.toString('latin1').trim() === '';

/**
 * The lines of a stream as they arrive, numbered from 1; blank ones count and are left out. The last needs no line feed.
 *
 * @param maxBytes - the longest line that is kept
 */
export async function* ndjsonLines(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<RawLine> {
  const gatherer = new Gatherer(maxBytes);
  let line = 0;
  for await (const part of source) {
    let start = 0;
    for (let end = part.indexOf(LINE_FEED); end !== -1; end = part.indexOf(LINE_FEED, start)) {
      gatherer.add(part.subarray(start, end));
      start = end + 1;
      line += 1;
      const whole = gatherer.take(line);
      if (!isBlank(whole)) yield whole;
    }
    gatherer.add(part.subarray(start));
  }
  const last = gatherer.isEmpty ? undefined : gatherer.take(line + 1);
  if (last !== undefined && !isBlank(last)) yield last;
}

/** Puts lines together, so many and so many bytes at the most; one line alone may be larger. */
export async function* chunksOf(
  lines: AsyncIterable<RawLine>,
  most: { readonly lines: number; readonly bytes: number },
): AsyncGenerator<readonly RawLine[]> {
  let chunk: RawLine[] = [];
  let bytes = 0;
  for await (const line of lines) {
    const size = line.bytes?.length ?? 0;
    if (chunk.length > 0 && (chunk.length >= most.lines || bytes + size > most.bytes)) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(line);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

/** Works on several items at once and gives their results in the order of the items. */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  try {
    for await (const item of items) {
      underWay.push(work(item));
      const first = underWay.length >= atOnce ? underWay.shift() : undefined;
      if (first !== undefined) yield await first;
    }
    for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) yield await next;
  } finally {
    // Whoever stopped listening does not leave work behind that fails unheard.
    await Promise.allSettled(underWay);
  }
}
