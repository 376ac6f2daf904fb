// SPDX-License-Identifier: Apache-2.0
import { partyOfKey, partyOfUscc } from '@registry/chaincode/protocol';
import type { ObjectionRecord } from '@registry/chaincode/protocol';
import type { BlockRows, Written } from './rows';

const documentsOf = ({ evidence, reply }: ObjectionRecord): string[] => [
  ...new Set([...evidence, ...(reply?.evidence ?? [])].map(({ docId }) => docId)),
];

/** The rows of an objection as its last event left it. */
export const objectionRows = (record: ObjectionRecord, written: Written): Partial<BlockRows> => {
  const { objectionNo: objection_no, objector } = record;
  const row = {
    objection_no,
    case_id: record.caseId,
    notice_no: record.noticeNo,
    registry_uscc: record.registry.uscc,
    status: record.status,
    ground: record.ground,
    objector_uscc: objector.uscc === undefined ? null : partyOfUscc(objector.uscc),
    objector_key: partyOfKey(objector.identityKey),
    raised_at: record.raisedAt,
    deadline_at: record.deadline.at ?? null,
    event_seq: record.eventSeq,
    record,
    ...written,
  };
  return {
    objections: [row],
    objection_documents: documentsOf(record).map((doc_id) => ({ objection_no, doc_id })),
  };
};
