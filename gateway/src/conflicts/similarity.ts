// SPDX-License-Identifier: Apache-2.0
import { CHUNKS_AND_ROWS, ROWS_IN_SKETCH } from '@registry/chaincode/protocol';
import type { Filing, Sketch } from '@registry/chaincode/protocol';
import { overlapOf } from './overlap';
import type { Chosen, Overlap } from './overlap';
import { samplesOf, tokensOf } from './sketchTokens';
import type { SketchedSample } from './sketchTokens';

/** What two filings have in common. */
export interface Similarity {
  readonly isSameContent: boolean;
  readonly rows?: Overlap;
  readonly chunks?: Overlap;
  readonly isSameSchema: boolean;
  /** Of the smaller sample, how much is in the larger one, in percent. */
  readonly contained: number;
}

const rowsOf = ({ rows }: Sketch): Chosen => ({ tokens: tokensOf(rows), most: ROWS_IN_SKETCH });
const chunksOf = ({ rows, chunks }: Sketch): Chosen => ({
  tokens: tokensOf(chunks),
  most: CHUNKS_AND_ROWS - tokensOf(rows).length,
});

const shareOf = (overlap: Overlap | undefined): number =>
  overlap === undefined ? 0 : overlap.shared / overlap.compared;

/** From what both share of all, and how large each is, what the smaller one shares. */
const containedIn = (share: number, one: number, other: number): number => {
  const common = (share * (one + other)) / (1 + share);
  return Math.round(100 * Math.min(1, common / Math.max(1, Math.min(one, other))));
};

type OfSamples = Omit<Similarity, 'isSameContent'>;

const compareSamples = (one: SketchedSample, other: SketchedSample): OfSamples[] => {
  if (one.sketch.keyId !== other.sketch.keyId) return [];
  const rows = overlapOf(rowsOf(one.sketch), rowsOf(other.sketch));
  const chunks = overlapOf(chunksOf(one.sketch), chunksOf(other.sketch));
  const [schema] = tokensOf(one.sketch.schema);
  return [
    {
      ...(rows && { rows }),
      ...(chunks && { chunks }),
      isSameSchema: schema !== undefined && schema === tokensOf(other.sketch.schema)[0],
      contained: containedIn(Math.max(shareOf(rows), shareOf(chunks)), one.bytes, other.bytes),
    },
  ];
};

const weight = ({ rows, chunks, isSameSchema }: OfSamples): number =>
  2 * Math.max(shareOf(rows), shareOf(chunks)) + (isSameSchema ? 1 : 0);

const NOTHING: OfSamples = { isSameSchema: false, contained: 0 };

/** How much of all rows, or of all chunks, both have, in percent: the larger of the two. */
export const percentShared = ({ rows, chunks }: Similarity): number =>
  Math.round(100 * Math.max(shareOf(rows), shareOf(chunks)));

/** Compares the samples of two filings; of several, the two that are most alike. */
export const compareFilings = (own: Filing, other: Filing): Similarity => {
  const compared = samplesOf(own).flatMap((one) => samplesOf(other).flatMap((sample) => compareSamples(one, sample)));
  const best = compared.reduce((most, one) => (weight(one) >= weight(most) ? one : most), NOTHING);
  return { isSameContent: own.product.content.sha256Root === other.product.content.sha256Root, ...best };
};
