// SPDX-License-Identifier: Apache-2.0
import { caseEvent } from './caseEvent';
import type { Decide } from './facts';

/** Row 6, first person: a refusal is proposed with its reason code, legal basis and reason. */
export const decideProposeRefusal: Decide<'proposeRefusal'> = ({ record, command, facts, row }) => {
  const { reasonCode, legalBasis, reason } = command;
  const data = { reasonCode, legalBasis, reason };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'refusalProposed', data, { reasonCode, legalBasis })];
};

/** Row 6, second person: the refusal takes effect for the reason proposed. */
export const decideRefuse: Decide<'refuse'> = ({ record, facts, row }) => [
  caseEvent(
    { caseId: record.caseId, row, facts },
    'applicationRefused',
    {},
    {
      ...(record.refusal !== undefined && {
        reasonCode: record.refusal.reasonCode,
        legalBasis: record.refusal.legalBasis,
      }),
    },
  ),
];
