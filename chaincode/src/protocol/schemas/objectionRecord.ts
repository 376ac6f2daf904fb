// SPDX-License-Identifier: Apache-2.0
import type { Deadline, Grounds } from './caseParts';
import type { CaseRecord } from './caseRecord';
import type { CaseCommand } from './commands';
import type { EvidenceFiling } from './objectionCommands';
import type { OBJECTION_PHASES, ObjectionDecision, ObjectionStatus } from './objectionVocabulary';
import type { Person } from './person';
import type { Sealed } from './primitives';

/** What an objector says, and against what. */
export type ObjectionClaim = Omit<CaseCommand<'raiseObjection'>, 'idempotencyKey'> & {
  readonly phase: (typeof OBJECTION_PHASES)[number];
  readonly registry: CaseRecord['registry'];
  readonly profile: CaseRecord['profile'];
  /** Until when it is to be decided. */
  readonly deadline: Deadline;
};

/** What the applicant says to it. */
export type ObjectionReply = {
  readonly position: CaseCommand<'replyToObjection'>['position'];
  readonly statement: Sealed;
  readonly evidence: readonly EvidenceFiling[];
  readonly repliedAt: string;
  readonly repliedBy: Person;
};

/** How it ended: decided, withdrawn by its objector, or overtaken by the end of its case. */
export type ObjectionOutcome =
  | (Grounds & {
      readonly outcome: ObjectionDecision;
      readonly upheldFields?: readonly string[];
      /** What the parties may do against the decision. */
      readonly remedy: string;
    })
  | { readonly outcome: 'WITHDRAWN'; readonly reason: Sealed }
  | { readonly outcome: 'MOOT'; readonly caseState: string };

/** An objection (异议) to what a notice publishes, as its last event left it. */
export type ObjectionRecord = ObjectionClaim & {
  readonly kind: 'objection';
  readonly schemaVersion: number;
  readonly objectionNo: string;
  readonly status: ObjectionStatus;
  readonly raisedAt: string;
  readonly objector: Person;
  readonly reply?: ObjectionReply;
  readonly overdue?: { readonly statedAt: string; readonly statedBy: Person };
  readonly closed?: ObjectionOutcome & { readonly closedAt: string; readonly closedBy: Person };
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};
