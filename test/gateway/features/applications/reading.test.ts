// SPDX-License-Identifier: Apache-2.0
import { sealed } from '../../../../chaincode/src/protocol/schemas/primitives';
import type { Response } from 'supertest';
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import {
  carryToAgency,
  carryToCertificate,
  carryToNotice,
  fileApplication,
  give,
} from '../../../support/gatewayJourney';
import type { Filed } from '../../../support/gatewayJourney';

type Sight = 'FULL' | 'LEDGER' | 404;
interface Detail {
  readonly sight: string;
  readonly record: { readonly filing: { readonly applicants: readonly { readonly phone: unknown }[] }; state: string };
  readonly allowed: readonly string[];
  readonly blockHeight: number;
}
interface Listed {
  readonly items: readonly { readonly caseId: string; readonly state: string; readonly submittedAt: string }[];
  readonly nextCursor?: string;
  readonly blockHeight: number;
}

const listed = (response: Response): Listed => {
  expect(response.status).toBe(200);
  return response.body as Listed;
};

describe.each(databaseKinds())('reading applications on $name', (kind) => {
  let bed: GatewayBed;
  const filed: Record<string, Filed> = {};
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    filed['submitted'] = await fileApplication(bed);
    filed['withAgency'] = await fileApplication(bed);
    await carryToAgency(bed, filed['withAgency']);
    filed['inNotice'] = await fileApplication(bed);
    await carryToNotice(bed, filed['inNotice']);
    filed['registered'] = await fileApplication(bed);
    await carryToCertificate(bed, filed['registered']);
  }, 180_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const get = async (name: string, path: string): Promise<Response> => (await bed.as(name)).get(path);
  const caseOf = (which: string): string => filed[which]!.caseId;

  const scenarios: readonly (readonly [string, string, Sight])[] = [
    ['zhengzhou-applicant-1', 'submitted', 'FULL'],
    ['zhengzhou-applicant-1', 'registered', 'FULL'],
    ['zhengzhou-applicant-2', 'submitted', 404],
    ['zhengzhou-agent-1', 'submitted', 404],
    ['zhengzhou-acceptance-1', 'submitted', 'FULL'],
    ['zhengzhou-reviewer-1', 'submitted', 'FULL'],
    ['zhengzhou-decider-2', 'inNotice', 'FULL'],
    ['guiyang-acceptance-1', 'submitted', 'LEDGER'],
    ['guiyang-decider-1', 'registered', 'LEDGER'],
    ['guiyang-applicant-1', 'registered', 404],
    ['agency-expert-1', 'submitted', 404],
    ['agency-expert-1', 'withAgency', 'FULL'],
    ['agency-expert-1', 'inNotice', 'LEDGER'],
    ['agency-expert-2', 'withAgency', 404],
    ['supervisor-officer-1', 'submitted', 'LEDGER'],
    ['court-officer-1', 'registered', 404],
  ];

  it.each(scenarios)('%s reading the %s case: %s', async (name, which, sight) => {
    const answer = await get(name, `/applications/${caseOf(which)}`);
    const { status } = answer;
    const timeline = await get(name, `/applications/${caseOf(which)}/timeline`);
    expect(status).toBe(sight === 404 ? 404 : 200);
    expect(timeline.status).toBe(status);
    if (sight === 404) {
      expect(bodyOf<{ code: string }>(answer).code).toBe('NOT_FOUND');
      return;
    }
    const detail = bodyOf<Detail>(answer);
    expect(detail.sight).toBe(sight);
    const { phone } = filed[which]!.form.applicants[0]!;
    const shown = detail.record.filing.applicants[0]!.phone;
    if (sight === 'FULL') expect(shown).toBe(phone);
    else expect(sealed.safeParse(shown).success).toBe(true);
    expect(JSON.stringify([answer.body, timeline.body]).includes(phone)).toBe(sight === 'FULL');
  });

  it('tells the registry who else claims the content, and a party only of what is registered', async () => {
    interface Claims {
      readonly claims?: { readonly flags: readonly { readonly caseId: string; readonly kind: string }[] };
    }
    const { caseId } = await fileApplication(bed);
    const others = async (name: string, query = ''): Promise<readonly string[]> => {
      const { record } = bodyOf<{ record: Claims }>(await get(name, `/applications/${caseId}${query}`));
      return (record.claims?.flags ?? []).map((flag) => flag.caseId);
    };
    const told = async (name: string): Promise<readonly string[]> => {
      const { items } = bodyOf<{ items: readonly { data: Claims }[] }>(
        await get(name, `/applications/${caseId}/timeline`),
      );
      return (items[0]?.data.claims?.flags ?? []).map((flag) => flag.caseId);
    };
    const pending = caseOf('submitted');
    const registered = caseOf('registered');
    const past = `?at=${new Date(bed.ledger.now()).toISOString()}`;
    for (const found of [await others('zhengzhou-acceptance-1'), await told('zhengzhou-acceptance-1')]) {
      expect(found).toEqual(expect.arrayContaining([pending, registered]));
    }
    const shownToParty = [
      await others('zhengzhou-applicant-1'),
      await others('zhengzhou-applicant-1', past),
      await told('zhengzhou-applicant-1'),
    ];
    for (const found of shownToParty) {
      expect(found).toContain(registered);
      expect(found).not.toContain(pending);
    }
  });

  it('shows what the matrix of source and right says of each line', async () => {
    const answer = await get('zhengzhou-reviewer-1', `/applications/${caseOf('submitted')}`);
    expect(bodyOf<{ rightsAssessment: unknown }>(answer).rightsAssessment).toEqual([
      {
        path: '/rights/0/rightType',
        rightType: 'HOLD',
        isAllowed: true,
        bases: ['SELF_COLLECTED'],
        allowed: ['HOLD', 'USE', 'OPERATE'],
        moreWith: [],
      },
    ]);
  });

  it('answers a stranger as it answers for a case that does not exist', async () => {
    const none = await get('zhengzhou-applicant-2', '/applications/411-01ARZ3NDEKTSV4RRFFQ69G5FAV');
    const stranger = await get('zhengzhou-applicant-2', `/applications/${caseOf('submitted')}`);
    const without = (body: object): object => ({ ...body, instance: '' });
    expect(without(stranger.body as object)).toEqual(without(none.body as object));
  });

  it('opens nothing of a case that copied a commitment from another one', async () => {
    const victim = await bed.database
      .selectFrom('cases')
      .select('record')
      .where('case_id', '=', caseOf('submitted'))
      .executeTakeFirstOrThrow();
    const { caseId, form } = await fileApplication(bed);
    const own = await bed.database
      .selectFrom('cases')
      .selectAll()
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow();
    expect((await get('zhengzhou-applicant-1', `/applications/${caseId}`)).text).toContain(form.product.processingRule);
    const { filing } = own.record;
    const stolen = {
      ...own.record,
      filing: { ...filing, product: { ...filing.product, scenario: victim.record.filing.applicants[0]!.phone } },
    };
    const block = bed.ledger.append([
      {
        transactionId: 'd'.repeat(64),
        index: 0,
        validationCode: 'VALID',
        time: '2026-01-01T00:00:00.000Z',
        events: [],
        records: [stolen],
      },
    ]);
    await bed.projector.waitFor(block.number, 10_000);
    const { status, text } = await get('zhengzhou-applicant-1', `/applications/${caseId}`);
    expect([status, text.includes(form.applicants[0]!.phone), text.includes(form.product.processingRule!)]).toEqual([
      200,
      false,
      false,
    ]);
  });

  it('lets nobody read a case who is not logged in', async () => {
    for (const path of ['/applications', `/applications/${caseOf('submitted')}`]) {
      expect((await bed.anonymous(path)).status).toBe(401);
    }
  });

  it('says what the caller may do now, and at which height that is true', async () => {
    const answer = await get('zhengzhou-acceptance-1', `/applications/${caseOf('submitted')}`);
    const { allowed, blockHeight } = bodyOf<Detail>(answer);
    expect([...allowed].sort()).toEqual(['accept', 'proposeRefusal', 'requestCorrection']);
    expect(blockHeight).toBe(bed.ledger.committed.length);
    const applicant = await get('zhengzhou-applicant-1', `/applications/${caseOf('submitted')}`);
    expect((applicant.body as Detail).allowed).toEqual(['withdraw']);
    const other = await get('guiyang-acceptance-1', `/applications/${caseOf('submitted')}`);
    expect((other.body as Detail).allowed).toEqual([]);
  });

  it('reads its own writes at once', async () => {
    const { caseId } = await fileApplication(bed);
    await give(bed, {
      by: 'zhengzhou-acceptance-1',
      caseId,
      command: 'proposeRefusal',
      form: { reasonCode: 'NA-SCOPE', legalBasis: ['第十五条'], reason: '不属于登记范围' },
    });
    await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'refuse' });
    const answer = await get('zhengzhou-applicant-1', `/applications/${caseId}`);
    expect(bodyOf<Detail>(answer).record.state).toBe('NOT_ACCEPTED');
    expect(answer.text).toContain('不属于登记范围');
  });

  it('gives the timeline in the order of the ledger, with the hash chain', async () => {
    const answer = await get('zhengzhou-applicant-1', `/applications/${caseOf('registered')}/timeline`);
    const { items } = bodyOf<{
      items: { type: string; eventSeq: number; eventHash: string; prevEventHash: string; recordType: string }[];
    }>(answer);
    const ofCase = items.filter(({ recordType }) => recordType === 'case');
    expect(ofCase.map(({ eventSeq }) => eventSeq)).toEqual(ofCase.map((_, index) => index + 1));
    ofCase.slice(1).forEach((event, index) => {
      expect(event.prevEventHash).toBe(ofCase[index]!.eventHash);
    });
    expect(items[0]!.type).toBe('applicationSubmitted');
    expect(items.map(({ type }) => type)).toContain('certificateGranted');
  });

  const lists: readonly (readonly [string, string, (all: string[]) => string[]])[] = [
    ['zhengzhou-applicant-1', '', (all) => all],
    ['zhengzhou-applicant-2', '', () => []],
    ['guiyang-applicant-1', '', () => []],
    ['agency-expert-1', '', () => ['withAgency', 'inNotice', 'registered'].map(caseOf)],
    ['agency-expert-2', '', () => []],
    ['supervisor-officer-1', '', (all) => all],
    ['guiyang-acceptance-1', '', (all) => all],
    ['guiyang-acceptance-1', '&mine=true', () => []],
    ['zhengzhou-reviewer-1', '&mine=true', () => ['withAgency', 'inNotice', 'registered'].map(caseOf)],
    ['zhengzhou-decider-1', '&mine=true', (all) => all],
    ['court-officer-1', '', () => []],
    ['zhengzhou-acceptance-1', '&state=NOTICE', () => [caseOf('inNotice')]],
    ['zhengzhou-acceptance-1', '&profile=n35-2026', () => []],
    ['zhengzhou-acceptance-1', '&registry=91520100DEM0DJ5270', () => []],
    ['zhengzhou-acceptance-1', '&submittedBefore=2020-01-01T00:00:00Z', () => []],
    ['zhengzhou-acceptance-1', '&submittedFrom=2020-01-01T08:00:00%2B08:00', (all) => all],
  ];
  it.each(lists)('%s listing with "%s" sees exactly its cases', async (name, filter, expected) => {
    const rows = await bed.database.selectFrom('cases').select('case_id').execute();
    const { items } = listed(await get(name, `/applications?limit=100${filter}`));
    const wanted = expected(rows.map(({ case_id }) => case_id));
    expect(items.map(({ caseId }) => caseId).sort()).toEqual([...wanted].sort());
  });

  it.each(['submittedAt', '-submittedAt', 'lastEventAt', '-lastEventAt'])(
    'pages through the list sorted by %s without a gap or a repetition',
    async (sort) => {
      const all = listed(await get('supervisor-officer-1', `/applications?limit=100&sort=${sort}`)).items;
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = listed(await get('supervisor-officer-1', `/applications?limit=2&sort=${sort}${cursor}`));
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ caseId }) => caseId));
        cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
      } while (cursor !== '');
      expect(seen).toEqual(all.map(({ caseId }) => caseId));
      const times = all.map((item) => item.submittedAt);
      if (sort === 'submittedAt') expect(times).toEqual([...times].sort());
      if (sort === '-submittedAt') expect(times).toEqual([...times].sort().reverse());
    },
  );

  const badQueries: readonly (readonly [string, readonly string[]])[] = [
    ['limit=0&state=NOWHERE&colour=red', ['/limit', '/state', '/colour']],
    ['limit=101', ['/limit']],
    ['limit=1.5', ['/limit']],
    ['limit=1&limit=2', ['/limit']],
    ['mine=perhaps', ['/mine']],
    ['submittedFrom=yesterday', ['/submittedFrom']],
    ['sort=record', ['/sort']],
    ['cursor=bm90IGEgY3Vyc29y', ['/cursor']],
  ];
  it.each(badQueries)('refuses ?%s naming every bad parameter', async (query, paths) => {
    const answer = await get('zhengzhou-acceptance-1', `/applications?${query}`);
    expect(answer.status).toBe(400);
    const { problems } = bodyOf<{ problems: { path: string }[] }>(answer);
    expect(problems.map(({ path }) => path).sort()).toEqual([...paths].sort());
  });
});
