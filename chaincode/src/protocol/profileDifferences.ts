// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from './canonicalJson';
import type { JsonInput, JsonInputObject, JsonObject, JsonValue } from './json/values';
import { readJson } from './json/read';
import type { RuleProfile } from './schemas/profile';

/** What a difference is about, in the order in which differences are named. */
export const PROFILE_SUBJECTS = [
  'IDENTITY',
  'PERIOD',
  'VALIDITY',
  'RENEWAL_WINDOW',
  'CHECKLIST',
  'REVIEW_PATH',
  'NOTICE',
  'BASIS',
] as const;

/** A point at which two profiles differ; a side that says nothing of it has no value. */
export interface ProfileDifference {
  readonly subject: (typeof PROFILE_SUBJECTS)[number];
  /** Names the point inside a profile, as in `periods/notice` or `checklist/SOURCE_PROOF`. */
  readonly point: string;
  readonly one?: JsonValue;
  readonly other?: JsonValue;
}

type Points = Readonly<Record<string, JsonInput | undefined>>;

/** Each property under a name that says whose it is. */
const under = (name: string, values: JsonInputObject): [string, JsonInput | undefined][] =>
  Object.entries(values).map(([key, value]) => [`${name}/${key}`, value]);

const POINTS: Readonly<Record<ProfileDifference['subject'], (profile: RuleProfile) => Points>> = {
  IDENTITY: ({ profileId, version, title, testOnly }) => ({ profileId, version, title, testOnly }),
  PERIOD: ({ periods }) => Object.fromEntries(under('periods', periods)),
  VALIDITY: ({ validity }) => ({ validity }),
  RENEWAL_WINDOW: ({ renewalWindow = {} }) => Object.fromEntries(under('renewalWindow', renewalWindow)),
  CHECKLIST: ({ checklist }) =>
    Object.fromEntries(checklist.map(({ type, requiredIf }) => [`checklist/${type}`, requiredIf])),
  // Not to say it means what false says.
  REVIEW_PATH: ({ review: { drawOnly = false, ...review } }) =>
    Object.fromEntries(under('review', { ...review, drawOnly })),
  NOTICE: ({ noticeFailure, noticeFields }) => ({
    noticeFailure,
    ...Object.fromEntries(noticeFields.map((field) => [`noticeFields${field}`, true])),
  }),
  BASIS: ({ source, articles, remedy }) => ({ source, ...Object.fromEntries(under('articles', articles)), remedy }),
};

const plain = (value: JsonInput | undefined): string | undefined =>
  value === undefined ? undefined : canonicalJson(value);

const side = (name: 'one' | 'other', text: string | undefined): JsonObject =>
  text === undefined ? {} : { [name]: readJson(text) };

const differencesIn = (
  subject: ProfileDifference['subject'],
  one: RuleProfile,
  other: RuleProfile,
): ProfileDifference[] => {
  const [ones, others] = [POINTS[subject](one), POINTS[subject](other)];
  return [...new Set([...Object.keys(ones), ...Object.keys(others)])].flatMap((point) => {
    const [here, there] = [plain(ones[point]), plain(others[point])];
    return here === there ? [] : [{ subject, point, ...side('one', here), ...side('other', there) }];
  });
};

/** Every point at which two rule profiles, or two versions of one, differ. */
export const profileDifferences = (one: RuleProfile, other: RuleProfile): ProfileDifference[] =>
  PROFILE_SUBJECTS.flatMap((subject) => differencesIn(subject, one, other));
