// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { RpcError } from './errors';

/** Refuses calls beyond a number, as `peer.limits.concurrency` does, so that a flood is turned away. */
export class Limiter {
  readonly #service: string;
  readonly #limit: number;
  #running = 0;

  constructor(service: string, limit: number) {
    this.#service = service;
    this.#limit = limit;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limit) {
      const text = `too many requests for ${this.#service}, exceeding concurrency limit (${this.#limit})`;
      throw new RpcError(status.UNKNOWN, text);
    }
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
    }
  }
}
