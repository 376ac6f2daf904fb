// SPDX-License-Identifier: Apache-2.0
import type { CaseState } from '../../../../chaincode/src/protocol/schemas/records';
import { without } from '../../../../chaincode/src/protocol/without';
import { before, calendars, decided, NOTICE_OVER, profileNamed, profileRecord, stepped } from '../../../support/cases';
import { anObjection, partUpheld, upheld } from '../../../support/objections';
import { objectedStep } from '../../../support/objectedCases';
import type { Objected } from '../../../support/objectedCases';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const inNotice = before('closeNotice');
const one = objectedStep({ record: inNotice, objections: new Map() }, 'raiseObjection');
const two = objectedStep(one, 'raiseObjection');
const numbers = ['001', '002'].map((count) => `OB-${inNotice.caseId}-${count}`) as [string, string];
const n35 = { profile: profileRecord(profileNamed('n35-2026')) };
const about = (index: 0 | 1, body: object = {}): Record<string, unknown> => ({ ...body, objectionNo: numbers[index] });
const statuses = ({ record, objections }: Objected): unknown => [
  record.objections?.map(({ status }) => status),
  [...objections.values()].map(({ status }) => status),
];

/** The step that deals with the one objection of a case, and what becomes of the case. */
const ENDS: readonly (readonly [
  string,
  'decideObjection' | 'withdrawObjection',
  object,
  number | undefined,
  CaseState,
])[] = [
  ['dismissed while the notice runs', 'decideObjection', {}, undefined, 'NOTICE'],
  ['dismissed after the end of the notice', 'decideObjection', {}, NOTICE_OVER, 'READY'],
  ['withdrawn while the notice runs', 'withdrawObjection', {}, undefined, 'NOTICE'],
  ['withdrawn after the end of the notice', 'withdrawObjection', {}, NOTICE_OVER, 'READY'],
  ['upheld in part', 'decideObjection', partUpheld(), undefined, 'AMENDMENT'],
  ['upheld', 'decideObjection', upheld(), undefined, 'TERMINATED'],
];

describe('an objection', () => {
  it.each(ENDS)('that is %s (%s)', (...[, name, body, at, state]) => {
    const after = objectedStep(one, name, { body: { ...body }, ...(at !== undefined && { at }) });
    expect(after.record.state).toBe(state);
    const { status } = after.record.objections![0]!;
    expect(statuses(after)).toEqual([[status], [status]]);
    const isOver = state !== 'NOTICE';
    expect(after.record.notices[0]?.closedAt).toBe(isOver ? after.record.lastEventAt : undefined);
    expect(after.record).not.toHaveProperty('objectedNotice');
    const deadlines: Partial<Record<CaseState, unknown>> = {
      NOTICE: inNotice.deadline,
      AMENDMENT: expect.objectContaining({ name: 'AMENDMENT', lastDay: '2026-09-24' }) as unknown,
    };
    expect(after.record.deadline).toEqual(deadlines[state]);
  });

  it('keeps the decision with its basis and remedy on its own record', () => {
    const { objections } = objectedStep(one, 'decideObjection', { body: partUpheld() });
    expect(objections.get(numbers[0])?.closed).toMatchObject({
      ...without(partUpheld(), ['decision']),
      outcome: 'PART',
      remedy: profileNamed('zhengzhou-2024').remedy,
      closedBy: PEOPLE.decider,
    });
  });

  it('lets the clock of the notice go on as if nothing had happened', () => {
    const back = stepped(one.record, 'decideObjection');
    expect(codeOf(() => decided(back, 'closeNotice', { at: NOTICE_OVER - 1 }))).toBe('NOTICE_STILL_OPEN');
    expect(stepped(back, 'closeNotice', { at: NOTICE_OVER }).state).toBe('READY');
  });

  it('finds a notice of which nothing is known any more over', () => {
    const unknown = without(one.record, ['objectedNotice']);
    expect(stepped(unknown, 'decideObjection').state).toBe('READY');
  });

  it('waits for the others: the case goes on when all are dealt with', () => {
    const decidedOne = objectedStep(two, 'decideObjection', { body: about(0) });
    expect(decidedOne.record).toMatchObject({
      state: 'NOTICE_OBJECTED',
      deadline: two.record.objections![1]!.deadline,
    });
    expect(decidedOne.record.objectedNotice).toEqual(inNotice.deadline);
    const withdrawn = objectedStep(decidedOne, 'withdrawObjection', { body: about(1) });
    expect(withdrawn.record.state).toBe('NOTICE');
    expect(statuses(withdrawn)).toEqual([
      ['DISMISSED', 'WITHDRAWN'],
      ['DISMISSED', 'WITHDRAWN'],
    ]);
  });

  it('that is upheld in part is amended only when the others are dealt with, all in one go', () => {
    const first = objectedStep(two, 'decideObjection', { body: about(0, partUpheld()) });
    expect(first.record.state).toBe('NOTICE_OBJECTED');
    expect(objectedStep(first, 'withdrawObjection', { body: about(1) }).record.state).toBe('AMENDMENT');
    expect(objectedStep(first, 'decideObjection', { body: about(1) }).record.state).toBe('AMENDMENT');
  });

  it('that is upheld ends the case, and overtakes the others', () => {
    const after = objectedStep(two, 'decideObjection', { body: about(0, upheld()) });
    expect(after.record).toMatchObject({
      state: 'TERMINATED',
      noticeFailure: { objectionNo: numbers[0], reasonCode: 'TM-NOTICE', legalBasis: ['异议处理'] },
    });
    expect(statuses(after)).toEqual([
      ['UPHELD', 'MOOT'],
      ['UPHELD', 'MOOT'],
    ]);
  });

  it.each([
    ['OWNERSHIP', 'RJ-DISPUTE'],
    ['INFRINGEMENT', 'RJ-DISPUTE'],
    ['DUPLICATE', 'RJ-DISPUTE'],
    ['FALSE_MATERIAL', 'RJ-CONCEAL'],
    ['PERSONAL_INFORMATION', 'RJ-LAW'],
    ['TRADE_SECRET', 'RJ-LAW'],
    ['OTHER', 'RJ-LAW'],
  ])('of %s that is upheld under the national guideline refuses the registration with %s', (ground, reasonCode) => {
    const record = stepped(inNotice, 'raiseObjection', { body: { ground } });
    const after = stepped(record, 'decideObjection', { body: { ...upheld() }, facts: n35 });
    expect(after).toMatchObject({ state: 'REJECTED', noticeFailure: { reasonCode } });
  });

  it.each([
    ['is not open', two.record, about(0), 'withdrawObjection', 'OBJECTION_NOT_OPEN'],
    [
      'is upheld in a field that it did not name',
      two.record,
      about(1, partUpheld(['/rights/0/term'])),
      undefined,
      'UPHELD_FIELDS_NOT_TARGETED',
    ],
  ] as const)('is not decided where it %s', (...[, record, body, earlier, code]) => {
    const ready = earlier === undefined ? record : stepped(record, earlier, { body });
    expect(codeOf(() => decided(ready, 'decideObjection', { body }))).toBe(code);
  });

  it('that is closed says so', () => {
    const record = stepped(two.record, 'withdrawObjection', { body: about(0) });
    const refusal = refusalOf(() => decided(record, 'decideObjection', { body: about(0) }));
    expect(refusal.details).toEqual({ objectionNo: numbers[0], status: 'WITHDRAWN' });
  });

  it.each([
    ['a reason of another decision', { reasonCode: 'OB-UPHELD' }],
    ['fields where it is dismissed', { upheldFields: ['/product/dataName'] }],
    ['no fields where it is upheld in part', { decision: 'PART', reasonCode: 'OB-PART' }],
  ])('is not decided with %s', (_, body) => {
    expect(() => decided(one.record, 'decideObjection', { body })).toThrow();
  });

  it.each([
    ['the applicant', PEOPLE.applicant, 'ACCESS_DENIED'],
    ['the reviewer', PEOPLE.reviewer, 'ACCESS_DENIED'],
    ['a decider of another registry', PEOPLE.guiyangDecider, 'ACCESS_DENIED'],
    [
      'a decider who is its objector',
      { ...PEOPLE.decider, identityKey: PEOPLE.otherApplicant.identityKey },
      'DUTIES_NOT_SEPARATED',
    ],
  ] as const)('is not decided by %s', (_, by, code) => {
    expect(codeOf(() => decided(one.record, 'decideObjection', { by }))).toBe(code);
  });

  it('is withdrawn by its own objector only', () => {
    const other = {
      ...PEOPLE.otherApplicant,
      identityKey: `ZhengzhouMSP:${'e'.repeat(64)}`,
      uscc: '91410105DEM0QY0355',
    };
    const record = stepped(one.record, 'raiseObjection', { by: other });
    expect(codeOf(() => decided(record, 'withdrawObjection', { by: other, body: about(0) }))).toBe('ACCESS_DENIED');
    expect(stepped(record, 'withdrawObjection', { by: other, body: about(1) }).objections?.[1]?.status).toBe(
      'WITHDRAWN',
    );
  });
});

describe('the time for deciding objections', () => {
  const over = Date.parse(one.record.deadline!.at!);

  it('passes without an outcome for the objection, and stands on every record that it concerns', () => {
    const after = objectedStep(two, 'recordObjectionOverdue', { at: over });
    expect(after.record.state).toBe('NOTICE_OBJECTED');
    expect(after.record).not.toHaveProperty('deadline');
    expect(after.record.objections?.map(({ overdueSince }) => overdueSince)).toEqual([
      '2026-09-24T16:00:00.000Z',
      '2026-09-24T16:00:00.000Z',
    ]);
    for (const { overdue, status } of after.objections.values()) {
      expect([status, overdue]).toEqual(['OPEN', { statedAt: '2026-09-24T16:00:00.000Z', statedBy: PEOPLE.clock }]);
    }
    expect(objectedStep(after, 'decideObjection', { body: about(0) }).record.state).toBe('NOTICE_OBJECTED');
    expect(codeOf(() => decided(after.record, 'recordObjectionOverdue', { at: over + 1 }))).toBe(
      'PERIOD_STILL_RUNNING',
    );
  });

  it('passes for each objection by itself', () => {
    const later = stepped(inNotice, 'raiseObjection');
    const monday = Date.parse('2026-09-14T02:00:00.000Z');
    const both = stepped(later, 'raiseObjection', { at: monday });
    const first = stepped(both, 'recordObjectionOverdue', { at: over });
    expect(first.deadline).toMatchObject({ name: 'OBJECTION', lastDay: '2026-09-28' });
    expect(first.objections?.map(({ overdueSince }) => overdueSince !== undefined)).toEqual([true, false]);
    const second = stepped(first, 'recordObjectionOverdue', { at: Date.parse(first.deadline!.at!) });
    expect(second.objections?.map(({ overdueSince }) => overdueSince !== undefined)).toEqual([true, true]);
  });

  it('is the review’s where a profile does not set it', () => {
    const periods = without(profileNamed('zhengzhou-2024').periods, ['objectionDecision']);
    const profile = profileRecord({ ...profileNamed('zhengzhou-2024'), periods });
    const record = stepped(inNotice, 'raiseObjection', { facts: { profile }, body: anObjection() });
    expect(record.deadline).toMatchObject({ name: 'OBJECTION', lastDay: '2026-09-24' });
  });
});

describe('objections whose time reaches beyond the published calendars', () => {
  const DECEMBER = Date.parse('2026-12-28T02:00:00.000Z');
  const published = before('publishNotice');
  const noticed = stepped(published, 'publishNotice', { at: DECEMBER });
  const objected = stepped(noticed, 'raiseObjection');
  const next = { ...calendars[0]!, calendarId: 'CN-2027', year: 2027, holidays: [], makeUpWorkdays: [] };
  const known = { calendars: [...calendars, next] };

  it('are not late while nobody can say when the notice ends, and wait for the next year’s calendar', () => {
    expect([noticed.notices[0]?.endsAt, noticed.deadline?.provisional?.awaits]).toEqual([undefined, 'CN-2027']);
    expect(objected).toMatchObject({
      state: 'NOTICE_OBJECTED',
      deadline: { name: 'OBJECTION', provisional: { awaits: 'CN-2027' } },
      objectedNotice: { name: 'NOTICE', provisional: { awaits: 'CN-2027' } },
    });
    const late = Date.parse('2027-03-01T00:00:00.000Z');
    expect(codeOf(() => decided(objected, 'recordObjectionOverdue', { at: late }))).toBe('PERIOD_STILL_RUNNING');
    expect(stepped(objected, 'decideObjection')).toMatchObject({ state: 'NOTICE', deadline: noticed.deadline });
  });

  it('get their deadline when that calendar is published, each its own', () => {
    const both = stepped(objected, 'raiseObjection', { at: Date.parse('2026-12-29T02:00:00.000Z') });
    const recounted = stepped(both, 'recomputeDeadline', { facts: known });
    expect(recounted).toMatchObject({
      deadline: { name: 'OBJECTION', lastDay: '2027-01-11' },
      objectedNotice: { lastDay: '2027-01-04' },
      notices: [{ lastDay: '2027-01-04' }],
    });
    expect(recounted.objections?.map(({ deadline }) => deadline.lastDay)).toEqual(['2027-01-11', undefined]);
    const over = Date.parse(recounted.deadline!.at!);
    const overdue = stepped(recounted, 'recordObjectionOverdue', { at: over });
    expect(overdue.deadline).toEqual(both.objections?.[1]?.deadline);
    const second = stepped(overdue, 'recomputeDeadline', { facts: known });
    expect(second.deadline).toMatchObject({ lastDay: '2027-01-12' });
  });
});
