// SPDX-License-Identifier: Apache-2.0
import { hex64, jsonValue, PROFILE_SUBJECTS, ruleProfile } from '@registry/chaincode/protocol';
import { z } from 'zod';

export const proposalBody = z.strictObject({ profile: ruleProfile });
export const approvalBody = z.strictObject({ hash: hex64 });

export const settledAnswer = z.object({
  recordType: z.literal('profile'),
  recordId: z.string(),
  hash: z.string(),
  approval: z.enum(['PROPOSED', 'APPROVED']),
  eventSeq: z.int(),
  eventHash: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

const version = z.object({
  version: z.int(),
  hash: z.string(),
  title: z.string(),
  proposedAt: z.string().describe('Instant (UTC) of its proposal'),
  approvedAt: z.string().optional().describe('Instant (UTC) from which on cases begin under it'),
});

export const versionsView = z.object({ items: z.array(version), blockHeight: z.int() });

const named = z.object({ profileId: z.string(), version: z.int(), hash: z.string() });

const difference = z.object({
  subject: z.enum(PROFILE_SUBJECTS).describe('What the point is about'),
  point: z.string().describe('The point inside a profile, such as periods/notice or checklist/SAMPLE'),
  one: jsonValue.optional(),
  other: jsonValue.optional(),
});

export const differencesView = z.object({
  one: named,
  other: named,
  items: z.array(difference),
  blockHeight: z.int(),
});
