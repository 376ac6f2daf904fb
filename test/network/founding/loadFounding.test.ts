// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicantForm, productForm, rightForm, type RuleProfile } from '@registry/chaincode/protocol';
import { FOUNDING_FOLDER, FoundingError } from '../../../network/src/founding/foundingFiles';
import { loadFounding, type FoundingOptions } from '../../../network/src/founding/loadFounding';
import { loadTopology } from '../../../network/src/topology';

const topology = loadTopology();
const founding = loadFounding({ topology });
const profileNamed = (id: string, profiles = founding.profiles): RuleProfile =>
  profiles.find((profile) => profile.profileId === id)!;

function errorOf(options: FoundingOptions): FoundingError {
  try {
    loadFounding(options);
  } catch (error) {
    expect(error).toBeInstanceOf(FoundingError);
    return error as FoundingError;
  }
  throw new Error('the founding was accepted');
}

describe('what a register begins with', () => {
  it('is three endorsing organizations', () => {
    expect(founding.endorsers).toEqual(['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP']);
  });

  it('is the supervisor first, then court, registries and the agencies themselves', () => {
    expect(founding.institutions.map((one) => [one.institutionKind, one.mspId])).toEqual([
      ['SUPERVISOR', 'SupervisorMSP'],
      ['REGISTRY', 'ZhengzhouMSP'],
      ['REGISTRY', 'GuiyangMSP'],
      ['JUDICIAL', 'CourtMSP'],
      ['AGENCY', 'AgencyMSP'],
      ['AGENCY', 'AgencyMSP'],
    ]);
  });

  it('knows every legal person that acts for an institution', () => {
    const known = new Set(founding.institutions.map((one) => one.uscc));
    const staff = topology.users.filter((user) => !['applicant', 'agent'].includes(user.role));
    expect(staff.filter((user) => !known.has(user.uscc))).toEqual([]);
  });

  it('gives each registry its code and profiles', () => {
    const registries = founding.institutions.filter((one) => one.institutionKind === 'REGISTRY');
    expect(registries.map((one) => [one.registryCode, one.profileIds])).toEqual([
      ['411', ['zhengzhou-2024', 'n35-2026']],
      ['521', ['n35-2026']],
    ]);
  });

  it('is the calendars of 2024 to 2026', () => {
    expect(founding.calendars.map((calendar) => calendar.calendarId)).toEqual(['CN-2024', 'CN-2025', 'CN-2026']);
  });

  it('has no test-only profile unless one is asked for by name', () => {
    expect(founding.profiles.map((profile) => [profile.profileId, profile.testOnly])).toEqual([
      ['n35-2026', false],
      ['zhengzhou-2024', false],
    ]);
    const shortened = loadFounding({ topology, testProfiles: ['test-short-periods'] });
    expect(profileNamed('test-short-periods', shortened.profiles).testOnly).toBe(true);
    shortened.institutions
      .filter((one) => one.institutionKind === 'REGISTRY')
      .forEach((one) => {
        expect(one.profileIds).toContain('test-short-periods');
      });
  });
});

describe('the rule profiles', () => {
  it('give the national guideline its periods', () => {
    const { periods, validity, review } = profileNamed('n35-2026');
    expect(periods).toMatchObject({
      acceptance: { unit: 'WORKING_DAY', length: 3 },
      review: { unit: 'WORKING_DAY', length: 10 },
      reviewExtension: { unit: 'WORKING_DAY', length: 10 },
      notice: { unit: 'WORKING_DAY', length: 5 },
      objectionDecision: { unit: 'WORKING_DAY', length: 10 },
    });
    expect(validity).toEqual({ unit: 'YEAR', length: 5 });
    expect(review.agency).toBe(false);
  });

  it('send a case at zhengzhou to an agency that is drawn for substantive review', () => {
    expect(profileNamed('zhengzhou-2024').review).toEqual({
      points: ['description', 'source', 'rights'],
      agency: true,
      drawOnly: true,
    });
  });

  it('shorten periods for tests only, let an agency be chosen, and leave procedure and materials as they are', () => {
    const { profiles } = loadFounding({ topology, testProfiles: ['test-short-periods'] });
    const [short, real] = [profileNamed('test-short-periods', profiles), profileNamed('zhengzhou-2024', profiles)];
    expect([{ ...short.review, drawOnly: true }, short.checklist, short.noticeFields]).toEqual([
      real.review,
      real.checklist,
      real.noticeFields,
    ]);
    expect(new Set(Object.values(short.periods).map((item) => item?.unit))).toEqual(new Set(['SECOND']));
  });

  it.each(['zhengzhou-2024', 'n35-2026'])('publish in %s only fields that a filing has, and no personal data', (id) => {
    const known = [
      ...Object.keys(applicantForm.shape).map((name) => `/applicants/*/${name}`),
      ...Object.keys(productForm.shape).map((name) => `/product/${name}`),
      ...Object.keys(rightForm.shape).map((name) => `/rights/*/${name}`),
    ];
    const { noticeFields } = profileNamed(id);
    expect(noticeFields.filter((field) => !known.includes(field))).toEqual([]);
    expect(
      noticeFields.filter((field) => /contactName|phone|address|operation|processingRule|scenario/.test(field)),
    ).toEqual([]);
    expect(new Set(noticeFields).size).toBe(noticeFields.length);
  });
});

describe('founding data with a fault', () => {
  let folder: string;

  const edit = (path: string, change: (text: string) => string): void => {
    const file = join(folder, path);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'founding-'));
    cpSync(FOUNDING_FOLDER, folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are refused when a test profile is asked for that is not one', () => {
    expect(errorOf({ topology, testProfiles: ['n35-2026'] })).toMatchObject({
      code: 'FOUNDING_INCOMPLETE',
      message: 'There is no test-only profile n35-2026',
    });
  });

  it('are refused when an institution has no accreditation', () => {
    edit('accreditations.json', (text) => text.replace('91520100DEM0FW523B', '91520100DEM0QY035A'));
    expect(errorOf({ topology, folder })).toMatchObject({
      code: 'FOUNDING_INCOMPLETE',
      message: '91520100DEM0FW523B has no accreditation to be founded with',
    });
  });

  it('are refused when a registry is accredited for a profile that is not there', () => {
    rmSync(join(folder, 'profiles', 'n35-2026.json'));
    expect(errorOf({ topology, folder }).message).toContain('rule profiles that are not there: n35-2026');
  });

  it.each<{ when: string; path: string; change: (text: string) => string; code: string; words: string }>([
    {
      when: 'a profile is no JSON',
      path: 'profiles/n35-2026.json',
      change: () => '{',
      code: 'FOUNDING_UNREADABLE',
      words: 'n35-2026.json cannot be read as JSON',
    },
    {
      when: 'a real profile counts seconds',
      path: 'profiles/n35-2026.json',
      change: (text) => text.replace('WORKING_DAY', 'SECOND'),
      code: 'FOUNDING_INVALID',
      words: 'seconds are for test-only profiles',
    },
    {
      when: 'a calendar names a day of another year',
      path: 'calendars/2026.json',
      change: (text) => text.replace('2026-01-02', '2025-01-02'),
      code: 'FOUNDING_INVALID',
      words: 'every date must lie in the calendar year',
    },
    {
      when: 'an accreditation begins on no day',
      path: 'accreditations.json',
      change: (text) => text.replace('2024-03-29', '2024-02-30'),
      code: 'FOUNDING_INVALID',
      words: 'accreditation.from',
    },
    {
      when: 'an accreditation has an unknown field',
      path: 'accreditations.json',
      change: (text) => text.replace('"complaintChannel"', '"colour": "red", "complaintChannel"'),
      code: 'FOUNDING_INVALID',
      words: 'colour',
    },
  ])('are refused when $when', ({ path, change, code, words }) => {
    edit(path, change);
    const error = errorOf({ topology, folder });
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });

  it('are refused when they are not there', () => {
    expect(errorOf({ topology, folder: join(folder, 'nowhere') }).code).toBe('FOUNDING_UNREADABLE');
  });
});
