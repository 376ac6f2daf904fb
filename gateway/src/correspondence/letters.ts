// SPDX-License-Identifier: Apache-2.0
import { SERVED_EVENT_TYPES, SERVED_EVENTS, serviceIdOf } from '@registry/chaincode/protocol';
import type { DocumentKind, ServedEventType, ServiceSide } from '@registry/chaincode/protocol';
import { partyNames } from './letter';
import type { Letter, LetterFacts } from './letter';
import {
  acceptanceNotice,
  correctionNotice,
  deemedAcceptanceNotice,
  lapseNotice,
  refusalNotice,
  withdrawalNotice,
} from './letters/intake';
import { noticeFailure, objectionDecision, objectionNotice } from './letters/objections';
import { certificateNotice, publicNotice } from './letters/publication';
import {
  agencyAssignment,
  extensionNotice,
  rejectionDecision,
  supplementNotice,
  terminationNotice,
} from './letters/review';
import type { ServedDocument } from './servedDocument';
import { dayOf } from './words';

/** A template for each decision that is served; the protocol's table says which these are. */
const LETTERS: { readonly [T in ServedEventType]: Letter<T> } = {
  correctionRequested: correctionNotice,
  applicationLapsed: lapseNotice,
  applicationRefused: refusalNotice,
  applicationAccepted: acceptanceNotice,
  acceptanceDeemed: deemedAcceptanceNotice,
  supplementRequested: supplementNotice,
  reviewExtended: extensionNotice,
  agencyAssigned: agencyAssignment,
  applicationRejected: rejectionDecision,
  applicationTerminated: terminationNotice,
  noticePublished: publicNotice,
  noticeObjected: objectionNotice,
  objectionDecided: objectionDecision,
  noticeFailed: noticeFailure,
  certificateGranted: certificateNotice,
  applicationWithdrawn: withdrawalNotice,
};

/** The title of each kind of document. */
export const TITLES = Object.fromEntries(
  SERVED_EVENT_TYPES.map((type) => [SERVED_EVENTS[type].documentKind, LETTERS[type].title]),
) as Readonly<Record<DocumentKind, string>>;

const NAMES: Readonly<Record<ServiceSide, (facts: LetterFacts) => string[]>> = {
  PARTY: ({ record, event }) => partyNames(record, SERVED_EVENTS[event.type].sides),
  AGENCY: ({ agencyName = '第三方登记服务机构' }) => [agencyName],
  // One party need not learn from a letter who the other is.
  OBJECTOR: () => ['异议人'],
};

const addresseesOf = (facts: LetterFacts): string[] =>
  SERVED_EVENTS[facts.event.type].sides.flatMap((side) => NAMES[side](facts));

/** The provisions cited by the decision, then the article of the profile on which its step rests. */
const basisOf = ({ event }: LetterFacts): string[] => [
  ...new Set([...(event.legalBasis ?? []), event.actor.authorityBasis]),
];

/**
 * Puts a decision into the words in which it is served. The same facts give the same document.
 *
 * @param facts - with sealed values opened as far as this registry holds them
 */
export const writeDocument = <T extends ServedEventType>(facts: LetterFacts<T>): ServedDocument => {
  const { event, record, profile, registryName, transactionId } = facts as unknown as LetterFacts;
  const letter = LETTERS[event.type] as unknown as Letter<T>;
  const { paragraphs, items = [], closing = [] } = letter.write(facts);
  const { caseId, receiptNo, registry, filing } = record;
  const { eventSeq, eventHash, txTime } = event;
  return {
    template: 1,
    documentKind: SERVED_EVENTS[event.type].documentKind,
    number: serviceIdOf({ caseId, eventSeq }),
    title: letter.title,
    registry: { uscc: registry.uscc, name: registryName },
    addressees: addresseesOf(facts),
    subject: { caseId, receiptNo, dataName: filing.product.dataName },
    paragraphs: [...paragraphs],
    items: [...items],
    closing: [...closing],
    basis: basisOf(facts),
    ...(letter.hasRemedy && profile !== undefined && { remedy: profile.remedy }),
    date: dayOf(txTime),
    event: { eventSeq, eventHash, transactionId },
  };
};
