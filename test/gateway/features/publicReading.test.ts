// SPDX-License-Identifier: Apache-2.0
import type { Response } from 'supertest';
import { databaseKinds } from '../../support/databases';
import { bodyOf, newGatewayBed } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { carryToCertificate, carryToNotice, fileApplication } from '../../support/gatewayJourney';
import type { Filed } from '../../support/gatewayJourney';

interface Listed {
  readonly items: readonly Record<string, unknown>[];
  readonly nextCursor?: string;
  readonly blockHeight: number;
}
const YEAR = 366 * 86_400_000;

describe.each(databaseKinds())('what anybody may read on $name', (kind) => {
  let bed: GatewayBed;
  let running: string;
  let number: string;
  let registered: Filed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    registered = await fileApplication(bed);
    number = await carryToCertificate(bed, registered);
    running = await carryToNotice(
      bed,
      await fileApplication(bed, { withhold: [{ path: '/product/sources', reason: '合作方保密要求' }] }),
    );
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const read = async <T>(path: string): Promise<T> => {
    const answer: Response = await bed.anonymous(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return bodyOf<T>(answer);
  };
  const noPerson = (text: string): void => {
    const [{ contactName, phone }] = registered.form.applicants as [(typeof registered.form.applicants)[number]];
    for (const word of ['staffNo', 'identityKey', 'ZZ-', 'AG-', contactName, phone, 'commitment', '合作方保密要求']) {
      expect(text).not.toContain(word);
    }
  };

  describe('a notice', () => {
    it('shows the published fields and which were withheld, without persons and reasons', async () => {
      const notice = await read<Record<string, unknown>>(`/notices/${running}`);
      expect(notice).toMatchObject({ status: 'RUNNING', caseState: 'NOTICE', withheldFields: ['/product/sources'] });
      const published = (notice['publishedFields'] as { path: string }[]).map(({ path }) => path);
      expect(published).toContain('/product/dataName');
      expect(published).not.toContain('/product/sources');
      expect(notice['blockHeight']).toBe(bed.ledger.committed.length);
      noPerson(JSON.stringify(notice));
    });

    it('is listed by status, registry and time', async () => {
      const only = async (query: string): Promise<unknown[]> =>
        (await read<Listed>(`/notices?${query}`)).items.map(({ noticeNo }) => noticeNo);
      expect(await only('status=RUNNING')).toEqual([running]);
      expect(await only('status=OVER')).toHaveLength(1);
      expect(await only('registry=91410100DEM0DJ412Y')).toHaveLength(2);
      expect(await only('registry=91520100DEM0DJ5270')).toEqual([]);
      expect(await only('startedBefore=2020-01-01T00:00:00Z')).toEqual([]);
      expect(await only(`caseId=${registered.caseId}`)).toHaveLength(1);
      expect(await only('sort=startedAt')).toEqual([...(await only('sort=-startedAt'))].reverse());
    });

    it('pages', async () => {
      const first = await read<Listed>('/notices?limit=1&sort=endsAt');
      const second = await read<Listed>(`/notices?limit=1&sort=endsAt&cursor=${first.nextCursor!}`);
      expect(second.nextCursor).toBeUndefined();
      expect(second.items[0]!['noticeNo']).toBe(running);
      expect((await bed.anonymous(`/notices?limit=1&cursor=${first.nextCursor!}`)).status).toBe(400);
    });

    it.each(['N-411-01ARZ3NDEKTSV4RRFFQ69G5FAV-01', 'nonsense', "N'--"])('%s is not found', async (noticeNo) => {
      expect((await bed.anonymous(`/notices/${encodeURIComponent(noticeNo)}`)).status).toBe(404);
    });
  });

  describe('a certificate', () => {
    it('is checked with what was examined, by which institutions, and where it stands on the ledger', async () => {
      const view = await read<Record<string, unknown>>(`/certificates/${number}`);
      const record = (await bed.database.selectFrom('certificates').selectAll().executeTakeFirstOrThrow()).record;
      expect(view).toMatchObject({
        number,
        status: 'VALID',
        dataName: registered.form.product.dataName,
        recordDigest: record.recordDigest,
        blockHeight: bed.ledger.committed.length,
      });
      const ledger = view['ledger'] as { channel: string; transactionId: string; blockNumber: number };
      const { transactions } = bed.ledger.committed[ledger.blockNumber]!;
      expect(transactions[0]!.transactionId).toBe(ledger.transactionId);
      expect(transactions[0]!.events.map(({ type }) => type)).toContain('certificateGranted');
      const examined = view['examined'] as { kind: string; by: { name: string } }[];
      expect(examined.map(({ kind, by }) => `${kind} ${by.name}`)).toEqual([
        ...Array.from({ length: 3 }, () => 'FORMAL 郑州数据产品登记机构'),
        ...Array.from({ length: 3 }, () => 'SUBSTANTIVE 中原示例数据评估有限公司'),
      ]);
      noPerson(JSON.stringify(view));
    });

    it('has a timeline of its public steps only', async () => {
      const { items } = await read<Listed>(`/certificates/${number}/timeline`);
      const types = items.map(({ type }) => type);
      expect(types).toEqual(expect.arrayContaining(['noticePublished', 'noticeClosed', 'certificateGranted']));
      expect(types).not.toContain('opinionSubmitted');
      expect(new Set(items.flatMap((item) => Object.keys(item)))).toEqual(
        new Set(['type', 'at', 'transactionId', 'blockNumber']),
      );
    });

    it('is listed by status, holder, name and registry', async () => {
      const only = async (query: string): Promise<unknown[]> =>
        (await read<Listed>(`/certificates?${query}`)).items.map((item) => item['number']);
      expect(await only('')).toEqual([number]);
      for (const hit of [
        'status=VALID',
        'holder=91410100DEM0QY019R',
        `dataName=${encodeURIComponent('2026年郑州')}`,
        'productForm=DATASET&registry=91410100DEM0DJ412Y',
        'attestedFrom=2020-01-01T00:00:00Z',
      ]) {
        expect([hit, await only(hit)]).toEqual([hit, [number]]);
      }
      for (const miss of [
        'status=EXPIRED',
        'status=REVOKED',
        'holder=91410105DEM0QY027W',
        'dataName=%25',
        'dataName=_026',
        'productForm=API',
        'attestedBefore=2020-01-01T00:00:00Z',
      ]) {
        expect([miss, await only(miss)]).toEqual([miss, []]);
      }
    });

    it('of a demonstration says so in the list too', async () => {
      const { items } = await read<Listed>('/certificates');
      expect(items).toMatchObject([{ number, testOnly: true }]);
    });

    it.each(['SJ4112026110999', 'SJ', '1', 'SJ4112026110001x'])('%s is not found', async (none) => {
      expect((await bed.anonymous(`/certificates/${none}`)).status).toBe(404);
      expect((await bed.anonymous(`/certificates/${none}/timeline`)).status).toBe(404);
    });

    it('is expired by time alone', async () => {
      bed.pass(YEAR);
      expect(await read(`/certificates/${number}`)).toMatchObject({ status: 'EXPIRED' });
      const { items } = await read<Listed>('/certificates?status=EXPIRED');
      expect(items).toMatchObject([{ number, status: 'EXPIRED' }]);
      expect((await read<Listed>('/certificates?status=VALID')).items).toEqual([]);
      bed.pass(-YEAR);
      expect(await read(`/certificates/${number}`)).toMatchObject({ status: 'VALID' });
    });

    it('is read again after a block that changed it', async () => {
      const before = await read<{ version: number; ledger: object }>(`/certificates/${number}`);
      const { record } = await bed.database.selectFrom('certificates').select('record').executeTakeFirstOrThrow();
      const changed = { ...record, version: before.version + 1, status: 'SUSPENDED' as const };
      const block = bed.ledger.append([
        {
          transactionId: 'e'.repeat(64),
          index: 0,
          validationCode: 'VALID',
          time: '2026-01-01T00:00:00.000Z',
          events: [],
          records: [changed],
        },
      ]);
      await bed.projector.waitFor(block.number, 10_000);
      expect(await read(`/certificates/${number}`)).toMatchObject({
        version: before.version + 1,
        status: 'SUSPENDED',
        // Where it was granted.
        ledger: before.ledger,
        blockHeight: block.number + 1,
      });
    });
  });

  describe('the register', () => {
    it('shows the institutions, by kind, without persons', async () => {
      const { items } = await read<Listed>('/institutions?limit=100');
      expect(items.length).toBeGreaterThanOrEqual(6);
      const registries = await read<Listed>('/institutions?kind=REGISTRY');
      expect(registries.items.map(({ institution }) => (institution as { uscc: string }).uscc)).toEqual([
        '91410100DEM0DJ412Y',
        '91520100DEM0DJ5270',
      ]);
      expect(JSON.stringify(items)).not.toContain('staffNo');
      expect(await read('/institutions/91410100DEM0DJ412Y')).toMatchObject({ approval: 'APPROVED', status: 'ACTIVE' });
    });

    it('shows the rule profiles and the calendars', async () => {
      const profiles = await read<Listed>('/profiles');
      expect(profiles.items.map(({ profile }) => (profile as { profileId: string }).profileId)).toEqual([
        'n35-2026',
        'test-notice-periods',
        'test-short-periods',
        'zhengzhou-2024',
      ]);
      const calendars = await read<Listed>('/calendars?limit=2');
      expect(calendars.items).toHaveLength(2);
      const next = await read<Listed>(`/calendars?limit=2&cursor=${calendars.nextCursor!}`);
      expect(next.items).toHaveLength(1);
      expect(await read('/profiles/zhengzhou-2024')).toMatchObject({ profile: { testOnly: false } });
      expect(await read('/calendars/CN-2026')).toMatchObject({ calendar: { year: 2026 } });
    });

    it('shows what waits for a second officer only when asked', async () => {
      const [row] = await bed.database
        .selectFrom('calendars')
        .selectAll()
        .where('calendar_id', '=', 'CN-2024')
        .execute();
      await bed.database
        .updateTable('calendars')
        .set({ approval: 'PROPOSED' })
        .where('calendar_id', '=', 'CN-2024')
        .execute();
      expect((await read<Listed>('/calendars')).items).toHaveLength(2);
      expect((await read<Listed>('/calendars?approval=PROPOSED')).items).toHaveLength(1);
      await bed.database
        .updateTable('calendars')
        .set({ approval: row!.approval })
        .where('calendar_id', '=', 'CN-2024')
        .execute();
    });

    it.each([
      '/institutions/91410100DEM0DJ4120',
      '/institutions/91410105DEM0QY027W',
      '/profiles/none',
      '/calendars/CN-1999',
    ])('%s is not found', async (path) => {
      expect((await bed.anonymous(path)).status).toBe(404);
    });

    it.each([
      '/institutions?colour=red',
      '/profiles?kind=REGISTRY',
      '/calendars?limit=0',
      '/notices?caseId=1',
      '/certificates?status=GOOD',
    ])('%s is refused', async (path) => {
      expect((await bed.anonymous(path)).status).toBe(400);
    });
  });
});
