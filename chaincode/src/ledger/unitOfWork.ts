// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeStub } from 'fabric-shim';
import { fromUtf8, utf8 } from '../protocol/bytes';
import { canonicalJson } from '../protocol/canonicalJson';
import type { JsonInput } from '../protocol/canonicalJson';
import { eventKey } from './keys';
import { CHAINCODE_EVENT } from '../protocol/schemas/events';
import type { DomainEvent } from '../protocol/schemas/events';
import { isServedEvent } from '../protocol/schemas/services';

export type LedgerStub = Pick<ChaincodeStub, 'getState' | 'putState' | 'setStateValidationParameter' | 'setEvent'>;

interface Write {
  readonly value: Uint8Array;
  readonly policy: Uint8Array | undefined;
}

/** What one transaction reads and writes. Nothing reaches the ledger before {@link UnitOfWork.flush}. */
export class UnitOfWork {
  readonly #stub: LedgerStub;
  readonly #whole: UnitOfWork | undefined;
  readonly #reads = new Map<string, Promise<unknown>>();
  readonly #writes = new Map<string, Write>();
  /** As canonical JSON. */
  readonly #events: string[] = [];

  /** @param whole - of which this is a part; see {@link UnitOfWork.part} */
  constructor(stub: LedgerStub, whole?: UnitOfWork) {
    this.#stub = stub;
    this.#whole = whole;
  }

  /**
   * The committed value of a key, read once however often it is asked for. Like the ledger itself, it does not show
   * what this transaction has written.
   *
   * @typeParam T - what only this chaincode can have written there
   */
  async get<T>(key: string): Promise<T | undefined> {
    return (await (this.#whole === undefined ? this.#committed(key) : this.#whole.#seenByPart(key))) as T | undefined;
  }

  /**
   * @param policy - the key's endorsement policy, set in the same transaction as its first value
   */
  put(key: string, value: JsonInput, policy?: Uint8Array): void {
    this.#write(key, { value: utf8(canonicalJson(value)), policy });
  }

  /**
   * Does a part of the work whole or not at all: where it throws, nothing of it is kept. Parts of a batch see what the
   * earlier ones wrote, as if each had been a transaction of its own.
   */
  async part<T>(work: (part: UnitOfWork) => Promise<T>): Promise<T> {
    const part = new UnitOfWork(this.#stub, this);
    const result = await work(part);
    for (const [key, write] of part.#writes) this.#write(key, write);
    this.#events.push(...part.#events);
    return result;
  }

  /**
   * Puts a domain event among those that the transaction tells of: it stands in its block, and the record that it
   * changes names its hash. Only one that a document is served of is also put under its key, where serving looks it up:
   * whatever stands in the state as well, every peer stores twice.
   */
  emit(event: DomainEvent): void {
    const text = canonicalJson(event);
    if (isServedEvent(event.type)) {
      this.#write(eventKey(event.recordType, event.recordId, event.eventSeq), { value: utf8(text), policy: undefined });
    }
    this.#events.push(text);
  }

  /** Writes everything, in the order in which it was put. */
  async flush(): Promise<void> {
    for (const [key, { value, policy }] of this.#writes) {
      await this.#stub.putState(key, value);
      if (policy !== undefined) await this.#stub.setStateValidationParameter(key, policy);
    }
    if (this.#events.length > 0) {
      // Of several chaincode events in a transaction only the last would be kept: one carries them all.
      this.#stub.setEvent(CHAINCODE_EVENT, utf8(`{"events":[${this.#events.join(',')}]}`));
    }
  }

  /** A policy that was set with the first value stays, however often the value changes. */
  #write(key: string, { value, policy }: Write): void {
    this.#writes.set(key, { value, policy: policy ?? this.#writes.get(key)?.policy });
  }

  #seenByPart(key: string): Promise<unknown> {
    const write = this.#writes.get(key);
    return write === undefined ? this.get(key) : Promise.resolve(JSON.parse(fromUtf8(write.value)));
  }

  #committed(key: string): Promise<unknown> {
    const read = this.#reads.get(key) ?? this.#read(key);
    this.#reads.set(key, read);
    return read;
  }

  async #read(key: string): Promise<unknown> {
    const bytes = await this.#stub.getState(key);
    return bytes.length === 0 ? undefined : JSON.parse(fromUtf8(bytes));
  }
}
