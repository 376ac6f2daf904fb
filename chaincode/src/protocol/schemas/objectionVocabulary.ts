// SPDX-License-Identifier: Apache-2.0
/** Whether an objector claims an interest of its own, or speaks as anybody may (domain 3.6). */
export const STANDINGS = ['INTERESTED_PARTY', 'PUBLIC'] as const;

/** What an objection says is wrong with what was published. */
export const OBJECTION_GROUNDS = [
  'OWNERSHIP',
  'INFRINGEMENT',
  'FALSE_MATERIAL',
  'PERSONAL_INFORMATION',
  'TRADE_SECRET',
  'DUPLICATE',
  'OTHER',
] as const;
export type ObjectionGround = (typeof OBJECTION_GROUNDS)[number];

/** During a notice, or against a registration that stands. */
export const OBJECTION_PHASES = ['NOTICE', 'POST'] as const;

/** `MOOT`: its case ended otherwise before it was decided. */
export const OBJECTION_STATUSES = ['OPEN', 'UPHELD', 'PART', 'DISMISSED', 'WITHDRAWN', 'MOOT'] as const;
export type ObjectionStatus = (typeof OBJECTION_STATUSES)[number];

export const OBJECTION_DECISIONS = ['UPHELD', 'PART', 'DISMISSED'] as const;
export type ObjectionDecision = (typeof OBJECTION_DECISIONS)[number];

/** Why an objection was decided so (domain section 4). `OB-LATE` is refused before it is raised. */
export const OBJECTION_REASONS = ['OB-UPHELD', 'OB-PART', 'OB-DISMISSED', 'OB-STANDING', 'OB-NOEVID'] as const;

/** The decision that each reason stands for. */
export const DECISION_OF_REASON: Readonly<Record<(typeof OBJECTION_REASONS)[number], ObjectionDecision>> = {
  'OB-UPHELD': 'UPHELD',
  'OB-PART': 'PART',
  'OB-DISMISSED': 'DISMISSED',
  'OB-STANDING': 'DISMISSED',
  'OB-NOEVID': 'DISMISSED',
};

/** What an applicant says to an objection. */
export const REPLY_POSITIONS = ['CONTESTS', 'CONCEDES'] as const;

/** How a case ends whose notice has failed: the seed terminates it, N35 refuses the registration. */
export const NOTICE_FAILURES = ['TERMINATED', 'REJECTED'] as const;

/** Why a notice failed: of a termination the one reason, of a rejection the one that the ground calls for. */
export const NOTICE_FAILURE_REASONS = ['TM-NOTICE', 'RJ-DISPUTE', 'RJ-CONCEAL', 'RJ-LAW'] as const;
