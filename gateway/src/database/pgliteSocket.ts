// SPDX-License-Identifier: Apache-2.0
import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

interface Written {
  readonly chunk: Buffer;
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/**
 * The other end of node-postgres' connection, in this process: PostgreSQL's own protocol, without a socket. What the
 * client writes together reaches PGlite in one call; its own `query` takes five.
 */
export class PgliteSocket extends Duplex {
  readonly #database: PGlite;

  constructor(database: PGlite) {
    super({ decodeStrings: true });
    this.#database = database;
  }

  /** There is nothing to reach. */
  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#database.execProtocolRaw(chunk).then(
      (answer) => {
        // PGlite may use the memory of its answer again.
        if (answer.length > 0) this.push(Buffer.from(answer));
        done();
      },
      (error: unknown) => {
        done(asError(error));
      },
    );
  }

  override _writev(written: Written[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(written.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }
}
