// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { DemoCase } from '@registry/scripts/demo/demoCase';
import { buildApplication } from '@registry/scripts/demo/filing';
import type { FiledMaterial } from '@registry/scripts/demo/filing';
import { storeMaterials } from '@registry/scripts/demo/intake';
import type { RestAnswer, RestClient } from '@registry/scripts/rest/restClient';
import { withContentOf } from '../support/content';
import { TEST_PROFILE } from '../support/system';
import type { TestSystem } from '../support/system';
import { closedLoop } from './closedLoop';
import type { LoopResult } from './closedLoop';

/** People and materials from which any number of cases can be filed. */
export interface FilingBench {
  readonly demoCase: DemoCase;
  readonly applicant: RestClient;
  readonly officer: RestClient;
  readonly materials: readonly FiledMaterial[];
}

/** A limit of a person would measure the limit. */
export const UNLIMITED = { REQUESTS_PER_PERSON: '1000000000', REQUESTS_PER_ADDRESS: '1000000000', LOG_LEVEL: 'warn' };

export const openFilingBench = async (register: TestSystem): Promise<FilingBench> => {
  const demoCase = await register.newCase('zhengzhou');
  const applicant = await demoCase.desk.person('zhengzhou-applicant-2');
  const materials = await storeMaterials(demoCase, applicant);
  return { demoCase, applicant, officer: await demoCase.desk.staff('acceptance'), materials };
};

const needed = (answer: RestAnswer, status: number): RestAnswer => {
  if (answer.status !== status) throw new Error(`${String(answer.status)} ${JSON.stringify(answer.body)}`);
  return answer;
};

/** Files that many applications; answers their case ids and what it took. */
export const fileCases = async (
  { applicant, demoCase, materials }: FilingBench,
  size: { clients: number; jobs: number },
): Promise<{ caseIds: string[]; result: LoopResult }> => {
  const body = buildApplication(demoCase.dossier, materials, { profileId: TEST_PROFILE });
  const caseIds: string[] = [];
  const result = await closedLoop(size, async () => {
    const answer = needed(await applicant.post('/applications', withContentOf(body, randomUUID())), 201);
    caseIds.push((answer.body as { caseId: string }).caseId);
  });
  return { caseIds, result };
};

/** Accepts each case: a deciding command. */
export const acceptCases = async (
  { officer, materials }: FilingBench,
  { clients, caseIds }: { clients: number; caseIds: readonly string[] },
): Promise<LoopResult> => {
  const checklist = materials.map(({ type }) => ({ type, verdict: 'OK' }));
  return closedLoop({ clients, jobs: caseIds.length }, async (index) =>
    needed(await officer.post(`/applications/${String(caseIds[index])}/accept`, { checklist }), 200),
  );
};
