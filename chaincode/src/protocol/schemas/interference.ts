// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Person } from './person';
import { caseId, idempotencyKey, paragraphs, sealed } from './primitives';
import type { Sealed } from './primitives';

/** How somebody tried to influence a review: by orders, favours, threats, or by asking for what is confidential. */
export const INTERFERENCE_REASONS = ['IF-ORDER', 'IF-FAVOUR', 'IF-THREAT', 'IF-CONFIDENTIAL'] as const;
/** What the supervisor finds. */
export const INTERFERENCE_FINDINGS = ['IF-CONFIRMED', 'IF-NOT-CONFIRMED', 'IF-REFERRED'] as const;

export const reportId = z.string().regex(/^I-[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the number of a report');

export const interferenceCommands = {
  report: z.strictObject({ idempotencyKey, caseId, reasonCode: z.enum(INTERFERENCE_REASONS), statement: sealed }),
  close: z.strictObject({ idempotencyKey, reportId, finding: z.enum(INTERFERENCE_FINDINGS), reason: sealed }),
} as const;

/** What a person sends; the gateway seals the words. */
export const interferenceForms = {
  report: z.strictObject({ caseId, reasonCode: z.enum(INTERFERENCE_REASONS), statement: paragraphs(4000) }),
  close: z.strictObject({ finding: z.enum(INTERFERENCE_FINDINGS), reason: paragraphs(4000) }),
} as const;

/** A report of improper interference (干预). It is no part of the case's record, which the parties read. */
export type InterferenceRecord = {
  readonly kind: 'interference';
  readonly schemaVersion: number;
  readonly reportId: string;
  readonly caseId: string;
  readonly reasonCode: string;
  readonly statement: Sealed;
  readonly reportedAt: string;
  readonly reportedBy: Person;
  readonly closing?: {
    readonly finding: string;
    readonly reason: Sealed;
    readonly closedAt: string;
    readonly closedBy: Person;
  };
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

/** What a command on a report answers, and answers again when it is repeated. */
export type InterferenceAnswer = {
  readonly reportId: string;
  readonly status: 'OPEN' | 'CLOSED';
  readonly eventSeq: number;
  readonly eventHash: string;
};
