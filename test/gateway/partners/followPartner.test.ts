// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, parseJson } from '../../../chaincode/src/protocol/canonicalJson';
import { statusPlaceOf } from '../../../chaincode/src/protocol/status/statusBits';
import type { PartnerLedger, TrustList } from '../../../chaincode/src/protocol/schemas/trustList';
import type { TrustAnchor } from '../../../chaincode/src/protocol/verification/trustAnchor';
import type { RecognitionFinding } from '../../../chaincode/src/protocol/verification/recognitionAnswer';
import { newPrivateKeys } from '../../../gateway/src/signing/privateKeys';
import { PartnerHasNone, PartnerUnreachable } from '../../../gateway/src/partners/askPartner';
import type { PartnerDoor } from '../../../gateway/src/partners/askPartner';
import { Beliefs } from '../../../gateway/src/partners/beliefs';
import { followPartner, PARTNER_PATHS } from '../../../gateway/src/partners/followPartner';
import { readPartnerFindings } from '../../../gateway/src/partners/partnerFindings';
import { readSources } from '../../../gateway/src/partners/sources';
import type { PartnerProblem } from '../../../gateway/src/partners/tables';
import type { Database } from '../../../gateway/src/database/openDatabase';
import { anchorFor, issueCertificate, SUPERVISORS } from '../../support/certificates/shown';
import type { Issued } from '../../support/certificates/shown';
import { databaseKinds } from '../../support/databases';
import { ZHENGZHOU } from '../../support/filing';
import { newGatewayBed } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { aStatusList, signedListOf } from '../../support/statusLists';
import { aSigner, aTrustList, jwsOf, PLACE } from '../../support/trustLists';

const ADDRESS = { ledgerId: 'south', url: 'https://127.0.0.1:9', ca: '' };
const HOUR = 3_600_000;

/** What a partner shows; a lie is another one. */
interface Shown {
  readonly anchor: TrustAnchor;
  readonly files: readonly string[];
  readonly status: string | Error;
}

describe.each(databaseKinds())('a partner’s ledger on $name', (kind) => {
  let bed: GatewayBed;
  let database: Database;
  let issued: Issued;
  let number: string;
  let now: number;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    ({ database } = bed);
    issued = await issueCertificate(bed);
    number = (JSON.parse(issued.file) as { record: { number: string } }).record.number;
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  beforeEach(async () => {
    now = issued.now;
    for (const table of ['partner_sources', 'partner_certificates', 'partner_status_lists'] as const) {
      await database.deleteFrom(table).execute();
    }
  });

  const statusList = (
    changes: Parameters<typeof aStatusList>[1] = {},
    keys = issued.keys,
    status = 'VALID',
  ): string => {
    const { year, index } = statusPlaceOf(number);
    const [from, to] = [now - 60_000, now + 15 * 60_000].map((at) => new Date(at).toISOString());
    const statuses = [[index, status]] as unknown as Parameters<typeof aStatusList>[0];
    return signedListOf(aStatusList(statuses, { year, validFrom: from!, validUntil: to!, ...changes }), keys);
  };
  const truth = (): Shown => ({ anchor: issued.anchor, files: [issued.file], status: statusList() });
  const listed = (changes: Partial<PartnerLedger> = {}): PartnerLedger => ({
    ...{ ledgerId: 'south', name: '南方登记账本', ...PLACE, from: '2026-01-01', keySets: issued.anchor.keySets },
    scope: { caseTypes: ['INITIAL'], regionCodes: ['410000'], purposes: ['LISTING'] },
    ...changes,
  });
  const ownList = (partner = listed()): TrustList =>
    aTrustList(aSigner(), { version: 7, nextUpdate: '2099-01-01T00:00:00.000Z', partners: [partner] });

  const doorOf = ({ anchor, files, status }: Shown): Pick<PartnerDoor, 'ask'> => ({
    ask: (path: string): Promise<string> => {
      if (path === PARTNER_PATHS.anchor) return Promise.resolve(JSON.stringify(anchor));
      if (path === `${PARTNER_PATHS.certificates}?after=`)
        return Promise.resolve(JSON.stringify({ files, next: 'end' }));
      if (path.startsWith(PARTNER_PATHS.certificates)) return Promise.resolve('{"files":[],"next":"end"}');
      return typeof status === 'string' ? Promise.resolve(status) : Promise.reject(status);
    },
  });
  const follow = async (shown: Shown, partner = listed()): Promise<PartnerProblem | undefined> => {
    const followed = { database, address: ADDRESS, door: doorOf(shown), now: () => now };
    return (await followPartner(followed, partner, new AbortController().signal)).problem;
  };
  const asked = async (list = ownList(), purpose: 'LISTING' | 'PLEDGE' = 'LISTING'): Promise<RecognitionFinding> => {
    const question = { purpose, region: '410100' };
    const at = new Date(now).toISOString();
    const parts = { addresses: [ADDRESS], beliefs: new Beliefs() };
    return (await readPartnerFindings(database, parts, { question, numbers: [number], at, list })).get(number)!;
  };
  const stateOf = async (given: TrustList | null = ownList()): Promise<string> => {
    const list = given ?? undefined;
    const [source] = await readSources(
      database,
      { addresses: [ADDRESS], list, beliefs: new Beliefs() },
      new Date(now).toISOString(),
    );
    return source!.state;
  };

  it('is believed in what it signed, and its certificate is recognized by our supervisor’s list', async () => {
    expect(await follow(truth())).toBeUndefined();
    expect(await asked()).toEqual({
      ...{ number, recognized: true, origin: 'PARTNER_LEDGER', source: { id: 'south', name: '南方登记账本' } },
      ...{ basis: 'TRUST_LIST', trustList: 7, status: 'VALID' },
      by: { uscc: PLACE.register, name: '数据管理主管部门' },
      issuedBy: { uscc: ZHENGZHOU, name: expect.any(String) as string },
      statusAsOf: new Date(now - 60_000).toISOString(),
      validUntil: expect.stringMatching(/^20\d\d-/) as string,
    });
    expect(await stateOf()).toBe('TRUSTED');
  });

  it('is trusted no longer, and for no more, than our supervisor’s list says', async () => {
    await follow(truth());
    const day = new Date(now).toISOString().slice(0, 10);
    expect((await asked(ownList(listed({ to: day })))).validUntil?.slice(0, 10)).toBe(day);
    expect(await asked(ownList(listed({ to: '2026-01-31' })))).toMatchObject({
      ...{ recognized: false, reason: 'NOT_TRUSTED', reasonCode: 'NOT_ACCREDITED_ON_THE_DAY' },
    });
    expect(await asked(ownList(), 'PLEDGE')).toMatchObject({ reasonCode: 'PURPOSE_OUT_OF_SCOPE' });
    expect(await asked({ ...ownList(), partners: [] })).toMatchObject({ recognized: false, reasonCode: 'NOT_LISTED' });
    const own = { ...ownList(), nextUpdate: new Date(now).toISOString() };
    expect(await asked(own)).toMatchObject({ recognized: false, reason: 'NOT_TRUSTED', reasonCode: 'LIST_STALE' });
    const others = { ...ownList(), partners: [listed({ keySets: aTrustList(aSigner()).supervisor.keySets })] };
    expect(await asked(others)).toMatchObject({ recognized: false, reason: 'SOURCE_REFUTED' });
    expect(await stateOf({ ...ownList(), partners: [] })).toBe('NOT_ACCREDITED');
    expect(await stateOf(null)).toBe('NOT_ACCREDITED');
  });

  it.each(['SUSPENDED', 'REVOKED', 'CANCELLED'])('counts for nothing with a certificate that is %s', async (status) => {
    await follow({ ...truth(), status: statusList({}, issued.keys, status) });
    expect(await asked()).toMatchObject({ recognized: false, reason: 'NOT_VALID', reasonCode: status, status });
  });

  it('is stale once its status list is, whoever is to blame', async () => {
    await follow(truth());
    now += HOUR;
    expect(
      await follow({ ...truth(), anchor: issued.anchor, status: new PartnerUnreachable('no answer') }),
    ).toMatchObject({
      ...{ kind: 'DOWN', code: 'UNREACHABLE' },
    });
    expect(await asked()).toMatchObject({ recognized: false, reason: 'SOURCE_STALE', reasonCode: 'STATUS_LIST_STALE' });
    expect(await stateOf()).toBe('DOWN');
  });

  it('goes on counting while it is down and its status list is fresh, and says since when it is down', async () => {
    await follow(truth());
    const began = new Date(now).toISOString();
    const down = { ...truth(), status: new PartnerUnreachable('no answer') };
    expect(await follow(down)).toMatchObject({ kind: 'DOWN', since: began });
    now += 60_000;
    expect(await follow(down)).toMatchObject({ kind: 'DOWN', since: began });
    expect(await asked()).toMatchObject({ recognized: true });
  });

  const anotherList = (version: number): string =>
    jwsOf(
      aTrustList(SUPERVISORS, {
        version,
        issuedAt: '2026-09-03T00:00:00.000Z',
        nextUpdate: '2099-01-02T00:00:00.000Z',
      }),
      SUPERVISORS,
    );
  const altered = (change: (file: Record<string, unknown>) => object): string =>
    canonicalJson(change(parseJson(issued.file) as never) as never);

  it.each<[string, string, (shown: Shown) => Shown]>([
    ['no list any more', 'MALFORMED', (shown) => ({ ...shown, anchor: { ...shown.anchor, lists: [] } })],
    [
      'another first list',
      'LISTS_FORKED',
      (shown) => ({ ...shown, anchor: { ...shown.anchor, lists: [anotherList(1)] } }),
    ],
    [
      'a list out of turn',
      'LIST_NOT_NEXT',
      (shown) => ({ ...shown, anchor: { ...shown.anchor, lists: [...shown.anchor.lists, anotherList(3)] } }),
    ],
    [
      'a list that somebody else signed',
      'LIST_SIGNATURE_WRONG',
      (shown) => {
        const stranger = { ...aSigner(), set: SUPERVISORS.set };
        const list = aTrustList(SUPERVISORS, { version: 2, issuedAt: '2026-09-03T00:00:00.000Z' });
        return { ...shown, anchor: { ...shown.anchor, lists: [...shown.anchor.lists, jwsOf(list, stranger)] } };
      },
    ],
    ['something else than an anchor', 'MALFORMED', (shown) => ({ ...shown, anchor: {} as TrustAnchor })],
    ['what is no file', 'FILE_NOT_JSON', (shown) => ({ ...shown, files: ['nonsense'] })],
    [
      'more files than a page has',
      'MALFORMED',
      (shown) => ({ ...shown, files: Array.from({ length: 51 }, () => shown.files[0]!) }),
    ],
    [
      'a certificate with another name',
      'RECORD_NOT_AS_SIGNED',
      (shown) => ({
        ...shown,
        files: [altered(({ record, ...file }) => ({ ...file, record: { ...(record as object), dataName: '别的' } }))],
      }),
    ],
    [
      'a certificate of another register',
      'ANOTHER_REGISTER',
      (shown) => ({ ...shown, files: [altered((file) => ({ ...file, channel: 'elsewhere' }))] }),
    ],
    [
      'a status list that somebody else signed',
      'STATUS_LIST_SIGNATURE_WRONG',
      (shown) => ({ ...shown, status: statusList({}, newPrivateKeys()) }),
    ],
    [
      'the list of another year',
      'STATUS_LIST_OF_ANOTHER_YEAR',
      (shown) => ({ ...shown, status: statusList({ year: '2031' }) }),
    ],
    [
      'the list of another register',
      'STATUS_LIST_OF_ANOTHER_REGISTER',
      (shown) => ({ ...shown, status: statusList({ place: { ...PLACE, channel: 'elsewhere' } }) }),
    ],
    [
      'an older status than before',
      'STATUS_ROLLED_BACK',
      (shown) => ({ ...shown, status: statusList({ validFrom: new Date(now - HOUR).toISOString() }) }),
    ],
    ['no status list', 'MISSING', (shown) => ({ ...shown, status: new PartnerHasNone('/partner/v1/status') })],
  ])('is refuted by %s, and nothing of it counts until that is put right', async (_, code, lie) => {
    await follow(truth());
    // A certificate that is known is not shown again: it has to be new to be looked at.
    await database.updateTable('partner_sources').set({ cursor: '' }).execute();
    expect(await follow(lie(truth()))).toMatchObject({ kind: 'REFUTED', code });
    expect(await asked()).toMatchObject({ recognized: false, reason: 'SOURCE_REFUTED', reasonCode: code });
    expect(await stateOf()).toBe('REFUTED');
    expect(await follow(truth())).toBeUndefined();
    expect(await asked()).toMatchObject({ recognized: true });
  });

  it('keeps no certificate of a registry that its own supervisor did not trust on the day', async () => {
    const over = { accreditation: { number: 'ACC-1', from: '2026-01-01', to: '2026-01-31' } };
    const anchor = anchorFor(issued.keys, {}, over);
    const partner = listed({ keySets: anchor.keySets });
    expect(await follow({ ...truth(), anchor }, partner)).toMatchObject({
      code: 'NOT_ACCREDITED_ON_THE_DAY',
      about: number,
    });
    expect(await asked(ownList(partner))).toBeUndefined();
  });

  it('cannot go back behind a list that was believed', async () => {
    const longer = { ...issued.anchor, lists: [...issued.anchor.lists, anotherList(2)] };
    expect(await follow({ ...truth(), anchor: longer, files: [] })).toBeUndefined();
    expect(await follow(truth())).toMatchObject({ kind: 'REFUTED', code: 'LISTS_ROLLED_BACK' });
  });
});
