// SPDX-License-Identifier: Apache-2.0
import { publishedFields } from '../../../../chaincode/src/domain/applications/publication';
import { digestOf } from '../../../../chaincode/src/protocol/digest';
import { before, decided, NOTICE_OVER, profileNamed, profileRecord, stepped } from '../../../support/cases';
import { aFiling, sealedValue } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const patterns = profileNamed('zhengzhou-2024').noticeFields;
const limits = { path: '/product/limits', reason: '涉及合作方约定' };
const reason = sealedValue('/withheld/0/reason', '商业秘密');

describe('the notice', () => {
  it('publishes the fields of the profile, in its order, and says when it ends', () => {
    const record = before('closeNotice');
    const [notice] = record.notices;
    expect(notice).toMatchObject({
      noticeNo: `N-${record.caseId}-01`,
      startedAt: record.lastEventAt,
      endsAt: '2026-09-18T16:00:00.000Z',
      lastDay: '2026-09-18',
      withheld: [],
      approvedBy: PEOPLE.decider,
    });
    expect(notice?.publishedFields.slice(0, 4)).toEqual([
      { path: '/applicants/0/applicantName', value: '郑州示例地理信息有限公司' },
      { path: '/applicants/0/applicantType', value: 'LEGAL_PERSON' },
      { path: '/applicants/0/idNumber', value: '91410100DEM0QY019R' },
      { path: '/product/dataName', value: '2026年郑州市交通路网行政区划数据集' },
    ]);
    expect(notice?.snapshotDigest).toBe(digestOf(notice?.publishedFields ?? []));
    expect(record.deadline).toMatchObject({ name: 'NOTICE', at: notice?.endsAt });
  });

  it('withholds what the applicant asked for and the decider approved', () => {
    const record = before('closeNotice', aFiling({ withhold: [limits] }));
    expect(record.notices[0]?.withheld.map((item) => item.path)).toEqual(['/product/limits']);
    expect(record.notices[0]?.publishedFields.map((field) => field.path)).not.toContain('/product/limits');
  });

  it.each([
    ['more than was asked', [], [{ path: '/product/limits', reason }]],
    ['less than was asked', [limits], []],
    ['something else', [limits], [{ path: '/product/sources', reason }]],
    [
      'one thing twice',
      [limits],
      [
        { path: '/product/limits', reason },
        { path: '/product/limits', reason },
      ],
    ],
  ])('is refused where the decider withholds %s', (_, withhold, withheld) => {
    const record = before('publishNotice', aFiling({ withhold }));
    expect(codeOf(() => decided(record, 'publishNotice', { body: { withheld } }))).toBe('WITHHOLDING_MISMATCH');
  });

  it('never publishes a sealed value, whatever the profile names', () => {
    const everything = ['/applicants', '/product', '/rights', '/materials', '/withhold', '/nowhere', '/truthful'];
    const fields = publishedFields(aFiling({ withhold: [limits] }), everything, ['/product/limits']);
    expect(JSON.stringify(fields)).not.toContain('commitment');
    expect(fields.map((field) => field.path)).toEqual([
      '/applicants',
      '/product',
      '/rights',
      '/materials',
      '/withhold',
      '/truthful',
    ]);
    expect(fields[0]?.value).toMatchObject([{ applicantType: 'LEGAL_PERSON', operation: { term: '长期' } }]);
  });

  it('does not publish what is withheld even where it stands in the clear', () => {
    const fields = publishedFields(aFiling(), patterns, ['/product/limits', '/product/dataSummary']);
    expect(fields.map((field) => field.path)).not.toContain('/product/limits');
    expect(fields).toHaveLength(publishedFields(aFiling(), patterns, []).length - 2);
  });

  it('has nothing to say of a part of which everything is sealed', () => {
    expect(publishedFields(aFiling(), ['/product/processingRule', '/materials/*/digests'], [])).toEqual([]);
    const filing = aFiling({ withhold: [limits] });
    const onlySealed = { ...filing, product: { limits: filing.product.limits } } as unknown as typeof filing;
    expect(publishedFields(onlySealed, ['/product'], [])).toEqual([]);
    const inList = { ...filing, withhold: filing.withhold.map((item) => item.reason) } as unknown as typeof filing;
    expect(publishedFields(inList, ['/withhold'], [])).toEqual([{ path: '/withhold', value: [] }]);
  });
});

describe('the end of a notice', () => {
  it('cannot be stated before it has come, and by anybody from then on', () => {
    const record = before('closeNotice');
    const refusal = refusalOf(() => decided(record, 'closeNotice', { at: NOTICE_OVER - 1 }));
    expect(refusal.code).toBe('NOTICE_STILL_OPEN');
    expect(refusal.details).toEqual({ endsAt: '2026-09-18T16:00:00.000Z' });
    const closed = stepped(record, 'closeNotice', { at: NOTICE_OVER, by: PEOPLE.guiyangApplicant });
    expect(closed).toMatchObject({ state: 'READY', notices: [{ closedAt: '2026-09-18T16:00:00.000Z' }] });
    expect(closed.deadline).toBeUndefined();
  });

  it('leaves earlier notices of the case as they were', () => {
    const record = before('closeNotice');
    const earlier = { ...record.notices[0]!, noticeNo: `N-${record.caseId}-00`, closedAt: '2026-09-01T00:00:00.000Z' };
    const twice = { ...record, notices: [earlier, { ...record.notices[0]!, noticeNo: `N-${record.caseId}-02` }] };
    const closed = stepped(twice, 'closeNotice', { at: NOTICE_OVER });
    expect(closed.notices.map((notice) => notice.closedAt)).toEqual([
      '2026-09-01T00:00:00.000Z',
      '2026-09-18T16:00:00.000Z',
    ]);
  });

  it('of no notice never comes', () => {
    const record = { ...before('closeNotice'), notices: [] };
    expect(refusalOf(() => decided(record, 'closeNotice', { at: NOTICE_OVER })).code).toBe('NOTICE_STILL_OPEN');
  });

  it('is counted in seconds for a test profile', () => {
    const record = before('publishNotice');
    const profile = profileRecord(profileNamed('test-short-periods'));
    const { notices } = stepped(record, 'publishNotice', { facts: { profile } });
    expect(notices[0]).not.toHaveProperty('lastDay');
  });
});
