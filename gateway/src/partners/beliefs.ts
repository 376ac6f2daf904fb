// SPDX-License-Identifier: Apache-2.0
import { believeStatusList, canonicalJson } from '@registry/chaincode/protocol';
import type { BelievedAnchor, BelievedStatusList, PartnerLedger } from '@registry/chaincode/protocol';
import { believeLists, PartnerRefuted } from './checkShown';

/** As many as there are partners and years of theirs; what is no longer asked for makes room. */
const MOST_KEPT = 200;

const chainOf = (listed: PartnerLedger, lists: readonly string[]): BelievedAnchor | undefined => {
  try {
    return lists.length === 0 ? undefined : believeLists(listed, lists, []);
  } catch (error) {
    // Our supervisor has pinned other keys since.
    if (error instanceof PartnerRefuted) return undefined;
    throw error;
  }
};

const memoized = <T>(known: Map<string, T>, key: string, make: () => T): T => {
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as T;
  if (known.size >= MOST_KEPT) known.clear();
  const made = make();
  known.set(key, made);
  return made;
};

/** What signatures have been checked for: once, however often somebody asks. */
export class Beliefs {
  readonly #anchors = new Map<string, BelievedAnchor | undefined>();
  readonly #lists = new Map<string, Promise<BelievedStatusList | undefined>>();

  /**
   * @param lists - of a partner, as they were kept
   * @returns undefined where they do not follow from the keys that our supervisor pins
   */
  anchor(listed: PartnerLedger, lists: readonly string[]): BelievedAnchor | undefined {
    const { channel, register, keySets } = listed;
    // Each list is only ever followed by the next one: the last tells them all.
    const key = canonicalJson({ channel, register, keySets, count: lists.length, last: lists.at(-1) ?? '' });
    return memoized(this.#anchors, key, () => chainOf(listed, lists));
  }

  /** @returns undefined for a list that cannot be believed (any more) */
  statusList(jws: string, anchor: BelievedAnchor): Promise<BelievedStatusList | undefined> {
    const { place, lists } = anchor;
    const key = `${place.register} ${place.channel} ${String(lists.at(-1)?.version)} ${jws}`;
    return memoized(this.#lists, key, async () => {
      const finding = await believeStatusList(jws, anchor);
      return 'found' in finding ? finding.found : undefined;
    });
  }
}
