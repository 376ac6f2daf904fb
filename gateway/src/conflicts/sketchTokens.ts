// SPDX-License-Identifier: Apache-2.0
import { TOKEN_LENGTH } from '@registry/chaincode/protocol';
import type { Filing, Sketch } from '@registry/chaincode/protocol';

/** The tokens of a list, in its order. */
export const tokensOf = (list: string): string[] =>
  Array.from({ length: list.length / TOKEN_LENGTH }, (_, at) => list.slice(at * TOKEN_LENGTH, (at + 1) * TOKEN_LENGTH));

/** A sample's sketch, and how large the sample is. */
export interface SketchedSample {
  readonly sketch: Sketch;
  readonly bytes: number;
}

/** The samples of a filing that can be compared. */
export const samplesOf = ({ materials }: Pick<Filing, 'materials'>): SketchedSample[] =>
  materials.flatMap(({ sketch, size }) => (sketch === undefined ? [] : [{ sketch, bytes: size }]));

/** What finds the very same content. It cannot be mistaken for a token: it is longer. */
const rootToken = ({ product }: Pick<Filing, 'product'>): string => product.content.sha256Root;

/** What finds data that have something in common: the same content, a chunk, or a row. */
export const closeTokens = (filing: Filing): string[] => [
  rootToken(filing),
  ...samplesOf(filing).flatMap(({ sketch }) => [...tokensOf(sketch.rows), ...tokensOf(sketch.chunks)]),
];

/** What finds data of the same columns. Thousands may have them, so they are asked for apart. */
export const schemaTokens = (filing: Filing): string[] =>
  samplesOf(filing).flatMap(({ sketch }) => tokensOf(sketch.schema).slice(0, 1));

/** By what a case's data are found, each once. */
export const contentTokens = (filing: Filing): string[] => [
  ...new Set([...closeTokens(filing), ...schemaTokens(filing)]),
];
