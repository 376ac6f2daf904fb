// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@registry/chaincode/protocol';
import type { JsonValue, LedgerRecord } from '@registry/chaincode/protocol';
import type { CommittedBlock, CommittedTransaction } from '../ledger/port';
import { caseRows } from './caseRows';
import { calendarRows, certificateRows, institutionRows, profileRows } from './registerRows';
import type { BlockRows, Written } from './rows';

/** What Fabric calls a transaction that took effect. */
const VALID = 'VALID';

const recordRows = (record: LedgerRecord, by: Written): Partial<BlockRows> => {
  switch (record.kind) {
    case 'case':
      return caseRows(record, by);
    case 'certificate':
      return certificateRows(record, by);
    case 'institution':
      return institutionRows(record, by);
    case 'profile':
      return profileRows(record, by);
    case 'calendar':
      return calendarRows(record, by);
  }
};

const eventRows = (transaction: CommittedTransaction, by: Written): BlockRows['events'] =>
  transaction.events.map((event, index) => ({
    record_type: event.recordType,
    record_id: event.recordId,
    event_seq: event.eventSeq,
    case_id: event.caseId ?? null,
    type: event.type,
    tx_time: event.txTime,
    event: canonicalJson(event as unknown as JsonValue),
    tx_index: transaction.index,
    event_index: index,
    ...by,
  }));

const identityOf = (record: LedgerRecord): string => {
  switch (record.kind) {
    case 'case':
      return record.caseId;
    case 'certificate':
      return record.number;
    case 'institution':
      return record.institution.uscc;
    case 'profile':
      return record.profile.profileId;
    case 'calendar':
      return record.calendar.calendarId;
  }
};

/** What each record was last written as in the block, since one statement may touch a row only once. */
const lastWrites = (block: CommittedBlock): Map<string, Partial<BlockRows>> => {
  const last = new Map<string, Partial<BlockRows>>();
  for (const transaction of validTransactions(block)) {
    const by = { transaction_id: transaction.transactionId, block_number: block.number };
    for (const record of transaction.records) last.set(`${record.kind} ${identityOf(record)}`, recordRows(record, by));
  }
  return last;
};

const validTransactions = (block: CommittedBlock): CommittedTransaction[] =>
  block.transactions.filter(({ validationCode }) => validationCode === VALID);

const emptyRows = (): BlockRows => ({
  cases: [],
  case_parties: [],
  case_documents: [],
  events: [],
  notices: [],
  certificates: [],
  certificate_holders: [],
  institutions: [],
  profiles: [],
  calendars: [],
});

/** The rows that a block leaves behind. Transactions that the peers found invalid leave none. */
export const blockRows = (block: CommittedBlock): BlockRows => {
  const rows = emptyRows();
  for (const transaction of validTransactions(block)) {
    rows.events.push(
      ...eventRows(transaction, { transaction_id: transaction.transactionId, block_number: block.number }),
    );
  }
  for (const parts of lastWrites(block).values()) {
    for (const table of Object.keys(parts) as (keyof BlockRows)[]) {
      (rows[table] as unknown[]).push(...(parts[table] ?? []));
    }
  }
  return rows;
};
