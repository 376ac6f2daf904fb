// SPDX-License-Identifier: Apache-2.0
import { interferenceForms, reportId } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { RoutedOperation } from '../../routing/operation';
import { closeReport, listReports, readReport, reportInterference, reportsQuery } from './handlers';
import type { InterferenceDeps } from './handlers';
import { reportAnswer, reportView } from './view';

const common = { tag: 'interference', access: 'session' } as const;
const committing = [400, 403, 404, 409, 413, 422, 503] as const;

const writeOperations = (deps: InterferenceDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'reportInterference',
    method: 'post',
    path: '/interference-reports',
    summary: 'Report improper interference with a case to the supervisor (its agency, acceptance, reviewer or decider)',
    description: 'The words are sealed. Neither the case nor its timeline shows that there is a report.',
    writes: true,
    body: {
      schema: interferenceForms.report,
      example: {
        caseId: '411-01M274ETG0KMNABKYG2P5AGZ67',
        reasonCode: 'IF-ORDER',
        statement: '有人要求本机构无论材料如何均出具符合要求的意见',
      },
    },
    answers: { 201: { description: 'The report', schema: reportAnswer } },
    refusals: committing,
    handle: reportInterference(deps),
  },
  {
    ...common,
    operationId: 'closeInterferenceReport',
    method: 'post',
    path: '/interference-reports/{reportId}/close',
    summary: 'Close a report with a finding (supervisor)',
    writes: true,
    params: z.object({ reportId }),
    body: {
      schema: interferenceForms.close,
      example: { finding: 'IF-CONFIRMED', reason: '经核实情况属实，已移送有关部门处理' },
    },
    answers: { 200: { description: 'The report', schema: reportAnswer } },
    refusals: committing,
    handle: closeReport(deps),
  },
];

/** /interference-reports: to the supervisor, and back to whoever reported. */
export const interferenceOperations = (deps: InterferenceDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'listInterferenceReports',
    method: 'get',
    path: '/interference-reports',
    summary: 'The reports that you may see: all for the supervisor, your own otherwise',
    query: reportsQuery,
    answers: {
      200: { description: 'The latest first', schema: z.object({ items: z.array(reportView), blockHeight: z.int() }) },
    },
    refusals: [400],
    handle: listReports(deps),
  },
  {
    ...common,
    operationId: 'readInterferenceReport',
    method: 'get',
    path: '/interference-reports/{reportId}',
    summary: 'One report, for the supervisor and for whoever made it',
    params: z.object({ reportId }),
    answers: { 200: { description: 'The report', schema: reportView } },
    refusals: [404],
    handle: readReport(deps),
  },
  ...writeOperations(deps),
];
