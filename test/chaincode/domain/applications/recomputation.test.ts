// SPDX-License-Identifier: Apache-2.0
import type { StepCommandName } from '../../../../chaincode/src/domain/applications/decide';
import { allowedCommands } from '../../../../chaincode/src/domain/transition';
import type { CaseRecord, CaseState, Deadline } from '../../../../chaincode/src/protocol/schemas/records';
import { TIME_RULES } from '../../../../chaincode/src/protocol/schemas/timeRules';
import { without } from '../../../../chaincode/src/protocol/without';
import { before, calendars, caseIn, decided, FRIDAY_MORNING, stepped, submission } from '../../../support/cases';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const unpublished = { facts: { calendars: [] } };

/** The case as it would stand had its running deadline been opened before the year's calendar was published. */
const provisionally = (record: CaseRecord): CaseRecord => {
  const { name, startedAt, period } = record.deadline as Deadline;
  const provisional = { countedTo: '2026-09-11', missing: period.length, awaits: 'CN-2026' };
  return {
    ...record,
    deadline: { name, startedAt, period, calendarIds: [], provisional },
    notices: record.notices.map((notice) => without(notice, ['endsAt', 'lastDay'])),
  };
};

/** Long after every period would have passed. */
const YEARS_LATER = Date.parse('2029-01-01T00:00:00.000Z');
const timed = Object.keys(TIME_RULES) as (keyof typeof TIME_RULES)[];

describe('while a deadline waits for a calendar', () => {
  it.each<[string, StepCommandName, CaseState]>([
    ['acceptance is in time', 'accept', 'SUBMITTED'],
    ['a list of corrections is in time', 'requestCorrection', 'SUBMITTED'],
    ['a correction is in time', 'supplyCorrection', 'CORRECTION'],
    ['the clock of a review can be stopped', 'requestSupplement', 'FORMAL_REVIEW'],
    ['a review can be extended', 'extendReview', 'REVIEWED'],
    ['evidence is in time', 'supplySupplement', 'SUPPLEMENT'],
    ['an application can be withdrawn from its notice', 'withdraw', 'NOTICE'],
  ])('%s', (_, command, state) => {
    expect(decided(provisionally(caseIn(state)), command, { at: YEARS_LATER })).not.toEqual([]);
  });

  it.each(timed)('nothing follows in %s from the passing of time', (state) => {
    const record = provisionally(caseIn(state));
    const refusal = refusalOf(() => decided(record, TIME_RULES[state], { at: YEARS_LATER }));
    expect(['PERIOD_STILL_RUNNING', 'NOTICE_STILL_OPEN']).toContain(refusal.code);
  });

  it('says for which calendar everybody waits', () => {
    const record = provisionally(caseIn('CORRECTION'));
    expect(refusalOf(() => decided(record, 'lapse', { at: YEARS_LATER })).details).toEqual({ awaits: 'CN-2026' });
  });

  it.each(timed)('anybody may have it recomputed in %s, and it is as it would have been from the start', (state) => {
    const record = provisionally(caseIn(state));
    for (const person of Object.values(PEOPLE)) {
      expect(allowedCommands(record, person, YEARS_LATER)).toContain('recomputeDeadline');
    }
    const after = stepped(record, 'recomputeDeadline');
    const usual = caseIn(state);
    expect([after.state, after.deadline?.at, after.deadline?.lastDay]).toEqual([
      state,
      usual.deadline?.at,
      usual.deadline?.lastDay,
    ]);
    // A notice that is closed before its end is known ends with that.
    const running = (one: CaseRecord): unknown[] =>
      one.notices.filter(({ closedAt }) => closedAt === undefined).map(({ endsAt, lastDay }) => [endsAt, lastDay]);
    expect(running(after)).toEqual(running(usual));
    expect(codeOf(() => decided(after, 'recomputeDeadline'))).toBe('DEADLINE_NOT_PROVISIONAL');
  });

  it('recomputing before the calendar is there is refused, however often', () => {
    const refusal = refusalOf(() => decided(provisionally(caseIn('SUBMITTED')), 'recomputeDeadline', unpublished));
    expect([refusal.code, refusal.details]).toEqual(['CALENDAR_NOT_PUBLISHED', { calendarId: 'CN-2026' }]);
  });
});

describe('a step whose period reaches beyond the published calendars', () => {
  it('is taken: the deadline is counted as far as they go', () => {
    const [event] = submission(undefined, { ...unpublished, at: FRIDAY_MORNING });
    expect(event).toMatchObject({
      deadline: {
        name: 'ACCEPTANCE',
        calendarIds: [],
        provisional: { countedTo: '2026-09-11', missing: 3, awaits: 'CN-2026' },
      },
    });
  });

  it('opens a notice without an end, whose end comes with the calendar', () => {
    const published = stepped(before('publishNotice'), 'publishNotice', unpublished);
    expect(published.notices[0]).not.toHaveProperty('endsAt');
    expect(stepped(published, 'recomputeDeadline').notices).toEqual(
      caseIn('NOTICE').notices.map((notice) => ({
        ...notice,
        startedAt: published.notices[0]!.startedAt,
      })),
    );
  });

  it('stops the clock of a deadline that is not known yet, and starts it again', () => {
    const review = provisionally(caseIn('FORMAL_REVIEW'));
    const stopped = stepped(review, 'requestSupplement', { at: Date.parse('2026-09-14T02:00:00.000Z') });
    const late = { at: Date.parse('2026-09-16T02:00:00.000Z'), ...unpublished };
    const supplied = stepped(stopped, 'supplySupplement', late);
    expect(supplied.deadline?.provisional).toMatchObject({
      pending: [{ stoppedAt: '2026-09-14T02:00:00.000Z', restartedAt: '2026-09-16T02:00:00.000Z' }],
    });
    expect(stepped(supplied, 'recomputeDeadline', { facts: { calendars } }).deadline?.lastDay).toBe('2026-09-29');
  });
});
