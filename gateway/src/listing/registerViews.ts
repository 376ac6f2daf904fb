// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@registry/chaincode/protocol';
import { z } from 'zod';

/** What the public sees of a record that a supervisor approves: what it says and where it stands, and no person. */
export const approvableFields = {
  approval: z.enum(['PROPOSED', 'APPROVED']),
  hash: z.string(),
  eventSeq: z.int(),
  lastEventAt: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
};

export const approvalFilter = z.enum(['PROPOSED', 'APPROVED']).default('APPROVED');

interface ApprovableRow {
  readonly transaction_id: string;
  readonly block_number: number;
  readonly record: {
    readonly approval: string;
    readonly hash: string;
    readonly eventSeq: number;
    readonly lastEventAt: string;
  };
}

/** The fields of {@link approvableFields} of one row. */
export const approvableView = ({ record, transaction_id, block_number }: ApprovableRow): JsonObject => ({
  approval: record.approval,
  hash: record.hash,
  eventSeq: record.eventSeq,
  lastEventAt: record.lastEventAt,
  transactionId: transaction_id,
  blockNumber: block_number,
});

/** Filters without those that were not given: what a cursor is bound to. */
export const givenFilters = (query: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== undefined && name !== 'cursor' && name !== 'limit'),
  ) as Record<string, JsonValue>;
