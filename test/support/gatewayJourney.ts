// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { ApplicationForm } from '../../chaincode/src/protocol/schemas/filing';
import { TEST_PROFILE } from './foundLedger';
import { anApplicationForm } from './filing';
import type { Client, GatewayBed } from './gatewayBed';
import type { Response } from 'supertest';

export const AGENCY = '91410100DEM0FW419C';
const satisfied = { verdict: 'SATISFIED', finding: '与材料一致' };
export const assessments = { applicantCapacity: satisfied, materialValidity: satisfied, sourceLegality: satisfied };
const points = { description: satisfied, source: satisfied, rights: satisfied };

/** A form whose documents were handed in by its applicant. */
export const aFormOf = async (
  bed: GatewayBed,
  client: Client,
  changes: Partial<ApplicationForm> = {},
): Promise<ApplicationForm> => {
  const form = anApplicationForm({ profileId: TEST_PROFILE, ...changes });
  const docIds = new Map<string, string>();
  const handIn = async (docId: string): Promise<string> => {
    const held = docIds.get(docId) ?? (await bed.handIn(client.caller, `document ${docId} ${randomUUID()}`));
    docIds.set(docId, held);
    return held;
  };
  for (const material of form.materials) material.docId = await handIn(material.docId);
  for (const line of form.rights) line.evidence = await Promise.all(line.evidence.map(handIn));
  form.product.sample.document = await handIn(form.product.sample.document);
  return form;
};

const expectStatus = (response: Response, status: number): Response => {
  if (response.status !== status) throw new Error(`${response.status}: ${JSON.stringify(response.body)}`);
  return response;
};

export interface Filed {
  readonly caseId: string;
  readonly form: ApplicationForm;
}

/** Files an application as zhengzhou's first applicant. */
export const fileApplication = async (bed: GatewayBed, changes: Partial<ApplicationForm> = {}): Promise<Filed> => {
  const applicant = await bed.as('zhengzhou-applicant-1');
  const form = await aFormOf(bed, applicant, changes);
  const response = expectStatus(await applicant.post('/applications', form), 201);
  return { caseId: (response.body as { caseId: string }).caseId, form };
};

/** Gives a command, which must succeed. */
export const give = async (
  bed: GatewayBed,
  {
    by,
    caseId,
    command,
    form = {},
  }: {
    by: string;
    caseId: string;
    command: string;
    form?: object;
  },
): Promise<Record<string, unknown>> => {
  const client = await bed.as(by);
  return expectStatus(await client.post(`/applications/${caseId}/${command}`, form), 200).body as Record<
    string,
    unknown
  >;
};

/** From the filing to the end of the formal review: SUBSTANTIVE_REVIEW, without an agency. */
export const carryToReviewed = async (bed: GatewayBed, { caseId, form }: Filed): Promise<void> => {
  const checklist = form.materials.map(({ type }) => ({ type, verdict: 'OK' }));
  await give(bed, { by: 'zhengzhou-acceptance-1', caseId, command: 'accept', form: { checklist } });
  const decider = 'zhengzhou-decider-1';
  await give(bed, { by: decider, caseId, command: 'assignReviewer', form: { reviewer: 'ZZ-RV-001' } });
  await give(bed, {
    by: 'zhengzhou-reviewer-1',
    caseId,
    command: 'passFormalReview',
    form: { points, noInterest: true },
  });
};

/** From the filing to the agency's work: SUBSTANTIVE_REVIEW. */
export const carryToAgency = async (bed: GatewayBed, filed: Filed): Promise<void> => {
  const { caseId } = filed;
  const decider = 'zhengzhou-decider-1';
  await carryToReviewed(bed, filed);
  await give(bed, { by: decider, caseId, command: 'assignAgency', form: { agency: AGENCY, method: 'ROTATION' } });
};

/** From the agency's work to the notice; answers its number. */
export const carryToNotice = async (bed: GatewayBed, filed: Filed): Promise<string> => {
  const { caseId, form } = filed;
  await carryToAgency(bed, filed);
  const expert = await bed.as('agency-expert-1');
  const declaration = { noInterest: true, statement: '无利害关系' };
  await give(bed, { by: 'agency-expert-1', caseId, command: 'declareIndependence', form: declaration });
  const report = await bed.handIn(expert.caller, `report on ${caseId}`);
  await give(bed, { by: 'agency-expert-1', caseId, command: 'submitOpinion', form: { report, points, assessments } });
  const withheld = form.withhold.map(({ path }) => ({ path, reason: '同意不公示' }));
  const answer = await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'publishNotice', form: { withheld } });
  return answer['noticeNo'] as string;
};

/** From the notice to the certificate; answers its number. */
export const carryToCertificate = async (bed: GatewayBed, filed: Filed): Promise<string> => {
  await carryToNotice(bed, filed);
  bed.pass(3_000);
  await give(bed, { by: 'zhengzhou-decider-1', caseId: filed.caseId, command: 'closeNotice' });
  const answer = await give(bed, { by: 'zhengzhou-decider-1', caseId: filed.caseId, command: 'grant' });
  return answer['certificateNumber'] as string;
};
