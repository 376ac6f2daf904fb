// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, RegistryError } from '@registry/chaincode/protocol';
import type {
  BatchOutcome,
  DocumentKind,
  JsonObject,
  ServiceAnswer,
  ServiceBatchAnswer,
} from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import type { Caller } from '../http/requestContext';
import { LedgerRefusal } from '../ledger/errors';
import type { Sealing } from '../sealing/port';
import type { Keyring } from '../vault/keyring';
import type { Decision } from './dueServices';
import { newFactsReader } from './letterFacts';
import { writeDocument } from './letters';

export interface ServingParts {
  readonly database: Database;
  readonly sealing: Sealing;
  readonly keyring: Pick<Keyring, 'digest'>;
  /** The registry's clock: it serves what others decided. */
  readonly caller: Caller;
}

/** What came of one decision: its document was served, or the ledger did not take it. */
export type Serving =
  | { readonly decision: Decision; readonly served: Served }
  | { readonly decision: Decision; readonly refusal: LedgerRefusal };

/** What was served. */
export interface Served {
  readonly serviceId: string;
  readonly documentKind: DocumentKind;
  readonly transactionId: string;
}

interface Letter {
  readonly decision: Decision;
  readonly form: JsonObject;
  readonly served: Omit<Served, 'transactionId'>;
}

const writeLetters = async (parts: ServingParts, decisions: readonly Decision[]): Promise<Letter[]> => {
  const factsOf = newFactsReader(parts);
  const letters: Letter[] = [];
  for (const decision of decisions) {
    const { eventSeq, recordId: caseId } = decision.event;
    const written = writeDocument(await factsOf(decision));
    const { documentKind, number: serviceId } = written;
    const form = { caseId, eventSeq, documentKind, document: written as unknown as JsonObject };
    letters.push({ decision, form, served: { serviceId, documentKind } });
  }
  return letters;
};

const servingOf = (
  { decision, served }: Letter,
  outcome: BatchOutcome<ServiceAnswer> | undefined,
  transactionId: string,
): Serving => {
  if (outcome === undefined || 'answer' in outcome) return { decision, served: { ...served, transactionId } };
  const { code, details } = outcome.refusal;
  return { decision, refusal: new LedgerRefusal(new RegistryError(code, details)) };
};

/**
 * Writes the documents of decisions and serves them in one transaction: a document stays with its opening at this
 * registry, and the ledger gets the commitment.
 *
 * @returns what came of each decision, in their order
 * @throws CommitUnknown, CommitFailed, LedgerUnavailable, LedgerBusy, and LedgerRefusal where none may be served
 */
export const newServing =
  (parts: ServingParts) =>
  async (decisions: readonly Decision[]): Promise<Serving[]> => {
    const { sealing, caller, keyring } = parts;
    const letters = await writeLetters(parts, decisions);
    const services = letters.map(({ form }) => form);
    // Keyed: a plain digest of the documents would go on the ledger and let their private parts be guessed.
    const digest = keyring.digest('request-digest', Buffer.from(canonicalJson(services)));
    const { transactionId, answer } = await sealing.submitSealed({
      caller,
      contract: 'service',
      transaction: 'serveBatch',
      form: { services },
      pointers: services.map((_, index) => ({ pointer: `/services/${index}/document`, label: '/document' })),
      idempotencyKey: `serve:${digest.slice(0, 32)}`,
    });
    const { results } = answer as unknown as ServiceBatchAnswer;
    return letters.map((letter, index) => servingOf(letter, results[index], transactionId));
  };
