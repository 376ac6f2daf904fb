// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { certificateNumber, civilDate, idempotencyKey, legalBasis, paragraphs, sealed } from './primitives';
import type { Sealed } from './primitives';

/** Why a certificate is suspended (domain section 4, row 37): a clue of fraud, safety, or the order of an organ. */
export const SUSPENSION_REASONS = ['SP-CLUE', 'SP-SAFETY', 'SP-ORDER'] as const;
/** Why it stands again before its suspension ends by itself: the clue was cleared up, or the order was lifted. */
export const RESTORATION_REASONS = ['RS-CLEARED', 'RS-LIFTED'] as const;
/** Why it is revoked (撤销, row 38): fraud, false material, favouritism, or a judgment. */
export const REVOCATION_REASONS = ['RV-FRAUD', 'RV-FALSE', 'RV-FAVOUR', 'RV-COURT'] as const;
/** Whether what was wrongly registered never was a right, or is none from the decision on. */
export const REVOCATION_EFFECTS = ['AB_INITIO', 'FROM_DECISION'] as const;

/** The longest suspension, in days: what takes longer is decided anew. */
export const MOST_SUSPENDED_DAYS = 180;

const suspension = { reasonCode: z.enum(SUSPENSION_REASONS), legalBasis, until: civilDate } as const;
const restoration = { reasonCode: z.enum(RESTORATION_REASONS), legalBasis } as const;
const revocation = {
  reasonCode: z.enum(REVOCATION_REASONS),
  legalBasis,
  effect: z.enum(REVOCATION_EFFECTS),
} as const;

const onCertificate = { idempotencyKey, number: certificateNumber, reason: sealed } as const;

/** What the supervisor decides of a certificate. */
export const certificateCommands = {
  /** Until the end of a day, in Asia/Shanghai. */
  suspend: z.strictObject({ ...onCertificate, ...suspension }),
  restore: z.strictObject({ ...onCertificate, ...restoration }),
  revoke: z.strictObject({ ...onCertificate, ...revocation }),
} as const;
export type CertificateCommandName = keyof typeof certificateCommands;
export type CertificateCommand<N extends CertificateCommandName> = z.infer<(typeof certificateCommands)[N]>;

const inWords = { reason: paragraphs(4000) } as const;

/** What a person sends; the gateway seals the words. */
export const certificateForms = {
  suspend: z.strictObject({ ...suspension, ...inWords }),
  restore: z.strictObject({ ...restoration, ...inWords }),
  revoke: z.strictObject({ ...revocation, ...inWords }),
} as const;

/** What changed a certificate's status last. Absent while it stands as it was granted. */
export type CertificateStanding = {
  readonly since: string;
  readonly reasonCode: string;
  readonly legalBasis: readonly string[];
  readonly reason: Sealed;
  /** The instant at which a suspension ends by itself. */
  readonly until?: string;
  readonly effect?: (typeof REVOCATION_EFFECTS)[number];
};

/** What a command on a certificate answers, and answers again when it is repeated. */
export type CertificateAnswer = {
  readonly number: string;
  readonly status: string;
  readonly eventSeq: number;
  readonly eventHash: string;
};
