// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_KINDS } from '@registry/chaincode/protocol';
import type { JsonValue } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { TITLES } from '../../correspondence/letters';
import { servedDocument } from '../../correspondence/servedDocument';
import { sealedSchema } from '../../listing/schemas';
import type { ServiceRow } from './readServices';

export const inboxItem = z.object({
  serviceId: z.string().describe('Number of the document: case and event'),
  caseId: z.string(),
  dataName: z.string(),
  documentKind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
  registry: z.string().describe('USCC of the registry that served it'),
  servedAt: z.string(),
  acknowledgedAt: z.string().optional().describe('When your side acknowledged it (阅知); absent while unread'),
  transactionId: z.string(),
  blockNumber: z.int(),
});

export const viewItem = (row: ServiceRow): z.infer<typeof inboxItem> => ({
  serviceId: row.service_id,
  caseId: row.case_id,
  dataName: row.data_name,
  documentKind: row.record.documentKind,
  title: TITLES[row.record.documentKind],
  registry: row.record.registry.uscc,
  servedAt: row.served_at,
  ...(row.acknowledged_at === null ? {} : { acknowledgedAt: row.acknowledged_at }),
  transactionId: row.transaction_id,
  blockNumber: row.block_number,
});

/** The document opened, or the commitment where this gateway does not hold it or the reader may not see it. */
const documentOrSealed = z.union([servedDocument, sealedSchema]);

export const inboxDetail = inboxItem.extend({
  document: documentOrSealed,
  commitment: z.object({ sha256: z.string(), sm3: z.string() }).describe('What the ledger holds of the document'),
  blockHeight: z.int(),
});

export const viewDetail = (row: ServiceRow, document: JsonValue): Omit<z.infer<typeof inboxDetail>, 'blockHeight'> => ({
  ...viewItem(row),
  document: document as z.infer<typeof documentOrSealed>,
  commitment: row.record.document.commitment,
});

/** What of a case was served, and on whom. */
export const caseService = inboxItem.omit({ acknowledgedAt: true }).extend({
  eventSeq: z.int().describe('The event that the document puts into words'),
  acknowledgements: z.array(z.object({ side: z.string(), party: z.string(), at: z.string() })),
  document: documentOrSealed,
});

export const viewCaseService = (row: ServiceRow, document: JsonValue): z.infer<typeof caseService> => {
  const { addressees, acknowledgements, served } = row.record;
  const sideOf = (party: string): string => addressees.find((one) => one.party === party)?.side ?? '';
  return {
    ...viewItem(row),
    eventSeq: served.eventSeq,
    acknowledgements: acknowledgements.map(({ party, at }) => ({ side: sideOf(party), party, at })),
    document: document as z.infer<typeof documentOrSealed>,
  };
};

export const acknowledged = z.object({
  serviceId: z.string(),
  caseId: z.string(),
  acknowledgedAt: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});
