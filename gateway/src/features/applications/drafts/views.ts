// SPDX-License-Identifier: Apache-2.0
import { applicationForm } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { Draft } from '../../../drafts/draft';
import { problemSchema } from '../../../http/problemSchema';

export const draftId = z.string().regex(/^draft-[0-9a-f]{32}$/);

const PARTS = Object.keys(applicationForm.shape);

/** What has not been filled in is left out: a draft says so in one way only. */
const part = z.unknown().refine((value) => value !== null, 'must be left out while there is nothing to say');

/**
 * As much of an application as there is: only the names of its parts are looked at, since what stands in them may be
 * half a word. Whether it could be filed is what the findings say.
 */
export const draftForm = z.strictObject(
  Object.fromEntries(PARTS.map((name) => [name, part.optional()])) as Record<
    keyof typeof applicationForm.shape,
    z.ZodOptional<z.ZodUnknown>
  >,
);

const heading = z.object({
  draftId: z.string(),
  version: z.int(),
  isBeingFiled: z.boolean().describe('Whether it was sent to the ledger and the answer is not known yet'),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const draftSummary = heading.extend({ dataName: z.string() });
export const draftDetail = heading.extend({ form: draftForm });
export const draftsPage = z.object({ items: z.array(draftSummary), nextCursor: z.string().optional() });

export const draftFindings = z.object({
  draftId: z.string(),
  version: z.int(),
  isReady: z.boolean().describe('Whether it would be taken if it were filed now'),
  refusal: problemSchema.optional().describe('What filing it now would be answered'),
});

/** The version of a draft as an entity tag. */
export const tagOf = ({ version }: Pick<Draft, 'version'>): string => `"${String(version)}"`;
