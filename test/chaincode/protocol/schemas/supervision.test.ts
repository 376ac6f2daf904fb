// SPDX-License-Identifier: Apache-2.0
import { workingCalendar } from '../../../../chaincode/src/protocol/schemas/calendar';
import { institution } from '../../../../chaincode/src/protocol/schemas/institution';
import { ruleProfile } from '../../../../chaincode/src/protocol/schemas/profile';
import { calendars, institutionNamed, profileNamed } from '../../../support/cases';
import { ZHENGZHOU } from '../../../support/filing';

const pathsOf = (schema: typeof workingCalendar | typeof institution | typeof ruleProfile, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => issue.path.join('/'));

const calendar = calendars.find((one) => one.year === 2026)!;
const profile = profileNamed('zhengzhou-2024');

describe('a calendar', () => {
  it('that ships is taken', () => {
    for (const one of calendars) expect(pathsOf(workingCalendar, one)).toEqual([]);
  });

  it.each([
    ['of a year that its id does not name', { calendarId: 'CN-2027' }, ['calendarId']],
    ['with a holiday at a weekend', { holidays: [{ date: '2026-10-03', name: '国庆节' }] }, ['holidays']],
    ['with a make-up day on a weekday', { makeUpWorkdays: ['2026-10-09'] }, ['makeUpWorkdays']],
    ['with a day of another year', { holidays: [{ date: '2027-01-01', name: '元旦' }] }, ['holidays']],
    ['with a day twice', { makeUpWorkdays: ['2026-10-10', '2026-10-10'] }, ['holidays']],
    [
      'with a day that does not exist',
      { holidays: [{ date: '2026-02-30', name: '假' }] },
      ['holidays/0/date', 'holidays'],
    ],
  ])('%s is refused', (_, changes, paths) => {
    expect(pathsOf(workingCalendar, { ...calendar, holidays: [], makeUpWorkdays: [], ...changes })).toEqual(paths);
  });
});

describe('a rule profile', () => {
  it.each(['zhengzhou-2024', 'n35-2026', 'test-short-periods'])('%s is taken', (id) => {
    expect(pathsOf(ruleProfile, profileNamed(id))).toEqual([]);
  });

  it.each([
    [
      'that counts seconds without being a test',
      { periods: { ...profile.periods, notice: { unit: 'SECOND', length: 1 } } },
      ['periods'],
    ],
    ['whose validity is counted in working days', { validity: { unit: 'WORKING_DAY', length: 5 } }, ['validity']],
    ['without an article for a step', { articles: { ...profile.articles, notice: undefined } }, ['articles/notice']],
    [
      'with a point of review twice',
      { review: { points: ['source', 'source', 'rights'], agency: true } },
      ['review/points'],
    ],
    [
      'with a material twice',
      {
        checklist: [
          { type: 'SAMPLE', requiredIf: 'ALWAYS' },
          { type: 'SAMPLE', requiredIf: 'NEVER' },
        ],
      },
      ['checklist'],
    ],
    [
      'whose window for renewals closes before it opens',
      { renewalWindow: { opens: { unit: 'DAY', length: 30 }, closes: { unit: 'MONTH', length: 1 } } },
      ['renewalWindow'],
    ],
    [
      'whose window for renewals is counted in working days',
      { renewalWindow: { opens: { unit: 'WORKING_DAY', length: 60 }, closes: { unit: 'DAY', length: 1 } } },
      ['renewalWindow/opens/unit'],
    ],
    ['that publishes by a pattern of another form', { noticeFields: ['/product/**'] }, ['noticeFields/0']],
  ])('%s is refused', (_, changes, paths) => {
    expect(pathsOf(ruleProfile, { ...profile, ...changes })).toEqual(paths);
  });
});

describe('an institution', () => {
  it('whose registry code begins with another region is refused', () => {
    expect(pathsOf(institution, institutionNamed(ZHENGZHOU))).toEqual([]);
    expect(pathsOf(institution, { ...institutionNamed(ZHENGZHOU), registryCode: '521' })).toEqual(['registryCode']);
  });

  it('of no known kind is refused', () => {
    expect(pathsOf(institution, { ...institutionNamed(ZHENGZHOU), institutionKind: 'BANK' })).toEqual([
      'institutionKind',
    ]);
  });
});
