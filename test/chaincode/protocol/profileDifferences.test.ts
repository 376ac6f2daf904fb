// SPDX-License-Identifier: Apache-2.0
import { PROFILE_SUBJECTS, profileDifferences } from '../../../chaincode/src/protocol/profileDifferences';
import type { RuleProfile } from '../../../chaincode/src/protocol/schemas/profile';
import { profileNamed } from '../../support/cases';

const zhengzhou = profileNamed('zhengzhou-2024');
const n35 = profileNamed('n35-2026');
const pointsOf = (one = zhengzhou, other = n35): string[] => profileDifferences(one, other).map(({ point }) => point);

/** Another value for every property: the compiler asks for a new one here too. */
const ALTERED: Required<RuleProfile> = {
  profileId: 'altered-2026',
  version: 9,
  title: '另一细则',
  source: '另一依据',
  testOnly: true,
  periods: { ...n35.periods, notice: { unit: 'WORKING_DAY', length: 10 } },
  validity: { unit: 'YEAR', length: 2 },
  renewalWindow: { opens: { unit: 'DAY', length: 60 }, closes: { unit: 'DAY', length: 1 } },
  checklist: n35.checklist.slice(1),
  review: { ...n35.review, agency: true },
  noticeFailure: 'TERMINATED',
  noticeFields: n35.noticeFields.slice(1),
  articles: { ...n35.articles, notice: '第三十条' },
  remedy: '可以起诉。',
};

describe('the differences of two rule profiles', () => {
  it('are none between a profile and itself', () => {
    expect(pointsOf(zhengzhou, { ...zhengzhou })).toEqual([]);
  });

  it('name each point where the policy and the national guideline differ', () => {
    const differences = profileDifferences(zhengzhou, n35);
    expect(differences).toEqual(
      expect.arrayContaining([
        {
          subject: 'VALIDITY',
          point: 'validity',
          one: { unit: 'YEAR', length: 3 },
          other: { unit: 'YEAR', length: 5 },
        },
        { subject: 'RENEWAL_WINDOW', point: 'renewalWindow/opens', other: { unit: 'MONTH', length: 6 } },
        { subject: 'RENEWAL_WINDOW', point: 'renewalWindow/closes', other: { unit: 'DAY', length: 1 } },
        { subject: 'REVIEW_PATH', point: 'review/agency', one: true, other: false },
        { subject: 'NOTICE', point: 'noticeFailure', one: 'TERMINATED', other: 'REJECTED' },
      ]),
    );
    expect(differences.filter(({ subject }) => subject === 'PERIOD')).toEqual([]);
  });

  it('stand the other way round from the other side', () => {
    const turned = profileDifferences(n35, zhengzhou).map(({ one, other, ...rest }) => ({
      ...rest,
      ...(other !== undefined && { one: other }),
      ...(one !== undefined && { other: one }),
    }));
    expect(turned).toEqual(expect.arrayContaining(profileDifferences(zhengzhou, n35)));
  });

  it.each([
    [
      'a period that only one has',
      { periods: { ...n35.periods, draw: { unit: 'WORKING_DAY', length: 2 } } },
      'periods/draw',
    ],
    ['a material asked for otherwise', { checklist: [{ type: 'SAMPLE', requiredIf: 'NEVER' }] }, 'checklist/SAMPLE'],
    ['a field that only one publishes', { noticeFields: ['/materials'] }, 'noticeFields/materials'],
    ['an article', { articles: { ...n35.articles, notice: '第三十条' } }, 'articles/notice'],
    ['a draw that is the rule', { review: { ...n35.review, drawOnly: true } }, 'review/drawOnly'],
    ['the remedy', { remedy: '可以起诉。' }, 'remedy'],
    ['the number of a version', { version: 9 }, 'version'],
  ])('tell of %s', (_, changes, point) => {
    expect(pointsOf(n35, { ...n35, ...changes } as typeof n35)).toContain(point);
  });

  it('take what a profile does not say of draws for what it means', () => {
    expect(pointsOf(n35, { ...n35, review: { ...n35.review, drawOnly: false } })).toEqual([]);
  });

  it.each(Object.keys(ALTERED) as (keyof RuleProfile)[])('look at %s', (key) => {
    expect(pointsOf(n35, { ...n35, [key]: ALTERED[key] })).not.toEqual([]);
  });

  it('are in the order of their subjects', () => {
    const subjects = profileDifferences(n35, ALTERED).map(({ subject }) => PROFILE_SUBJECTS.indexOf(subject));
    expect(subjects).toEqual([...subjects].sort((a, b) => a - b));
    expect(new Set(subjects).size).toBe(PROFILE_SUBJECTS.length);
  });
});
