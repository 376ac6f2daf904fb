// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../http/gatewayError';

export interface AttemptLimits {
  /** Failures for one account from one address, before the pause. */
  readonly failures: number;
  readonly pauseSeconds: number;
}

interface Count {
  failures: number;
  until: number;
}

/** More keys than this are not remembered; the oldest goes first. */
const MAX_KEYS = 50_000;
/** An address may fail this many times as often over all accounts. */
const ADDRESS_FACTOR = 10;
/** Passwords are checked one after another: no address may make the others wait for more of its own. */
const MAX_UNDER_WAY = 8;

/** Counts wrong passwords for each account and address, and for each address over all accounts. */
export class LoginAttempts {
  readonly #limits: AttemptLimits;
  readonly #now: () => number;
  readonly #counts = new Map<string, Count>();
  readonly #underWay = new Map<string, number>();

  constructor(limits: AttemptLimits, now: () => number = Date.now) {
    this.#limits = limits;
    this.#now = now;
  }

  /**
   * To be asked before a password is looked at.
   *
   * @throws GatewayError TOO_MANY_REQUESTS with the seconds to wait
   */
  check(username: string, address: string): void {
    const { failures } = this.#limits;
    this.#refuseOver(`${address} ${username}`, failures);
    this.#refuseOver(address, failures * ADDRESS_FACTOR);
  }

  /** Counts an attempt as failed, before it is known: guesses that are sent all at once must not slip through. */
  begin(username: string, address: string): void {
    this.#count(`${address} ${username}`);
    this.#count(address);
  }

  /** The attempt was right: the account begins anew, and the address is as it was. */
  succeeded(username: string, address: string): void {
    this.#counts.delete(`${address} ${username}`);
    const count = this.#counts.get(address);
    if (count) count.failures = Math.max(0, count.failures - 1);
  }

  /**
   * Runs one check of a password.
   *
   * @throws GatewayError TOO_MANY_REQUESTS where the address has too many under way
   */
  async during<T>(address: string, work: () => Promise<T>): Promise<T> {
    const running = this.#underWay.get(address) ?? 0;
    if (running >= MAX_UNDER_WAY) throw new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: 5 });
    this.#underWay.set(address, running + 1);
    try {
      return await work();
    } finally {
      const left = (this.#underWay.get(address) ?? 1) - 1;
      if (left > 0) this.#underWay.set(address, left);
      else this.#underWay.delete(address);
    }
  }

  #refuseOver(key: string, limit: number): void {
    const count = this.#counts.get(key);
    const rest = count ? count.until - this.#now() : 0;
    if (!count || rest <= 0 || count.failures < limit) return;
    throw new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.ceil(rest / 1_000) });
  }

  #count(key: string): void {
    const now = this.#now();
    const known = this.#counts.get(key);
    const failures = known && known.until > now ? known.failures + 1 : 1;
    this.#counts.delete(key);
    this.#counts.set(key, { failures, until: now + this.#limits.pauseSeconds * 1_000 });
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MAX_KEYS && oldest !== undefined) this.#counts.delete(oldest);
  }
}
