// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@registry/chaincode/protocol';
import type { DocumentKind, JsonObject } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import type { Caller } from '../http/requestContext';
import type { Sealing } from '../sealing/port';
import type { Keyring } from '../vault/keyring';
import type { Decision } from './dueServices';
import { letterFactsOf } from './letterFacts';
import { writeDocument } from './letters';

export interface ServingParts {
  readonly database: Database;
  readonly sealing: Sealing;
  readonly keyring: Pick<Keyring, 'digest'>;
  /** The registry's clock: it serves what others decided. */
  readonly caller: Caller;
}

/** What was served. */
export interface Served {
  readonly serviceId: string;
  readonly documentKind: DocumentKind;
  readonly transactionId: string;
}

/**
 * Writes the document of a decision and serves it: the document stays with its opening at this registry, and the ledger
 * gets the commitment.
 *
 * @throws LedgerRefusal ALREADY_SERVED, ACCESS_DENIED; CommitUnknown, CommitFailed, LedgerUnavailable, LedgerBusy
 */
export const newServing =
  (parts: ServingParts) =>
  async (decision: Decision): Promise<Served> => {
    const { sealing, caller, keyring } = parts;
    const { eventSeq, recordId: caseId } = decision.event;
    const written = writeDocument(await letterFactsOf(parts, decision));
    const { documentKind, number: serviceId } = written;
    const document = written as unknown as JsonObject;
    // Keyed: a plain digest of the document would go on the ledger and let its private parts be guessed.
    const digest = keyring.digest('request-digest', Buffer.from(canonicalJson(document)));
    const { transactionId } = await sealing.submitSealed({
      caller,
      contract: 'service',
      transaction: 'serve',
      form: { caseId, eventSeq, documentKind, document },
      pointers: ['/document'],
      idempotencyKey: `serve:${serviceId}:${digest.slice(0, 32)}`,
    });
    return { serviceId, documentKind, transactionId };
  };
