// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { CertificateKeySet, InstitutionRecord } from '@registry/chaincode/protocol';
import { CommitUnknown, LedgerUnavailable } from '../ledger/errors';
import type { LedgerIdentity, LedgerPort } from '../ledger/port';
import { submitSettled, type Patience } from '../ledger/submitSettled';
import { findKeys, makeKeys } from './keyStore';
import type { KeyStore } from './keyStore';
import type { PrivateKeys } from './privateKeys';

export interface RegistryKeysOptions extends KeyStore {
  readonly ledger: Pick<LedgerPort, 'evaluate' | 'submit' | 'transaction'>;
  /** USCC of the registry. */
  readonly registry: string;
  /** Under which its gateway acts by itself. */
  readonly identity: LedgerIdentity;
  readonly patience?: Patience;
}

/** A key set with its private parts. */
export interface HeldKeys {
  readonly version: number;
  readonly keys: PrivateKeys;
}

/** What a registry signs with: made when first needed, and put on the ledger by its gateway. */
export class RegistryKeys {
  readonly #options: RegistryKeysOptions;
  #held: HeldKeys | undefined;
  #putting: Promise<void> | undefined;

  constructor(options: RegistryKeysOptions) {
    this.#options = options;
  }

  /** The private parts of the set in force, or undefined where it was made elsewhere. */
  async held(version: number): Promise<HeldKeys | undefined> {
    if (this.#held?.version === version) return this.#held;
    const set = (await this.#sets()).find((one) => one.version === version);
    const keys = set && (await findKeys(this.#options, set.keys));
    if (keys) this.#held = { version, keys };
    return keys && this.#held;
  }

  /**
   * Makes the next key set and puts it on the ledger, where it takes the place of the one in force. Who asks meanwhile
   * waits for the same.
   *
   * @throws LedgerRefusal, CommitFailed, LedgerUnavailable, LedgerBusy
   */
  async putNext(): Promise<void> {
    this.#putting ??= this.#put().finally(() => {
      this.#putting = undefined;
    });
    return this.#putting;
  }

  async #put(): Promise<void> {
    const { ledger, registry, identity, patience } = this.#options;
    const keys = await makeKeys(this.#options);
    const request = { idempotencyKey: randomUUID(), uscc: registry, keys };
    try {
      await submitSettled(ledger, { identity, contract: 'institution', transaction: 'putKeys', request }, patience);
    } catch (error) {
      // Not the transaction that somebody asked for: who hears of it must not take it for theirs.
      if (error instanceof CommitUnknown) throw new LedgerUnavailable({ reason: 'KEYS_UNKNOWN', cause: error });
      throw error;
    }
  }

  async #sets(): Promise<readonly CertificateKeySet[]> {
    const { ledger, registry, identity } = this.#options;
    const request = { uscc: registry };
    const answer = await ledger.evaluate({ identity, contract: 'institution', transaction: 'read', request });
    return (answer as unknown as InstitutionRecord).certificateKeys ?? [];
  }
}
