// SPDX-License-Identifier: Apache-2.0
import { hex64, trustList, trustListJwsOf, trustListSignatures } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { TrustListVersion } from '../../trust/readTrustLists';

export const proposalBody = z.strictObject({ list: trustList });
export const approvalBody = z.strictObject({ hash: hex64, signatures: trustListSignatures });
export const versionParam = z.string().regex(/^[1-9]\d{0,6}$/, 'must be a version');

const approval = z.enum(['PROPOSED', 'APPROVED']);

export const settledAnswer = z.object({
  recordType: z.literal('trustList'),
  recordId: z.string(),
  hash: z.string(),
  approval,
  eventSeq: z.int(),
  eventHash: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

const times = {
  proposedAt: z.string().describe('Instant (UTC) of its proposal'),
  approvedAt: z.string().optional().describe('Instant (UTC) of its approval'),
};

const summary = z.object({
  version: z.int(),
  hash: z.string(),
  approval,
  issuedAt: z.string().describe('What is attested from then on is judged by this list, until the next one'),
  nextUpdate: z.string().describe('The list is stale from then on'),
  ...times,
});

export const listsView = z.object({ items: z.array(summary), blockHeight: z.int() });

export const listView = z.object({
  hash: z.string(),
  approval,
  ...times,
  list: trustList,
  signatures: trustListSignatures.optional(),
  jws: z
    .string()
    .optional()
    .describe('The list as the supervisor signed it: a compact JWS (ES256) that is checked without this gateway'),
  blockHeight: z.int(),
});

const approvalOf = ({ approvedAt }: TrustListVersion): z.infer<typeof approval> =>
  approvedAt === undefined ? 'PROPOSED' : 'APPROVED';

export const viewSummary = (version: TrustListVersion): z.infer<typeof summary> => {
  const { list, hash, proposedAt, approvedAt } = version;
  return {
    ...{ version: list.version, hash, approval: approvalOf(version) },
    ...{ issuedAt: list.issuedAt, nextUpdate: list.nextUpdate, proposedAt },
    ...(approvedAt !== undefined && { approvedAt }),
  };
};

export const viewList = (version: TrustListVersion): Omit<z.infer<typeof listView>, 'blockHeight'> => {
  const { list, signatures } = version;
  const signed = signatures && { signatures, jws: trustListJwsOf(list, signatures) };
  return { ...version, approval: approvalOf(version), ...signed };
};
