// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../../../chaincode/src/protocol/schemas/events';
import type { CaseRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { explainDeadline } from '../../../../chaincode/src/protocol/legalTime/explain';
import { calendarsByYear } from '../../../../chaincode/src/protocol/legalTime/workingDays';
import type { JsonInputObject } from '../../../../chaincode/src/protocol/canonicalJson';
import { recordKey } from '../../../../chaincode/src/ledger/keys';
import { deadlineHistory, statusOf } from '../../../../gateway/src/features/applications/deadlineHistory';
import { viewDeadline } from '../../../../gateway/src/features/applications/deadlineViews';
import { replayCase } from '../../../../gateway/src/replay/replayCase';
import { calendars as published, FRIDAY_MORNING } from '../../../support/cases';
import { databaseKinds } from '../../../support/databases';
import { aFiling, aMaterial, sealedValue } from '../../../support/filing';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToCertificate, fileApplication, give } from '../../../support/gatewayJourney';
import { aRegister } from '../../../support/register';
import type { Register } from '../../../support/register';
import { anObjection, dismissed, partUpheld } from '../../../support/objections';
import { ALL_SATISFIED, straightPath } from '../../../support/straightPath';

const calendars = calendarsByYear(published);
const extension = { unit: 'WORKING_DAY', length: 10 } as const;
const note = sealedValue('/note', '说明');
const checklist = aFiling().materials.map(({ type }) => ({ type, verdict: 'OK' }));

/** A case on the real contracts, with each event and the record that the ledger held after it. */
class Walk {
  readonly events: DomainEvent[] = [];
  readonly records: CaseRecord[] = [];
  readonly register: Register;
  #caseId = '';

  constructor(register: Register) {
    this.register = register;
  }

  async step(user: string, command: string, body: JsonInputObject = {}, day?: string): Promise<void> {
    if (day !== undefined) this.register.now = Date.parse(`${day}T02:00:00.000Z`);
    const named = command === 'submit' ? body : { caseId: this.#caseId, ...body };
    const name = command.includes(':') ? command : `application:${command}`;
    const { answer, event } = await this.register.send(user, name, named);
    this.#caseId = (answer as { caseId: string }).caseId;
    const { events } = event?.payload as { events: DomainEvent[] };
    this.events.push(...events.filter(({ recordType }) => recordType === 'case'));
    this.records.push(this.register.ledger.read(recordKey('case', this.#caseId)) as CaseRecord);
  }
}

const aLongReview = async (): Promise<Walk> => {
  const walk = new Walk(await aRegister());
  const [applicant, reviewer, decider] = ['zhengzhou-applicant-1', 'zhengzhou-reviewer-1', 'zhengzhou-decider-1'];
  await walk.step(applicant, 'submit', { filing: aFiling() }, '2026-09-11');
  await walk.step('zhengzhou-acceptance-1', 'accept', { checklist }, '2026-09-14');
  await walk.step(decider, 'assignReviewer', { reviewer: 'ZZ-RV-001' });
  const items = [{ material: 'SAMPLE', note }];
  await walk.step(reviewer, 'requestSupplement', { items }, '2026-09-16');
  await walk.step(applicant, 'supplySupplement', { materials: [aMaterial('SAMPLE', 'new')] }, '2026-09-18');
  await walk.step(decider, 'extendReview', { reasonCode: 'EX-COMPLEX', reason: note });
  await walk.step(reviewer, 'passFormalReview', { points: ALL_SATISFIED, noInterest: true }, '2026-09-21');
  await walk.step('guiyang-clock', 'recordOverdue', {}, '2026-11-01');
  await walk.step(applicant, 'withdraw', { reason: note });
  return walk;
};

/** From the filing to the notice, and an objection to it. */
const anObjectedNotice = async (): Promise<Walk> => {
  const walk = new Walk(await aRegister());
  const filing = aFiling();
  await walk.step('zhengzhou-applicant-1', 'submit', { filing }, '2026-09-11');
  for (const { user, command, body } of straightPath(filing)) {
    if (command === 'closeNotice') break;
    await walk.step(user, command, body);
  }
  const noticeNo = walk.records.at(-1)!.notices[0]!.noticeNo;
  await walk.step('zhengzhou-applicant-2', 'objection:raiseObjection', { noticeNo, ...anObjection() });
  return walk;
};

const decideObjection = (walk: Walk, decision: JsonInputObject, day: string): Promise<void> => {
  const { objectionNo } = walk.records.at(-1)!.objections![0]!;
  return walk.step('zhengzhou-decider-1', 'objection:decideObjection', { objectionNo, ...decision }, day);
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the deadlines of a case whose notice is objected to', () => {
  const statusesOf = (walk: Walk, at: string): unknown =>
    deadlineHistory(replayCase(walk.events), extension).map((one) => [one.deadline.name, statusOf(one, at)]);

  it('leave the notice as it runs, beside that for the objection', async () => {
    const walk = await anObjectedNotice();
    const before = statusesOf(walk, '2026-09-14T00:00:00.000Z');
    expect(before).toEqual([
      ['ACCEPTANCE', 'MET'],
      ['REVIEW', 'MET'],
      ['NOTICE', 'RUNNING'],
      ['OBJECTION', 'RUNNING'],
    ]);
    await decideObjection(walk, dismissed(), '2026-09-15');
    expect(statusesOf(walk, '2026-09-15T04:00:00.000Z')).toEqual([
      ['ACCEPTANCE', 'MET'],
      ['REVIEW', 'MET'],
      ['NOTICE', 'RUNNING'],
      ['OBJECTION', 'MET'],
    ]);
    const [, , notice] = deadlineHistory(replayCase(walk.events), extension);
    expect(notice?.changes).toEqual([]);
  });

  it('let the notice run out behind an objection that is decided later', async () => {
    const walk = await anObjectedNotice();
    await decideObjection(walk, dismissed(), '2026-09-21');
    expect(walk.records.at(-1)!.state).toBe('READY');
    expect(statusesOf(walk, '2026-09-22T00:00:00.000Z')).toContainEqual(['NOTICE', 'RAN_OUT']);
  });

  it('start the review again where the notice stopped its clock, and explain the days between', async () => {
    const walk = await anObjectedNotice();
    await decideObjection(walk, partUpheld(), '2026-09-15');
    const fields = [{ path: '/product/dataSummary', value: '更正后的概述' }];
    await walk.step('zhengzhou-applicant-1', 'supplyAmendment', { materials: [], fields }, '2026-09-17');
    const now = '2026-09-17T04:00:00.000Z';
    expect(statusesOf(walk, now)).toEqual([
      ['ACCEPTANCE', 'MET'],
      ['REVIEW', 'RUNNING'],
      ['NOTICE', 'BROKEN_OFF'],
      ['OBJECTION', 'MET'],
      ['AMENDMENT', 'MET'],
    ]);
    const [, review] = deadlineHistory(replayCase(walk.events), extension);
    expect(review?.deadline).toEqual(walk.records.at(-1)!.deadline);
    expect(review?.changes).toEqual([
      { stoppedAt: walk.records.at(-1)!.notices[0]!.startedAt, restartedAt: walk.records.at(-1)!.lastEventAt },
    ]);
    const { startedAt, period, lastDay } = review!.deadline;
    expect(explainDeadline({ startedAt, period, changes: review!.changes }, calendars)).toMatchObject({ lastDay });
  });
});

describe('the deadlines of a case, from its events', () => {
  it('are all there: met, stopped and started, extended, missed', async () => {
    const walk = await aLongReview();
    const history = deadlineHistory(replayCase(walk.events), extension);
    expect(history.map((one) => [one.deadline.name, statusOf(one, '2026-12-01T00:00:00.000Z')])).toEqual([
      ['ACCEPTANCE', 'MET'],
      ['REVIEW', 'MISSED'],
      ['SUPPLEMENT', 'MET'],
    ]);
    const [, review] = history;
    expect(review).toMatchObject({
      opened: { type: 'applicationAccepted', eventSeq: 2 },
      closed: { type: 'reviewOverdue', eventSeq: 8 },
      changes: [
        { stoppedAt: '2026-09-16T02:01:00.000Z', restartedAt: '2026-09-18T02:01:00.000Z' },
        { extendedBy: extension },
      ],
    });
    expect(review?.article).toContain('受理');
  });

  it('are explained to the very day that the ledger holds, with the document behind each holiday', async () => {
    const walk = await aLongReview();
    for (const one of deadlineHistory(replayCase(walk.events), extension)) {
      const view = viewDeadline(one, calendars, '2026-12-01T00:00:00.000Z');
      expect([view.name, view.days.at(-1)?.date]).toEqual([view.name, one.deadline.lastDay]);
      expect(view.calendars).toEqual([
        { calendarId: 'CN-2026', source: expect.stringContaining('国办发明电') as unknown },
      ]);
    }
  });

  it('are told apart by how they stand now', async () => {
    const walk = await aLongReview();
    const statuses = (count: number, now: string): string[] =>
      deadlineHistory(replayCase(walk.events.slice(0, count)), extension).map((one) => statusOf(one, now));
    expect(statuses(1, '2026-09-12T00:00:00.000Z')).toEqual(['RUNNING']);
    expect(statuses(1, '2026-09-16T16:00:00.000Z')).toEqual(['PASSED']);
    expect(statuses(4, '2026-09-17T00:00:00.000Z')).toEqual(['MET', 'STOPPED', 'RUNNING']);
    expect(statuses(5, '2026-09-19T00:00:00.000Z')).toEqual(['MET', 'RUNNING', 'MET']);
  });

  it('break off where the applicant withdraws, the one that stood still too', async () => {
    const walk = await aLongReview();
    const stopped = new Walk(walk.register);
    await stopped.step('zhengzhou-applicant-1', 'submit', { filing: aFiling() }, '2026-11-02');
    await stopped.step('zhengzhou-acceptance-1', 'accept', { checklist });
    await stopped.step('zhengzhou-decider-1', 'assignReviewer', { reviewer: 'ZZ-RV-001' });
    await stopped.step('zhengzhou-reviewer-1', 'requestSupplement', { items: [{ material: 'SAMPLE', note }] });
    await stopped.step('zhengzhou-applicant-1', 'withdraw', { reason: note });
    expect(deadlineHistory(replayCase(stopped.events), extension).map(({ closed }) => closed?.status)).toEqual([
      'MET',
      'BROKEN_OFF',
      'BROKEN_OFF',
    ]);
  });

  it('wait for a calendar and are settled by it', async () => {
    const walk = new Walk(await aRegister());
    await walk.step('zhengzhou-applicant-1', 'submit', { filing: aFiling() }, '2026-12-30');
    const [waiting] = deadlineHistory(replayCase(walk.events), extension);
    expect(viewDeadline(waiting!, calendars, '2026-12-31T00:00:00.000Z')).toMatchObject({
      status: 'PROVISIONAL',
      deadlineAwaits: 'CN-2027',
      missingDays: 2,
    });
    const calendar = { calendarId: 'CN-2027', year: 2027, source: '示例通知', holidays: [], makeUpWorkdays: [] };
    const { answer } = await walk.register.send('supervisor-officer-1', 'calendar:propose', { calendar });
    const { hash } = answer as { hash: string };
    await walk.register.send('supervisor-officer-2', 'calendar:approve', { calendarId: 'CN-2027', hash });
    await walk.step('guiyang-clock', 'recomputeDeadline');
    const [settled] = deadlineHistory(replayCase(walk.events), extension);
    expect(settled).toMatchObject({ deadline: { lastDay: '2027-01-04' }, changes: [] });
  });
});

describe('a case at a moment of the past', () => {
  it('is, after each event of a walk, the record that the ledger held then', async () => {
    const walk = await aLongReview();
    expect(replayCase(walk.events).map(({ after }) => after)).toEqual(walk.records);
  });
});

describe.each(databaseKinds())('deadlines and the past over REST on $name', (kind) => {
  let bed: GatewayBed;
  const from = performance.now();
  /** The clock goes on from Friday morning: calendars end, and this test must not. It never goes back. */
  const startOnFriday = (): void => {
    jest.spyOn(Date, 'now').mockImplementation(() => FRIDAY_MORNING + Math.floor(performance.now() - from));
  };
  beforeAll(async () => {
    startOnFriday();
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  beforeEach(startOnFriday);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  interface Check {
    readonly httpStatus?: number;
    readonly status: string;
    readonly attestedAt: string;
    readonly validUntil: string;
    readonly recordDigest: object;
    readonly examined: readonly object[];
  }
  interface Detail {
    readonly record: CaseRecord;
    readonly allowed: readonly string[];
    readonly at?: string;
    readonly blockNumber: number;
    readonly blockHeight: number;
  }

  it('answers every deadline to those who see the case, and to nobody else', async () => {
    const { caseId } = await fileApplication(bed, { profileId: 'zhengzhou-2024' });
    const response = await (await bed.as('zhengzhou-applicant-1')).get(`/applications/${caseId}/deadlines`);
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      items: [
        {
          name: 'ACCEPTANCE',
          status: 'RUNNING',
          startedAt: expect.stringContaining('2026-09-11T02:') as unknown,
          lastDay: '2026-09-16',
          deadlineAt: '2026-09-16T16:00:00.000Z',
          days: [
            { date: '2026-09-11', kind: 'START' },
            { date: '2026-09-12', kind: 'SKIPPED', reason: 'weekend', calendarId: 'CN-2026' },
            { date: '2026-09-13', kind: 'SKIPPED', reason: 'weekend', calendarId: 'CN-2026' },
            { date: '2026-09-14', kind: 'COUNTED', ordinal: 1 },
            { date: '2026-09-15', kind: 'COUNTED', ordinal: 2 },
            { date: '2026-09-16', kind: 'COUNTED', ordinal: 3 },
          ],
        },
      ],
    });
    const stranger = await (await bed.as('zhengzhou-applicant-2')).get(`/applications/${caseId}/deadlines`);
    expect(stranger.status).toBe(404);
  });

  it('answers a certificate with the status that it had, and none before it was granted', async () => {
    const number = await carryToCertificate(bed, await fileApplication(bed));
    const now = bodyOf<Check>(await bed.anonymous(`/certificates/${number}`));
    const at = async (instant: string): Promise<Check> => {
      const response = await bed.anonymous(`/certificates/${number}?at=${instant}`);
      return { ...bodyOf<Check>(response), httpStatus: response.status };
    };
    const { status, attestedAt, validUntil, recordDigest, examined } = now;
    expect(await at(attestedAt)).toMatchObject({
      httpStatus: 200,
      status,
      recordDigest,
      examined,
      checkedAt: attestedAt,
    });
    expect(await at(validUntil)).toMatchObject({ httpStatus: 200, status: 'EXPIRED', checkedAt: validUntil });
    const before = new Date(Date.parse(attestedAt) - 1).toISOString();
    expect((await at(before)).httpStatus).toBe(404);
  });

  it('answers a case as it stood, before and after a step, and knows of none before it was filed', async () => {
    const filed = await fileApplication(bed);
    const applicant = await bed.as('zhengzhou-applicant-1');
    const path = `/applications/${filed.caseId}`;
    const first = bodyOf<Detail>(await applicant.get(path));
    bed.pass(1_000);
    const form = { checklist: filed.form.materials.map(({ type }) => ({ type, verdict: 'OK' })) };
    await give(bed, { by: 'zhengzhou-acceptance-1', caseId: filed.caseId, command: 'accept', form });
    const second = bodyOf<Detail>(await applicant.get(path));
    expect(second.record.state).toBe('ACCEPTED');
    const then = bodyOf<Detail>(await applicant.get(`${path}?at=${first.record.lastEventAt}`));
    expect(then.record).toEqual(first.record);
    expect(then).toMatchObject({ at: first.record.lastEventAt, allowed: [], blockNumber: first.blockNumber });
    expect(then.blockHeight).toBeGreaterThan(first.blockNumber);
    const after = bodyOf<Detail>(await applicant.get(`${path}?at=${second.record.lastEventAt}`));
    expect(after.record).toEqual(second.record);
    expect((await applicant.get(`${path}?at=2020-01-01T00:00:00.000Z`)).status).toBe(404);
    expect((await applicant.get(`${path}?at=yesterday`)).status).toBe(400);
    expect((await (await bed.as('zhengzhou-applicant-2')).get(`${path}?at=${first.record.lastEventAt}`)).status).toBe(
      404,
    );
  });
});
