// SPDX-License-Identifier: Apache-2.0
import { isDeletion, type KeyRead, type KeyWrite, type MetadataWrite, type NamespaceSet } from './readWriteSet';
import type { KeyedEntry, MetadataEntry, ReadView, StateEntry, StateUpdate, Version } from './types';
import { compareUtf8 } from './utf8';

/** What one transaction does to one key. */
interface KeyChange {
  write?: KeyWrite;
  metadata?: readonly MetadataEntry[];
}

export interface RangeBounds {
  readonly namespace: string;
  readonly start: string;
  readonly end: string;
  /** The end key belongs to the range. */
  readonly includeEnd: boolean;
}

const changesOf = (writes: readonly KeyWrite[], metadata: readonly MetadataWrite[]): Map<string, KeyChange> => {
  const changes = new Map<string, KeyChange>();
  const change = (key: string): KeyChange => {
    const known = changes.get(key) ?? {};
    changes.set(key, known);
    return known;
  };
  for (const write of writes) change(write.key).write = write;
  for (const { key, entries } of metadata) change(key).metadata = entries;
  return changes;
};

/** The committed state under a block, and above it what the block's valid transactions did so far. */
export class PendingState {
  readonly #view: ReadView;
  readonly #updates = new Map<string, Map<string, StateUpdate>>();

  constructor(view: ReadView) {
    this.#view = view;
  }

  /** True where an earlier transaction of the block wrote or deleted the key. */
  isTouched(namespace: string, key: string): boolean {
    return this.#updates.get(namespace)?.has(key) === true;
  }

  apply(set: NamespaceSet, version: Version): void {
    for (const [key, change] of changesOf(set.writes, set.metadataWrites)) {
      const update = this.#outcome(set.namespace, key, change);
      if (update === undefined) continue;
      const keys = this.#updates.get(set.namespace) ?? new Map<string, StateUpdate>();
      this.#updates.set(set.namespace, keys);
      keys.set(key, { namespace: set.namespace, key, ...update, version });
    }
  }

  updates(): readonly StateUpdate[] {
    return [...this.#updates.values()].flatMap((keys) => [...keys.values()]);
  }

  /** Rows of a range over both layers. */
  async *range(bounds: RangeBounds): AsyncGenerator<KeyRead> {
    const cursor = this.#view.range(bounds.namespace, bounds.start, bounds.end);
    try {
      const pending = this.#pendingIn(bounds);
      let at = 0;
      let committed = await cursor.next();
      for (;;) {
        const update = pending[at];
        const order = compareHeads(committed, update);
        if (order === undefined) break;
        if (order >= 0 && update !== undefined) {
          at++;
          if (update.value !== undefined) yield update;
        } else if (committed !== undefined) {
          yield committed;
        }
        if (order <= 0) committed = await cursor.next();
      }
    } finally {
      await cursor.close();
    }
    if (bounds.includeEnd) yield* this.#endRow(bounds);
  }

  *#endRow({ namespace, end }: RangeBounds): Generator<KeyRead> {
    const entry = this.#latest(namespace, end);
    if (entry !== undefined) yield { key: end, version: entry.version };
  }

  #pendingIn({ namespace, start, end }: RangeBounds): readonly StateUpdate[] {
    const keys = [...(this.#updates.get(namespace)?.values() ?? [])];
    return keys
      .filter(({ key }) => compareUtf8(key, start) >= 0 && (end === '' || compareUtf8(key, end) < 0))
      .sort((left, right) => compareUtf8(left.key, right.key));
  }

  #latest(namespace: string, key: string): StateEntry | undefined {
    const update = this.#updates.get(namespace)?.get(key);
    if (update === undefined) return this.#view.get(namespace, key);
    return update.value === undefined ? undefined : { ...update, value: update.value };
  }

  /** A write keeps the key's metadata; metadata keep its value, and do nothing to a key that is not there. */
  #outcome(namespace: string, key: string, change: KeyChange): Pick<StateUpdate, 'value' | 'metadata'> | undefined {
    const { write, metadata } = change;
    if (write !== undefined && isDeletion(write)) return { metadata: [] };
    const latest = this.#latest(namespace, key);
    const value = write === undefined ? latest?.value : write.value;
    return value && { value, metadata: metadata ?? latest?.metadata ?? [] };
  }
}

/** Negative: the committed row comes first; zero: the pending one replaces it; undefined: both ended. */
const compareHeads = (committed: KeyedEntry | undefined, pending: StateUpdate | undefined): number | undefined => {
  if (committed === undefined) return pending === undefined ? undefined : 1;
  return pending === undefined ? -1 : compareUtf8(committed.key, pending.key);
};
