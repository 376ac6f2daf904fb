// SPDX-License-Identifier: Apache-2.0
import type { RecognitionRecord } from '@registry/chaincode/protocol';
import type { BlockRows, Written } from './rows';

export const recognitionRows = (record: RecognitionRecord, by: Written): Partial<BlockRows> => ({
  recognitions: [
    {
      recognition_no: record.recognitionNo,
      number: record.source.number,
      registry_uscc: record.registry.uscc,
      state: record.state,
      requester_msp: record.requestedBy.mspId,
      requester_key: record.requestedBy.identityKey,
      requester_uscc: record.requestedBy.uscc ?? null,
      requested_at: record.requestedAt,
      valid_until: record.decision?.validUntil ?? null,
      event_seq: record.eventSeq,
      record,
      ...by,
    },
  ],
});
