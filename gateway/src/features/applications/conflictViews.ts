// SPDX-License-Identifier: Apache-2.0
import { CASE_STATES, RIGHT_TYPES } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { CONFLICT_GRADES } from '../../conflicts/grade';
import type { Finding } from '../../conflicts/grade';

const overlapView = z.object({
  compared: z.int().describe('How many of the chosen values could be compared.'),
  shared: z.int().describe('How many of these both have.'),
  from: z.int().describe('At least so much of all is in both, in percent, nineteen times of twenty.'),
  to: z.int().describe('At the most so much, in percent.'),
});

/** What an officer sees of a case that other data were filed in: of another registry's, only that it is there. */
export const conflictView = z.object({
  grade: z
    .enum(CONFLICT_GRADES)
    .describe('What the two filings are to each other, as far as machines can tell; it decides nothing.'),
  caseId: z.string(),
  certificateNumber: z.string().optional(),
  registry: z.string(),
  evidence: z.object({
    isSameContent: z.boolean().describe('Both have the same root of content.'),
    isSameSchema: z.boolean().describe('Both samples have columns of the same names and types.'),
    isDeclaredUpstream: z.boolean().describe('One names the certificate of the other as what it was made from.'),
    rows: overlapView.optional().describe('Rows of the samples, in any order of rows and columns.'),
    chunks: overlapView.optional().describe('Stretches of bytes of the samples.'),
    contained: z.int().describe('How much of the smaller sample is in the larger one, in percent.'),
  }),
  ownCase: z
    .object({ dataName: z.string(), state: z.enum(CASE_STATES), rights: z.array(z.enum(RIGHT_TYPES)) })
    .optional()
    .describe('More of a case of the same registry.'),
});

const viewOwnCase = ({ other }: Finding): z.infer<typeof conflictView>['ownCase'] => ({
  dataName: other.filing.product.dataName,
  state: other.state,
  rights: [...new Set(other.filing.rights.map(({ rightType }) => rightType))],
});

/** @param registry - USCC of the officer's registry */
export const viewConflict = (finding: Finding, registry: string): z.infer<typeof conflictView> => {
  const { grade, other, similarity, isDeclaredUpstream } = finding;
  const { caseId, certificateNumber } = other;
  return {
    grade,
    caseId,
    ...(certificateNumber !== undefined && { certificateNumber }),
    registry: other.registry.uscc,
    evidence: { ...similarity, isDeclaredUpstream },
    ...(other.registry.uscc === registry && { ownCase: viewOwnCase(finding) }),
  };
};
