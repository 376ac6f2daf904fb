// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { DOCUMENT_KINDS } from '@registry/chaincode/protocol';

/**
 * A document that a party is served (送达), in words and not in a drawing: the ledger holds a salted commitment of exactly
 * this, and text and PDF are made from it.
 */
export const servedDocument = z.strictObject({
  /** Which templates wrote it: what was served stays as it was when they change. */
  template: z.literal(1),
  documentKind: z.enum(DOCUMENT_KINDS),
  /** Number of the document: case and event. */
  number: z.string(),
  title: z.string(),
  registry: z.strictObject({ uscc: z.string(), name: z.string() }),
  addressees: z.array(z.string()),
  subject: z.strictObject({ caseId: z.string(), receiptNo: z.string(), dataName: z.string() }),
  paragraphs: z.array(z.string()),
  items: z.array(z.string()),
  /** What follows the list. */
  closing: z.array(z.string()),
  /** The provisions on which the decision rests. */
  basis: z.array(z.string()),
  /** What may be done against it, and where. */
  remedy: z.string().optional(),
  /** Civil day of the decision in Asia/Shanghai, YYYY-MM-DD. */
  date: z.string(),
  /** The event that the document puts into words. */
  event: z.strictObject({ eventSeq: z.int(), eventHash: z.string(), transactionId: z.string() }),
});
export type ServedDocument = z.infer<typeof servedDocument>;
