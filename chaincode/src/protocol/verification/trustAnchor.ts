// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { text, uscc } from '../schemas/primitives';
import { listedKeySet } from '../schemas/trustList';
import type { TrustList } from '../schemas/trustList';
import { followTrustLists } from '../trust/followTrustLists';
import type { JudgingList } from '../trust/judgeIssuer';
import type { TrustFinding } from '../trust/refusals';
import type { RegisterPlace } from '../typedData/certificateStatement';

/** What a checker keeps of a register to check its certificates offline: which one it is, its supervisor's keys, its lists. */
export const trustAnchor = z.strictObject({
  type: z.literal('dpr-trust-anchor'),
  channel: text(249),
  register: uscc,
  /** Believed as they stand: whoever hands out the anchor is believed in this. */
  keySets: z.array(listedKeySet).min(1).max(1_000),
  /** Every trust list in its order, as the supervisor signed it. */
  lists: z.array(z.string().max(4_000_000)).min(1).max(10_000),
});
export type TrustAnchor = z.infer<typeof trustAnchor>;

/** By what a certificate is judged: which register it must be of, and who was trusted in it and when. */
export interface Anchor {
  readonly place: RegisterPlace;
  readonly lists: readonly JudgingList[];
}

/** An anchor whose lists have been checked. */
export interface BelievedAnchor extends Anchor {
  readonly lists: readonly TrustList[];
}

/** Checks the lists of an anchor, each by the keys that the one before it names. */
export const believeAnchor = ({ channel, register, keySets, lists }: TrustAnchor): TrustFinding<BelievedAnchor> => {
  const place = { channel, register };
  const { lists: believed, stoppedBy } = followTrustLists(lists, { place, keySets });
  return stoppedBy === undefined ? { found: { place, lists: believed } } : { refusal: stoppedBy };
};
