// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { statusListInputOf, statusPlaceOf, toBase64Url } from '@registry/chaincode/protocol';
import type { StatusPurpose } from '@registry/chaincode/protocol';
import { readPlace } from '../credentials/credentials';
import { statusListAddress } from '../credentials/statusAddress';
import type { Database } from '../database/openDatabase';
import { GatewayError } from '../http/gatewayError';
import { LedgerUnavailable } from '../ledger/errors';
import type { BlockRows } from '../projections/rows';
import { signEs256 } from '../signing/privateKeys';
import type { HeldKeys, RegistryKeys } from '../signing/registryKeys';
import { setInForce } from './signedRoot';
import { StatusTable } from './statusTable';

export interface StatusListsOptions {
  readonly database: Database;
  /** USCC of the registry. */
  readonly registry: string;
  readonly keys: Pick<RegistryKeys, 'held'>;
  readonly channel: string;
  readonly did: string;
  /** Below which the lists are found. */
  readonly address: string;
  readonly lifetimeSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether all blocks that the ledger has now can be read: what is signed must not be older than it says. */
  readonly isCurrent: () => Promise<boolean>;
}

/** A list as it is handed out. */
export interface SignedStatusList {
  readonly jws: string;
  /** Strong: the same list, byte by byte. */
  readonly tag: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validUntil: number;
}

const pack = promisify(gzip);

/** Signs again only what has changed, or has half of its lifetime behind it. */
export class StatusLists {
  readonly #options: StatusListsOptions;
  readonly #table: StatusTable;
  readonly #kept = new Map<string, SignedStatusList>();
  readonly #making = new Map<string, Promise<SignedStatusList | undefined>>();
  #generation = 0;

  constructor(options: StatusListsOptions) {
    this.#options = options;
    this.#table = new StatusTable(options.database, options.registry);
  }

  get registry(): string {
    return this.#options.registry;
  }

  /** Forgets what a block changed: lists with one of its certificates, and all where the registry's keys may be others. */
  forget({ certificates, institutions }: Pick<BlockRows, 'certificates' | 'institutions'>): void {
    const { registry } = this.#options;
    const changed = certificates.filter(({ registry_uscc: uscc }) => uscc === registry);
    const isOther = institutions.some(({ uscc }) => uscc === registry);
    if (changed.length === 0 && !isOther) return;
    this.#generation += 1;
    // What is being made may be older than what is forgotten: who asks from now on does not wait for it.
    this.#making.clear();
    const years = new Set(changed.map(({ number }) => statusPlaceOf(number).year));
    for (const key of this.#kept.keys()) if (isOther || years.has(key.slice(0, 4))) this.#kept.delete(key);
  }

  /**
   * The list of a year, at least half of whose lifetime is ahead unless the ledger cannot be reached now.
   *
   * @returns undefined where the registry has no certificate of that year
   * @throws GatewayError LEDGER_UNAVAILABLE, NOT_FOUND where this gateway holds no keys in force; LedgerUnavailable
   */
  async read(year: string, purpose: StatusPurpose): Promise<SignedStatusList | undefined> {
    const key = `${year} ${purpose}`;
    const kept = this.#kept.get(key);
    const now = this.#options.now();
    if (kept && now < (kept.validFrom + kept.validUntil) / 2) return kept;
    try {
      return await this.#makeOnce(key, { year, purpose });
    } catch (error) {
      // It says of when it is, and for how long it may be relied on.
      if (kept && this.#kept.get(key) === kept && now < kept.validUntil && isUnreachable(error)) return kept;
      throw error;
    }
  }

  #makeOnce(key: string, named: Named): Promise<SignedStatusList | undefined> {
    const underWay = this.#making.get(key);
    if (underWay) return underWay;
    const generation = this.#generation;
    const made = this.#make(named)
      .then((list) => {
        if (list && generation === this.#generation) this.#kept.set(key, list);
        return list;
      })
      .finally(() => {
        if (this.#making.get(key) === made) this.#making.delete(key);
      });
    this.#making.set(key, made);
    return made;
  }

  async #make({ year, purpose }: Named): Promise<SignedStatusList | undefined> {
    const { database, registry, channel, did, address, lifetimeSeconds, now, isCurrent } = this.#options;
    const validFrom = now();
    if (!(await isCurrent())) throw new GatewayError('LEDGER_UNAVAILABLE', { reason: 'READ_MODEL_BEHIND' });
    const times = { validFrom, validUntil: validFrom + lifetimeSeconds * 1_000 };
    const table = await this.#table.follow();
    const bits = table.bits(year, purpose, instantOf(validFrom));
    if (bits === undefined) return undefined;
    const { height } = table;
    const held = await this.#heldKeys();
    const text = statusListInputOf({
      ...{ issuer: did, keys: held.version, registry, year, purpose, height },
      id: statusListAddress(address, { registry, year, purpose }),
      place: await readPlace(database, channel),
      validFrom: instantOf(validFrom),
      validUntil: instantOf(times.validUntil),
      encodedList: `u${(await pack(bits)).toString('base64url')}`,
    });
    const jws = `${text}.${toBase64Url(signEs256(text, held.keys))}`;
    return { jws, tag: `"${createHash('sha256').update(jws).digest('base64url')}"`, ...times };
  }

  async #heldKeys(): Promise<HeldKeys> {
    const version = await setInForce(this.#options);
    const held = version === undefined ? undefined : await this.#options.keys.held(version);
    if (held === undefined) throw new GatewayError('NOT_FOUND', { reason: 'the registry has no keys in force here' });
    return held;
  }
}

interface Named {
  readonly year: string;
  readonly purpose: StatusPurpose;
}

const instantOf = (ms: number): string => new Date(ms).toISOString();

const isUnreachable = (error: unknown): boolean =>
  error instanceof LedgerUnavailable || (error instanceof GatewayError && error.code === 'LEDGER_UNAVAILABLE');
