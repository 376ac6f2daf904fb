// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { CASE_TYPES } from './vocabulary';
import type { Person, Role } from './person';
import { caseId, idempotencyKey, sealed } from './primitives';
import type { BatchOutcome } from './batch';
import type { Sealed } from './primitives';

/** The side on which somebody is served: the applicants with their agent, the agency that examines, an objector. */
export const SERVICE_SIDES = ['PARTY', 'AGENCY', 'OBJECTOR'] as const;
export type ServiceSide = (typeof SERVICE_SIDES)[number];

const SIDES: Readonly<Partial<Record<Role, readonly ServiceSide[]>>> = {
  applicant: ['PARTY', 'OBJECTOR'],
  agent: ['PARTY'],
  agency: ['AGENCY'],
};

/** The sides on which a role receives what is served; most receive nothing. */
export const sidesOfRole = (role: Role): readonly ServiceSide[] => SIDES[role] ?? [];

/** The documents that are served (送达): which decision brings about which, and on whom. A new kind is a row here. */
export const SERVED_EVENTS = {
  correctionRequested: { documentKind: 'CORRECTION_NOTICE', sides: ['PARTY'] },
  applicationLapsed: { documentKind: 'LAPSE_NOTICE', sides: ['PARTY'] },
  applicationRefused: { documentKind: 'REFUSAL_NOTICE', sides: ['PARTY'] },
  applicationAccepted: { documentKind: 'ACCEPTANCE_NOTICE', sides: ['PARTY'] },
  acceptanceDeemed: { documentKind: 'DEEMED_ACCEPTANCE_NOTICE', sides: ['PARTY'] },
  supplementRequested: { documentKind: 'SUPPLEMENT_NOTICE', sides: ['PARTY'] },
  reviewExtended: { documentKind: 'EXTENSION_NOTICE', sides: ['PARTY'] },
  agencyAssigned: { documentKind: 'AGENCY_ASSIGNMENT', sides: ['AGENCY'] },
  applicationRejected: { documentKind: 'REJECTION_DECISION', sides: ['PARTY'] },
  applicationTerminated: { documentKind: 'TERMINATION_NOTICE', sides: ['PARTY'] },
  noticePublished: { documentKind: 'PUBLIC_NOTICE', sides: ['PARTY'] },
  noticeObjected: { documentKind: 'OBJECTION_NOTICE', sides: ['PARTY'] },
  objectionDecided: { documentKind: 'OBJECTION_DECISION', sides: ['PARTY', 'OBJECTOR'] },
  noticeFailed: { documentKind: 'NOTICE_FAILURE_DECISION', sides: ['PARTY'] },
  certificateGranted: { documentKind: 'CERTIFICATE_NOTICE', sides: ['PARTY'] },
  applicationWithdrawn: { documentKind: 'WITHDRAWAL_NOTICE', sides: ['PARTY'] },
} as const;
export type ServedEventType = keyof typeof SERVED_EVENTS;
export type DocumentKind = (typeof SERVED_EVENTS)[ServedEventType]['documentKind'];
export const SERVED_EVENT_TYPES = Object.keys(SERVED_EVENTS) as ServedEventType[];
export const DOCUMENT_KINDS = Object.values(SERVED_EVENTS).map(({ documentKind }) => documentKind);

export const isServedEvent = (type: string): type is ServedEventType => Object.hasOwn(SERVED_EVENTS, type);

const SERVICE_ID = /^S-\d{3}-[0-9A-HJKMNP-TV-Z]{26}-\d{4}$/;
export const serviceId = z.string().regex(SERVICE_ID, 'must be the number of a served document');

/** The number of the document that says what an event of a case decided: one for each such event. */
export const serviceIdOf = (served: { readonly caseId: string; readonly eventSeq: number }): string =>
  `S-${served.caseId}-${String(served.eventSeq).padStart(4, '0')}`;

/** The most documents that one transaction serves. */
export const MAX_SERVED_TOGETHER = 100;

const serving = {
  caseId,
  /** The event whose decision is served. */
  eventSeq: z.int().min(1).max(9999),
  documentKind: z.enum(DOCUMENT_KINDS),
  /** The document that was served, with the reasons that it opens, as a salted commitment. */
  document: sealed,
} as const;

export const serviceCommands = {
  serve: z.strictObject({ idempotencyKey, ...serving }),
  /** Many documents in one transaction, each with a result of its own. */
  serveBatch: z.strictObject({
    idempotencyKey,
    services: z.array(z.strictObject(serving)).min(1).max(MAX_SERVED_TOGETHER),
  }),
  acknowledge: z.strictObject({ idempotencyKey, serviceId }),
} as const;
export type ServiceCommand<N extends keyof typeof serviceCommands> = z.infer<(typeof serviceCommands)[N]>;

export const readServiceQuery = z.strictObject({ serviceId });

/** Somebody who is served: by USCC or key, in the membership in which they log in. */
export type Addressee = { readonly side: ServiceSide; readonly party: string; readonly mspId: string };

/** That a party opened what it was served. */
export type Acknowledgement = { readonly party: string; readonly at: string; readonly by: Person };

/** A document served on somebody (送达), and who has acknowledged it (阅知). */
export type ServiceRecord = {
  readonly kind: 'service';
  readonly schemaVersion: number;
  readonly serviceId: string;
  readonly caseId: string;
  readonly caseType: (typeof CASE_TYPES)[number];
  readonly registry: { readonly uscc: string; readonly mspId: string };
  readonly documentKind: DocumentKind;
  /** The event of the case that the document puts into words. */
  readonly served: { readonly eventSeq: number; readonly eventHash: string };
  readonly document: Sealed;
  readonly addressees: readonly Addressee[];
  readonly servedAt: string;
  readonly servedBy: Person;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

/** What serving and acknowledging answer. */
export type ServiceAnswer = {
  readonly serviceId: string;
  readonly caseId: string;
  readonly eventSeq: number;
  readonly eventHash: string;
  readonly servedAt: string;
  /** When the caller's party acknowledged it. */
  readonly acknowledgedAt?: string;
};

/** What serving many documents answers: a result for each, in their order. */
export type ServiceBatchAnswer = { readonly results: readonly BatchOutcome<ServiceAnswer>[] };
