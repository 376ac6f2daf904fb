// SPDX-License-Identifier: Apache-2.0
import type {
  CaseRecord,
  CertificateRecord,
  DomainEvent,
  ObjectionRecord,
  RuleProfile,
  Sealed,
  ServedEventType,
  ServiceSide,
} from '@registry/chaincode/protocol';

/**
 * What a document is written from. In the event's data and in the record, sealed values stand opened wherever this
 * registry holds their openings.
 */
export interface LetterFacts<T extends ServedEventType = ServedEventType> {
  readonly event: DomainEvent<T>;
  readonly record: CaseRecord;
  readonly transactionId: string;
  readonly registryName: string;
  /** The agency that the event names, where it names one. */
  readonly agencyName?: string;
  /** The rules under which the case runs; absent where this register no longer has that version. */
  readonly profile?: RuleProfile;
  readonly certificate?: CertificateRecord;
  /** The objection that the event names, as it stands. */
  readonly objection?: ObjectionRecord;
}

/** What one kind of document says, beside what all of them say. */
export interface LetterBody {
  readonly paragraphs: readonly string[];
  readonly items?: readonly string[];
  /** What follows the list. */
  readonly closing?: readonly string[];
}

/** A kind of document: its title, its words, and whether it tells what may be done against the decision. */
export interface Letter<T extends ServedEventType> {
  readonly title: string;
  readonly hasRemedy: boolean;
  readonly write: (facts: LetterFacts<T>) => LetterBody;
}

/** A value that the ledger holds sealed, in words: what stands there for one whose opening is elsewhere. */
export const opened = (value: Sealed | string | undefined): string => {
  if (value === undefined) return '';
  // Opened values stand where the record's type says sealed.
  return typeof value === 'string' ? value : `（原文由作出方保存，承诺值 ${value.commitment.sha256.slice(0, 16)}…）`;
};

type Applicant = CaseRecord['filing']['applicants'][number];

const nameOf = (name: Sealed | string): string => (typeof name === 'string' ? name : '申请人');

/** The name of a natural person stands sealed on the ledger: it is opened for the own side, and for no other. */
const nameFor = (sides: readonly ServiceSide[], { applicantName, applicantType }: Applicant): string =>
  applicantType === 'NATURAL_PERSON' && sides.some((side) => side !== 'PARTY') ? '自然人申请人' : nameOf(applicantName);

/**
 * The parties of a case, as a letter addresses them.
 *
 * @param sides - all on which the letter is served
 */
export const partyNames = ({ filing }: CaseRecord, sides: readonly ServiceSide[]): string[] => [
  ...filing.applicants.map((applicant) => nameFor(sides, applicant)),
  ...(filing.agent === undefined ? [] : [`${filing.agent.name}（代理人）`]),
];
