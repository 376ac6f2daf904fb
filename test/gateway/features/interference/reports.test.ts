// SPDX-License-Identifier: Apache-2.0
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToAgency, fileApplication } from '../../../support/gatewayJourney';

interface Item {
  readonly reportId: string;
  readonly status: string;
  readonly statement: unknown;
  readonly closing?: { readonly finding: string; readonly reason: unknown };
}

describe.each(databaseKinds())('reports of interference on $name', (kind) => {
  let bed: GatewayBed;
  let caseId: string;
  let reportId: string;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    const filed = await fileApplication(bed);
    await carryToAgency(bed, filed);
    caseId = filed.caseId;
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const listFor = async (name: string): Promise<readonly Item[]> =>
    bodyOf<{ items: Item[] }>(await (await bed.as(name)).get(`/interference-reports?caseId=${caseId}`)).items;

  it('go on the ledger sealed, and not on the case', async () => {
    const expert = await bed.as('agency-expert-1');
    const form = { caseId, reasonCode: 'IF-ORDER', statement: '有人要求本机构一律出具合格意见' };
    const answer = await expert.post('/interference-reports', form);
    expect(answer.status).toBe(201);
    ({ reportId } = bodyOf<Item>(answer));
    expect(JSON.stringify(bed.ledger.committed)).not.toContain(form.statement);
    const timeline = await (await bed.as('zhengzhou-applicant-1')).get(`/applications/${caseId}/timeline`);
    expect(JSON.stringify(timeline.body)).not.toContain('interference');
  });

  it('are seen in the clear by the reporter and the supervisor, and by nobody else at all', async () => {
    for (const name of ['agency-expert-1', 'supervisor-officer-1']) {
      expect(await listFor(name)).toMatchObject([
        { reportId, status: 'OPEN', statement: '有人要求本机构一律出具合格意见' },
      ]);
    }
    for (const name of ['zhengzhou-applicant-1', 'zhengzhou-decider-1', 'agency-expert-2', 'court-officer-1']) {
      expect([name, await listFor(name)]).toEqual([name, []]);
      expect((await (await bed.as(name)).get(`/interference-reports/${reportId}`)).status).toBe(404);
    }
  });

  it('are refused to parties and strangers', async () => {
    const form = { caseId, reasonCode: 'IF-ORDER', statement: '无' };
    for (const name of ['zhengzhou-applicant-1', 'guiyang-decider-1', 'agency-expert-2']) {
      expect((await (await bed.as(name)).post('/interference-reports', form)).status).toBe(403);
    }
  });

  it('are closed by the supervisor with a finding, once', async () => {
    const form = { finding: 'IF-CONFIRMED', reason: '经核实情况属实' };
    const path = `/interference-reports/${reportId}/close`;
    expect((await (await bed.as('zhengzhou-decider-1')).post(path, form)).status).toBe(403);
    const supervisor = await bed.as('supervisor-officer-1');
    expect((await supervisor.post(path, form)).status).toBe(200);
    const again = await supervisor.post(path, form);
    expect([again.status, bodyOf<{ code: string }>(again).code]).toEqual([409, 'INTERFERENCE_CLOSED']);
    const read = await (await bed.as('agency-expert-1')).get(`/interference-reports/${reportId}`);
    expect(bodyOf<Item>(read).closing).toMatchObject(form);
  });
});
