// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

type PageSchema<T extends z.ZodType> = z.ZodObject<{
  items: z.ZodArray<T>;
  nextCursor: z.ZodOptional<z.ZodString>;
  blockHeight: z.ZodInt;
}>;

/** The answer of every list. */
export const pageSchema = <T extends z.ZodType>(item: T): PageSchema<T> =>
  z.object({ items: z.array(item), nextCursor: z.string().optional(), blockHeight: z.int() });

/** Filters by time compare instants, so a civil date alone is not enough. */
const NOT_AN_INSTANT = 'must be an instant with its offset, such as 2026-01-31T16:00:00+08:00';

export const instantFilter = z.iso.datetime({ offset: true, error: NOT_AN_INSTANT }).transform((text, context) => {
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  context.addIssue({ code: 'custom', message: NOT_AN_INSTANT });
  return z.NEVER;
});

/** What stands in an answer where a value is sealed and is not shown. */
export const sealedSchema = z.object({ commitment: z.object({ sha256: z.string(), sm3: z.string() }) });

export const ledgerRefSchema = z.object({ channel: z.string(), transactionId: z.string(), blockNumber: z.int() });
