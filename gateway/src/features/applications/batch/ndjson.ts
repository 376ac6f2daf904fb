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

/** How much is put together. */
export interface ChunkSize {
  /** At most so many lines. */
  readonly lines: number;
  /** About so many bytes, and never twice as many unless one line alone is larger. */
  readonly bytes: number;
  /** Chunks end with such a run of lines where they can. */
  readonly run: number;
}

const sizeOf = ({ bytes }: RawLine): number => bytes?.length ?? 0;

class Chunk {
  readonly #most: ChunkSize;
  #lines: RawLine[] = [];
  #bytes = 0;

  constructor(most: ChunkSize) {
    this.#most = most;
  }

  add(line: RawLine): void {
    this.#lines.push(line);
    this.#bytes += sizeOf(line);
  }

  take(): readonly RawLine[] {
    const lines = this.#lines;
    [this.#lines, this.#bytes] = [[], 0];
    return lines;
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  hasRoomFor(line: RawLine): boolean {
    const { lines, bytes } = this.#most;
    return this.isEmpty || (this.#lines.length < lines && this.#bytes + sizeOf(line) <= 2 * bytes);
  }

  /** Whether it is large enough to end with the run that has just ended. */
  get isEnough(): boolean {
    const { lines, bytes, run } = this.#most;
    return this.#lines.length > lines - run || this.#bytes >= bytes;
  }
}

/**
 * Puts lines together. A chunk ends where a run of lines does, so that two chunks that are filed at once have no run in
 * common: of two transactions that change one key only one is valid.
 */
export async function* chunksOf(lines: AsyncIterable<RawLine>, most: ChunkSize): AsyncGenerator<readonly RawLine[]> {
  const chunk = new Chunk(most);
  for await (const line of lines) {
    if (!chunk.hasRoomFor(line)) yield chunk.take();
    chunk.add(line);
    if (line.line % most.run === 0 && chunk.isEnough) yield chunk.take();
  }
  if (!chunk.isEmpty) yield chunk.take();
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
