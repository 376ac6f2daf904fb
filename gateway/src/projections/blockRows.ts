// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent, JsonValue, LedgerRecord } from '@registry/chaincode/protocol';
import type { CommittedBlock, CommittedTransaction } from '../ledger/port';
import { recordIdOf } from '../ledger/recordId';
import { caseRows } from './caseRows';
import { commitmentsIn } from './commitments';
import { objectionRows } from './objectionRows';
import { calendarRows, certificateRows, institutionRows, profileRows } from './registerRows';
import type { BlockRows, Written } from './rows';
import { recognitionRows } from './recognitionRows';
import { serviceRows } from './serviceRows';

/** What Fabric calls a transaction that took effect. */
const VALID = 'VALID';

type Kind = LedgerRecord['kind'];

/** Of some kinds the events say all there is to read. */
const noRows = (): Partial<BlockRows> => ({});

const ROWS: { readonly [K in Kind]: (record: Extract<LedgerRecord, { kind: K }>, by: Written) => Partial<BlockRows> } =
  {
    case: caseRows,
    certificate: certificateRows,
    objection: objectionRows,
    service: serviceRows,
    institution: institutionRows,
    profile: profileRows,
    calendar: calendarRows,
    beacon: noRows,
    interference: noRows,
    recognition: recognitionRows,
    trustList: noRows,
  };

const recordRows = (record: LedgerRecord, by: Written): Partial<BlockRows> =>
  (ROWS[record.kind] as (record: LedgerRecord, by: Written) => Partial<BlockRows>)(record, by);

const eventRows = (transaction: CommittedTransaction, by: Written): BlockRows['events'] =>
  transaction.events.map((event, index) => ({
    record_type: event.recordType,
    record_id: event.recordId,
    event_seq: event.eventSeq,
    case_id: event.caseId ?? null,
    type: event.type,
    tx_time: event.txTime,
    event,
    tx_index: transaction.index,
    event_index: index,
    ...by,
  }));

interface Placed {
  readonly transaction: CommittedTransaction;
  readonly by: Written;
}

/** What each record was last written as, since one statement may touch a row only once. */
const lastWrites = (placed: readonly Placed[]): Map<string, Partial<BlockRows>> => {
  const last = new Map<string, { readonly record: LedgerRecord; readonly by: Written }>();
  for (const { transaction, by } of placed) {
    for (const record of transaction.records) last.set(`${record.kind} ${recordIdOf(record)}`, { record, by });
  }
  return new Map([...last].map(([id, { record, by }]) => [id, recordRows(record, by)]));
};

/**
 * What a sealed value belongs to: a case, or a record of its own beside one. An objector who copies a commitment of the
 * case must not have it opened in the objection, though both have one case id.
 */
const OWNERS: readonly DomainEvent['recordType'][] = ['interference', 'objection', 'recognition'];

const ownerOf = ({ caseId, recordType, recordId }: DomainEvent): string | undefined =>
  OWNERS.includes(recordType) ? recordId : caseId;

/** Of one commitment that comes twice, the first counts, as over all blocks. */
const commitmentRows = (placed: readonly Placed[]): BlockRows['case_commitments'] => {
  const first = new Map<string, string>();
  for (const event of placed.flatMap(({ transaction }) => transaction.events)) {
    const owner = ownerOf(event);
    if (owner === undefined) continue;
    for (const commitment of commitmentsIn(event as unknown as JsonValue)) {
      if (!first.has(commitment)) first.set(commitment, owner);
    }
  }
  return [...first].map(([commitment, case_id]) => ({ commitment, case_id }));
};

const validTransactions = (block: CommittedBlock): Placed[] =>
  block.transactions
    .filter(({ validationCode }) => validationCode === VALID)
    .map((transaction) => ({
      transaction,
      by: { transaction_id: transaction.transactionId, block_number: block.number },
    }));

const emptyRows = (): BlockRows => ({
  cases: [],
  case_parties: [],
  case_documents: [],
  case_workers: [],
  case_contents: [],
  case_commitments: [],
  events: [],
  notices: [],
  certificates: [],
  certificate_holders: [],
  objections: [],
  objection_documents: [],
  services: [],
  service_addressees: [],
  recognitions: [],
  institutions: [],
  profiles: [],
  calendars: [],
});

/** The rows that successive blocks leave behind. Transactions that the peers found invalid leave none. */
export const blockRows = (blocks: readonly CommittedBlock[]): BlockRows => {
  const rows = emptyRows();
  const placed = blocks.flatMap(validTransactions);
  for (const { transaction, by } of placed) rows.events.push(...eventRows(transaction, by));
  rows.case_commitments.push(...commitmentRows(placed));
  for (const parts of lastWrites(placed).values()) {
    for (const table of Object.keys(parts) as (keyof BlockRows)[]) {
      (rows[table] as unknown[]).push(...(parts[table] ?? []));
    }
  }
  return rows;
};
