// SPDX-License-Identifier: Apache-2.0
import { inflateSync } from 'node:zlib';
import { canonicalJson } from '../../../../chaincode/src/protocol/canonicalJson';
import type { JsonValue } from '../../../../chaincode/src/protocol/canonicalJson';
import { verifyCommitment } from '../../../../chaincode/src/protocol/commitment';
import type { DualDigest } from '../../../../chaincode/src/protocol/digest';
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToAgency, carryToCertificate, fileApplication, give } from '../../../support/gatewayJourney';
import type { Filed } from '../../../support/gatewayJourney';

interface Item {
  readonly serviceId: string;
  readonly caseId: string;
  readonly documentKind: string;
  readonly title: string;
  readonly acknowledgedAt?: string;
}
interface Inbox {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}
interface Detail extends Item {
  readonly document: {
    readonly title: string;
    readonly paragraphs: readonly string[];
    readonly items: readonly string[];
  };
  readonly commitment: { readonly sha256: string; readonly sm3: string };
}

const SECRET = '扫描件第3页看不清印章';

describe.each(databaseKinds())('the inbox on $name', (kind) => {
  let bed: GatewayBed;
  let registered: Filed;
  let corrected: Filed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    registered = await fileApplication(bed);
    await carryToCertificate(bed, registered);
    corrected = await fileApplication(bed);
    await give(bed, {
      by: 'zhengzhou-acceptance-1',
      caseId: corrected.caseId,
      command: 'requestCorrection',
      form: {
        items: [
          { target: { material: 'SOURCE_PROOF' }, verdict: 'ILLEGIBLE', reasonCode: 'CR-ILLEGIBLE', note: SECRET },
        ],
      },
    });
    await carryToAgency(bed, await fileApplication(bed));
    await bed.serve();
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const inbox = async (name: string, query = ''): Promise<Inbox> => {
    const answer = await (await bed.as(name)).get(`/inbox${query}`);
    expect(answer.status).toBe(200);
    return bodyOf<Inbox>(answer);
  };
  const correction = async (): Promise<Item> =>
    (await inbox('zhengzhou-applicant-1', `?case=${corrected.caseId}`)).items[0]!;

  it('holds for the applicant what was decided, the newest first', async () => {
    const { items } = await inbox('zhengzhou-applicant-1', `?case=${registered.caseId}`);
    expect(items.map(({ documentKind }) => documentKind)).toEqual([
      'CERTIFICATE_NOTICE',
      'PUBLIC_NOTICE',
      'ACCEPTANCE_NOTICE',
    ]);
    expect(items.map(({ title }) => title)).toEqual([
      '数据产品登记凭证领取通知',
      '数据产品登记公示公告',
      '数据产品登记受理通知书',
    ]);
  });

  it('serves each decision once, however often the courier looks', async () => {
    const before = bed.ledger.committed.length;
    await bed.serve();
    expect(bed.ledger.committed.length).toBe(before);
  });

  it('shows each reader their own side only', async () => {
    const kinds = async (name: string): Promise<string[]> => [
      ...new Set((await inbox(name)).items.map(({ documentKind }) => documentKind)),
    ];
    expect(await kinds('agency-expert-1')).toEqual(['AGENCY_ASSIGNMENT']);
    expect((await kinds('zhengzhou-applicant-1')).sort()).toEqual([
      'ACCEPTANCE_NOTICE',
      'CERTIFICATE_NOTICE',
      'CORRECTION_NOTICE',
      'PUBLIC_NOTICE',
    ]);
    for (const name of [
      'zhengzhou-applicant-2',
      'zhengzhou-agent-1',
      'agency-expert-2',
      'zhengzhou-decider-1',
      'supervisor-officer-1',
      'court-officer-1',
      'guiyang-applicant-1',
      'guiyang-decider-1',
    ]) {
      expect([name, await kinds(name)]).toEqual([name, []]);
    }
  });

  const sights: readonly (readonly [string, number])[] = [
    ['zhengzhou-applicant-1', 200],
    ['zhengzhou-acceptance-1', 200],
    ['zhengzhou-decider-2', 200],
    ['zhengzhou-applicant-2', 404],
    ['zhengzhou-agent-1', 404],
    ['agency-expert-1', 404],
    ['guiyang-decider-1', 404],
    ['supervisor-officer-1', 404],
    ['court-officer-1', 404],
  ];
  it.each(sights)('answers %s who asks for the correction list with %i', async (name, status) => {
    const { serviceId } = await correction();
    const answer = await (await bed.as(name)).get(`/inbox/${serviceId}`);
    expect(answer.status).toBe(status);
    if (status === 404) expect(bodyOf<{ code: string }>(answer).code).toBe('NOT_FOUND');
    else expect(bodyOf<Detail>(answer).document.items[0]).toContain(SECRET);
    const listed = await (await bed.as(name)).get(`/applications/${corrected.caseId}/services`);
    expect(JSON.stringify(listed.body).includes(SECRET)).toBe(status === 200);
  });

  it('shows a document whose commitment stands on the ledger, and no reason there', async () => {
    const { serviceId } = await correction();
    const answer = await (await bed.as('zhengzhou-applicant-1')).get(`/inbox/${serviceId}`);
    const { document, commitment } = bodyOf<Detail>(answer);
    const { opening } = await bed.database
      .selectFrom('openings')
      .select('opening')
      .where('commitment', '=', commitment.sha256)
      .executeTakeFirstOrThrow();
    const { salt, label, value } = bed.open(commitment.sha256, opening) as {
      salt: string;
      label: string;
      value: JsonValue;
    };
    expect(canonicalJson(value)).toBe(canonicalJson(document as unknown as JsonValue));
    expect(verifyCommitment({ salt, label, value }, commitment as DualDigest)).toBe(true);
    const ledger = [...bed.ledger.memory.state.values()].map(String).join('\n');
    expect(ledger).toContain(commitment.sha256);
    expect(ledger).not.toContain(SECRET);
    expect(JSON.stringify(bed.ledger.committed)).not.toContain(SECRET);
  });

  it('draws the document as a PDF and as text, each time the same', async () => {
    const { serviceId } = await correction();
    const { caller } = await bed.as('zhengzhou-applicant-1');
    expect(caller.role).toBe('applicant');
    const pdf = async (): Promise<Buffer> =>
      (await bed.download('zhengzhou-applicant-1', `/inbox/${serviceId}`, 'application/pdf')).body;
    const [first, second] = [await pdf(), await pdf()];
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
    expect(first.includes('/FontFile2') || first.includes('/FontFile3')).toBe(true);
    expect(inflateSync(first.subarray(first.indexOf('stream\n') + 7)).length).toBeGreaterThan(100);
    const text = await bed.download('zhengzhou-applicant-1', `/inbox/${serviceId}`, 'text/plain');
    expect(text.type).toBe('text/plain; charset=utf-8');
    expect(text.body.toString()).toContain(SECRET);
  });

  it('is read once its addressee says so, on the ledger, and by nobody else', async () => {
    const { serviceId } = await correction();
    const applicant = await bed.as('zhengzhou-applicant-1');
    for (const name of ['zhengzhou-applicant-2', 'zhengzhou-decider-1', 'agency-expert-1', 'supervisor-officer-1']) {
      expect([name, (await (await bed.as(name)).post(`/inbox/${serviceId}/read`, {})).status]).toEqual([name, 404]);
    }
    const unread = async (): Promise<string[]> =>
      (await inbox('zhengzhou-applicant-1', '?unread=true')).items.map((item) => item.serviceId);
    expect(await unread()).toContain(serviceId);
    const answer = await applicant.post(`/inbox/${serviceId}/read`, {}, 'read-it-for-the-first-time');
    expect(answer.status).toBe(200);
    const { acknowledgedAt } = bodyOf<{ acknowledgedAt: string }>(answer);
    expect(await unread()).not.toContain(serviceId);
    expect((await correction()).acknowledgedAt).toBe(acknowledgedAt);
    const repeated = await applicant.post(`/inbox/${serviceId}/read`, {}, 'read-it-for-the-first-time');
    expect(bodyOf<{ acknowledgedAt: string }>(repeated).acknowledgedAt).toBe(acknowledgedAt);
    const again = await applicant.post(`/inbox/${serviceId}/read`, {});
    expect([again.status, bodyOf<{ code: string }>(again).code]).toEqual([409, 'ALREADY_ACKNOWLEDGED']);
    const services = await (await bed.as('supervisor-officer-1')).get(`/applications/${corrected.caseId}/services`);
    expect(bodyOf<{ items: unknown }>(services).items).toMatchObject([
      { serviceId, acknowledgements: [{ side: 'PARTY', at: acknowledgedAt }], document: { commitment: {} } },
    ]);
  });

  it('pages without losing or repeating anything', async () => {
    const all = (await inbox('zhengzhou-applicant-1', '?limit=100')).items.map(({ serviceId }) => serviceId);
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const page = await inbox('zhengzhou-applicant-1', `?limit=2${cursor}`);
      paged.push(...page.items.map(({ serviceId }) => serviceId));
      if (page.nextCursor === undefined) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThanOrEqual(5);
  });

  it('is open to nobody who has not logged in', async () => {
    expect((await bed.anonymous('/inbox')).status).toBe(401);
    expect((await bed.anonymous(`/inbox/${(await correction()).serviceId}`)).status).toBe(401);
  });
});
