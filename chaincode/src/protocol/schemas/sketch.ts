// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Characters of a token: 48 bits in base64url. */
export const TOKEN_LENGTH = 8;
/** Rows that stand for a file at the most, chunks and rows together, and columns with the whole schema. */
export const ROWS_IN_SKETCH = 32;
export const CHUNKS_AND_ROWS = 38;
export const SCHEMA_TOKENS = 4;

const tokens = (most: number): z.ZodString =>
  z.string().regex(new RegExp(`^(?:[A-Za-z0-9_-]{${TOKEN_LENGTH}}){0,${most}}$`), `must be at most ${most} tokens`);

/**
 * What stands for a file when registries compare what was filed with them (decisions/0018): tokens of some of its rows,
 * chunks and columns, under a key that the registries share, each list in the order in which its values were chosen.
 * 252 bytes at the most.
 */
export const sketch = z
  .strictObject({
    keyId: z.string().regex(/^[A-Za-z0-9_-]{8}$/, 'must be the name of a comparison key'),
    rows: tokens(ROWS_IN_SKETCH),
    chunks: tokens(CHUNKS_AND_ROWS),
    schema: tokens(SCHEMA_TOKENS),
  })
  .refine(({ rows, chunks }) => rows.length + chunks.length <= CHUNKS_AND_ROWS * TOKEN_LENGTH, {
    path: ['chunks'],
    message: `must with the rows be at most ${CHUNKS_AND_ROWS} tokens`,
  });

export type Sketch = z.infer<typeof sketch>;
