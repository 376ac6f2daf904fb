// SPDX-License-Identifier: Apache-2.0
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { AGENCY, carryToReviewed, fileApplication, give } from '../../../support/gatewayJourney';
import type { Filed } from '../../../support/gatewayJourney';

interface Listed {
  readonly items: readonly { readonly caseId: string; readonly submittedAt: string; readonly lastEventAt: string }[];
  readonly nextCursor?: string;
}

const EVERYBODY = [
  'zhengzhou-applicant-1',
  'zhengzhou-applicant-2',
  'zhengzhou-acceptance-1',
  'zhengzhou-reviewer-1',
  'zhengzhou-decider-1',
  'zhengzhou-decider-2',
  'guiyang-acceptance-1',
  'guiyang-decider-1',
  'agency-expert-1',
  'agency-expert-2',
  'supervisor-officer-1',
  'court-officer-1',
];
const DECIDERS = ['zhengzhou-decider-1', 'zhengzhou-decider-2'];

describe.each(databaseKinds())('the list of what waits for one on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const list = async (name: string, query = ''): Promise<Listed> => {
    const answer = await (await bed.as(name)).get(`/applications?awaiting=me&limit=100${query}`);
    expect(answer.status).toBe(200);
    return bodyOf<Listed>(answer);
  };
  const awaited = async ({ caseId }: Filed, query = ''): Promise<string[]> => {
    const lists = await Promise.all(EVERYBODY.map((name) => list(name, query)));
    return EVERYBODY.filter((_, index) => lists[index]!.items.some((item) => item.caseId === caseId));
  };
  const allowed = async (name: string, { caseId }: Filed): Promise<readonly string[]> =>
    bodyOf<{ allowed: readonly string[] }>(await (await bed.as(name)).get(`/applications/${caseId}`)).allowed;

  it('follows a case from hand to hand, each of which the ledger lets go on', async () => {
    const filed = await fileApplication(bed);
    const { caseId } = filed;
    const expectAwaited = async (names: readonly string[]): Promise<void> => {
      expect(await awaited(filed)).toEqual(names);
      for (const name of names) expect(await allowed(name, filed)).not.toEqual([]);
    };
    await expectAwaited(['zhengzhou-acceptance-1']);
    const items = [
      { target: { material: 'SOURCE_PROOF' }, verdict: 'ILLEGIBLE', reasonCode: 'CR-ILLEGIBLE', note: '看不清' },
    ];
    await give(bed, { by: 'zhengzhou-acceptance-1', caseId, command: 'requestCorrection', form: { items } });
    await expectAwaited(['zhengzhou-applicant-1']);
    const { caller } = await bed.as('zhengzhou-applicant-1');
    const materials = [{ type: 'SOURCE_PROOF', docId: await bed.handIn(caller, 'a better scan') }];
    await give(bed, {
      by: 'zhengzhou-applicant-1',
      caseId,
      command: 'supplyCorrection',
      form: { materials, fields: [] },
    });
    await expectAwaited(['zhengzhou-acceptance-1']);
    const checklist = filed.form.materials.map(({ type }) => ({ type, verdict: 'OK' }));
    await give(bed, { by: 'zhengzhou-acceptance-1', caseId, command: 'accept', form: { checklist } });
    await expectAwaited(DECIDERS);
    await give(bed, {
      by: 'zhengzhou-decider-1',
      caseId,
      command: 'assignReviewer',
      form: { reviewer: 'ZZ-RV-002' },
    });
    // Somebody else's, whatever other reviewers there are.
    await expectAwaited([]);
    const form = { reviewer: 'ZZ-RV-001', reasonCode: 'AS-ABSENCE', reason: '休假' };
    await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'reassignReviewer', form });
    await expectAwaited(['zhengzhou-reviewer-1']);
  });

  it('is an agency’s, then that expert’s who has declared to be independent', async () => {
    const filed = await fileApplication(bed);
    const { caseId } = filed;
    await carryToReviewed(bed, filed);
    expect(await awaited(filed)).toEqual(DECIDERS);
    const form = { agency: AGENCY, method: 'ROTATION' };
    await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'assignAgency', form });
    expect(await awaited(filed)).toEqual(['agency-expert-1']);
    const declaration = { noInterest: true, statement: '无利害关系' };
    await give(bed, { by: 'agency-expert-1', caseId, command: 'declareIndependence', form: declaration });
    expect(await awaited(filed)).toEqual(['agency-expert-1']);
    expect(await awaited(filed, '&state=SUBSTANTIVE_REVIEW')).toEqual(['agency-expert-1']);
    expect(await awaited(filed, '&state=NOTICE')).toEqual([]);
  });

  it('goes with the case that has ended', async () => {
    const filed = await fileApplication(bed);
    const { caseId } = filed;
    await give(bed, { by: 'zhengzhou-applicant-1', caseId, command: 'withdraw', form: { reason: '产品调整' } });
    expect(await awaited(filed)).toEqual([]);
  });

  it.each(['submittedAt', '-submittedAt', 'lastEventAt', '-lastEventAt'] as const)(
    'is paged through in the order of %s without a gap or a repetition',
    async (sort) => {
      for (let more = 0; more < 3; more += 1) await fileApplication(bed);
      const all = (await list('zhengzhou-acceptance-1', `&sort=${sort}`)).items;
      const paged: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const query: string = `/applications?awaiting=me&limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`;
        const page = bodyOf<Listed>(await (await bed.as('zhengzhou-acceptance-1')).get(query));
        paged.push(...page.items.map(({ caseId }) => caseId));
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(all.map(({ caseId }) => caseId));
      const times = all.map((item) => item[sort.replace('-', '') as 'submittedAt' | 'lastEventAt']);
      const sorted = [...times].sort();
      expect(times).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
    },
  );

  it('takes no cursor of the list of all cases, and waits for nobody but the one who asks', async () => {
    const acceptance = await bed.as('zhengzhou-acceptance-1');
    const { nextCursor } = bodyOf<Listed>(await acceptance.get('/applications?limit=1'));
    expect((await acceptance.get(`/applications?limit=1&awaiting=me&cursor=${nextCursor!}`)).status).toBe(400);
    expect((await acceptance.get('/applications?awaiting=ZZ-RV-001')).status).toBe(400);
  });
});
