// SPDX-License-Identifier: Apache-2.0
import { awaitedWorkers } from '@registry/chaincode/replay';
import { namedDocuments, partiesOf } from '@registry/chaincode/protocol';
import type { CaseRecord } from '@registry/chaincode/protocol';
import { contentTokens } from '../conflicts/sketchTokens';
import type { BlockRows, Written } from './rows';

/** Every document of the vault that a case names, each once. */
export const documentsOf = ({ filing, agency, formerAgencies = [] }: CaseRecord): string[] => {
  const named = [
    ...filing.materials.map(({ docId }) => docId),
    ...namedDocuments(filing).map(({ docId }) => docId),
    ...[agency, ...formerAgencies].map((one) => one?.opinion?.report.docId),
  ];
  return [...new Set(named.filter((docId) => docId !== undefined))];
};

/** A notice whose end is not known yet sorts behind all others. */
export const UNKNOWN_END = '9999-12-31T23:59:59.999Z';

const noticeRows = (record: CaseRecord, written: Written): BlockRows['notices'] =>
  record.notices.map((notice) => ({
    notice_no: notice.noticeNo,
    case_id: record.caseId,
    registry_uscc: record.registry.uscc,
    data_name: record.filing.product.dataName,
    started_at: notice.startedAt,
    ends_at: notice.endsAt ?? UNKNOWN_END,
    closed_at: notice.closedAt ?? null,
    notice,
    ...written,
  }));

const drawColumns = ({
  draw,
}: CaseRecord): Pick<BlockRows['cases'][number], 'draw_number' | 'draw_round' | 'draw_waits_until'> => ({
  draw_number: draw?.number ?? null,
  draw_round: draw?.beacon?.round ?? null,
  draw_waits_until: draw?.waitsUntil ?? null,
});

const caseRow = (record: CaseRecord, written: Written): BlockRows['cases'][number] => ({
  case_id: record.caseId,
  case_type: record.caseType,
  state: record.state,
  registry_uscc: record.registry.uscc,
  profile_id: record.profile.profileId,
  data_name: record.filing.product.dataName,
  submitted_at: record.submittedAt,
  last_event_at: record.lastEventAt,
  deadline_at: record.deadline?.at ?? null,
  deadline_awaits: record.deadline?.provisional?.awaits ?? null,
  reviewer_staff_no: record.reviewer?.staffNo ?? null,
  agency_uscc: record.agency?.uscc ?? null,
  ...drawColumns(record),
  event_seq: record.eventSeq,
  record,
  ...written,
});

const workerRows = (record: CaseRecord): BlockRows['case_workers'] => {
  const { caseId: case_id, state, submittedAt: submitted_at, lastEventAt: last_event_at } = record;
  return awaitedWorkers(record).map((worker) => ({ case_id, worker, state, submitted_at, last_event_at }));
};

/** The rows of a case as its last event left it. */
export const caseRows = (record: CaseRecord, written: Written): Partial<BlockRows> => ({
  cases: [caseRow(record, written)],
  case_parties: partiesOf(record).map((party) => ({ case_id: record.caseId, party })),
  case_documents: documentsOf(record).map((doc_id) => ({ case_id: record.caseId, doc_id })),
  case_workers: workerRows(record),
  case_contents: [{ case_id: record.caseId, tokens: contentTokens(record.filing) }],
  notices: noticeRows(record, written),
});
