// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../database/openDatabase';
import { GatewayError } from '../http/gatewayError';
import type { Caller } from '../http/requestContext';
import type { LoginAttempts } from './loginAttempts';
import { verifyPassword } from './password';
import type { People } from './people';

export interface SessionsOptions {
  readonly database: Database;
  readonly people: People;
  readonly attempts: LoginAttempts;
  readonly hours: number;
}

export interface Login {
  readonly username: string;
  readonly password: string;
  /** Where the request came from. */
  readonly address: string;
}

export interface OpenedSession {
  /** 256 random bits, shown this once. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly caller: Caller;
}

interface Remembered {
  readonly caller: Caller;
  readonly expiresAt: number;
  readonly askAgainAt: number;
}

/** A session that was found is believed so long without asking the database, in milliseconds. */
const REMEMBER = 10_000;
const MAX_REMEMBERED = 10_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Log-ins: opaque tokens of which only a hash is kept. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * Opens a session. Wrong name and wrong password take as long and answer the same.
   *
   * @throws GatewayError LOGIN_FAILED, TOO_MANY_REQUESTS
   */
  async open({ username, password, address }: Login): Promise<OpenedSession> {
    const { attempts } = this.#options;
    attempts.check(username, address);
    return attempts.during(address, async () => {
      attempts.begin(username, address);
      const caller = await this.#callerWith(username, password);
      if (!caller) throw new GatewayError('LOGIN_FAILED');
      attempts.succeeded(username, address);
      return this.#record(caller);
    });
  }

  /** Who holds a token; undefined for one that is unknown or over. */
  async callerOf(token: string): Promise<Caller | undefined> {
    const hash = hashOf(token);
    const now = Date.now();
    const known = this.#remembered.get(hash);
    if (known && known.askAgainAt > now) return known.expiresAt > now ? known.caller : undefined;
    return this.#find(hash, now);
  }

  /** Ends a session; a token that is unknown needs no ending. */
  async end(token: string): Promise<void> {
    const hash = hashOf(token);
    await this.#options.database.deleteFrom('sessions').where('token_hash', '=', hash).execute();
    this.#remembered.delete(hash);
  }

  /** Forgets sessions that are over. */
  async sweep(): Promise<void> {
    await this.#options.database.deleteFrom('sessions').where('expires_at', '<', new Date()).execute();
  }

  async #callerWith(username: string, password: string): Promise<Caller | undefined> {
    const { people } = this.#options;
    const found = await people.credentials(username);
    const isRight = await verifyPassword(password, found?.password_hash);
    return isRight && found ? people.withId(found.user_id) : undefined;
  }

  async #record(caller: Caller): Promise<OpenedSession> {
    const token = randomBytes(32).toString('base64url');
    const created_at = new Date();
    const expiresAt = new Date(created_at.getTime() + this.#options.hours * 3_600_000);
    const row = { token_hash: hashOf(token), user_id: caller.userId, created_at, expires_at: expiresAt };
    await this.#options.database.insertInto('sessions').values(row).execute();
    return { token, expiresAt, caller };
  }

  async #find(hash: string, now: number): Promise<Caller | undefined> {
    this.#remembered.delete(hash);
    const row = await this.#options.database
      .selectFrom('sessions')
      .select(['user_id', 'expires_at'])
      .where('token_hash', '=', hash)
      .executeTakeFirst();
    const caller = row && row.expires_at.getTime() > now ? await this.#options.people.withId(row.user_id) : undefined;
    if (!row || !caller) return undefined;
    this.#remember(hash, { caller, expiresAt: row.expires_at.getTime(), askAgainAt: now + REMEMBER });
    return caller;
  }

  #remember(hash: string, session: Remembered): void {
    this.#remembered.set(hash, session);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
  }
}
