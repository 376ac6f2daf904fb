// SPDX-License-Identifier: Apache-2.0
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { applyToCase } from '../../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../../chaincode/src/domain/applications/apply';
import { deemedAcceptanceAt } from '../../../../chaincode/src/domain/applications/deemedAcceptance';
import { shortcomingsOf } from '../../../../chaincode/src/domain/applications/findings';
import { without } from '../../../../chaincode/src/protocol/without';
import {
  before,
  calendars,
  caseIn,
  CORRECTION_OVER,
  decided,
  facts,
  NOTICE_OVER,
  ONE_DOUBTFUL,
  profileNamed,
  profileRecord,
  stepped,
  submitted,
} from '../../../support/cases';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const ACCEPTANCE_OVER = Date.parse('2026-09-16T16:00:00.000Z');
const testProfile = { facts: { profile: profileRecord(profileNamed('test-short-periods')) } };

describe('a correction that is not supplied in time', () => {
  it('lets the application lapse, with code and article, whoever says so', () => {
    const record = caseIn('CORRECTION');
    const refusal = refusalOf(() => decided(record, 'lapse', { at: CORRECTION_OVER - 1 }));
    expect([refusal.code, refusal.details]).toEqual(['PERIOD_STILL_RUNNING', { endsAt: '2026-09-24T16:00:00.000Z' }]);
    const [draft] = decided(record, 'lapse', { at: CORRECTION_OVER, by: PEOPLE.guiyangApplicant });
    expect(draft).toMatchObject({ reasonCode: 'LA-CORRECTION', legalBasis: [expect.stringContaining('受理')] });
    const lapsed = stepped(record, 'lapse', { at: CORRECTION_OVER });
    expect(lapsed).toMatchObject({ state: 'LAPSED', lapse: { statedBy: PEOPLE.clock } });
    expect(lapsed.deadline).toBeUndefined();
  });

  it('can neither be supplied nor withdrawn any more', () => {
    const record = caseIn('CORRECTION');
    for (const name of ['supplyCorrection', 'withdraw'] as const) {
      expect(codeOf(() => decided(record, name, { at: CORRECTION_OVER }))).toBe('CORRECTION_PERIOD_OVER');
    }
  });
});

describe('silence of the registry', () => {
  it('is acceptance on the first working day after the limit, from which the review is counted', () => {
    const accepted = stepped(submitted(), 'deemAccepted', { at: ACCEPTANCE_OVER });
    expect(accepted).toMatchObject({
      state: 'ACCEPTED',
      acceptance: { acceptedAt: '2026-09-16T16:00:00.000Z', deemed: { statedBy: PEOPLE.clock } },
      deadline: { name: 'REVIEW', startedAt: '2026-09-16T16:00:00.000Z', lastDay: '2026-10-08' },
    });
    expect(accepted.acceptance).not.toHaveProperty('acceptedBy');
  });

  it('gives the same days however late somebody says so', () => {
    const late = stepped(submitted(), 'deemAccepted', { at: Date.parse('2026-12-01T00:00:00.000Z') });
    expect(late.acceptance?.acceptedAt).toBe('2026-09-16T16:00:00.000Z');
    expect(late.deadline?.lastDay).toBe('2026-10-08');
  });

  it.each([
    ['a weekend', '2026-09-15T02:00:00.000Z', '2026-09-18', '2026-09-19T16:00:00.000Z'],
    ['the autumn holidays', '2026-09-27T02:00:00.000Z', '2026-09-30', '2026-10-07T16:00:00.000Z'],
  ])('skips %s', (_, filedAt, lastDay, acceptedAt) => {
    const record = submitted(undefined, { at: Date.parse(filedAt) });
    expect(record.deadline?.lastDay).toBe(lastDay);
    const accepted = stepped(record, 'deemAccepted', { at: Date.parse(record.deadline!.at!) });
    expect(accepted.acceptance?.acceptedAt).toBe(acceptedAt);
  });

  it('takes effect at the limit where seconds are counted', () => {
    const record = submitted(undefined, testProfile);
    const at = Date.parse(record.deadline!.at!);
    const accepted = stepped(record, 'deemAccepted', { ...testProfile, at });
    expect(accepted.acceptance?.acceptedAt).toBe(record.deadline?.at);
    const undated = without(record, ['deadline']);
    expect(deemedAcceptanceAt(undated, { calendars })).toBe(Date.parse(record.submittedAt));
  });

  it('does away with a refusal that was only proposed', () => {
    const record = stepped(submitted(), 'proposeRefusal');
    expect(stepped(record, 'deemAccepted', { at: ACCEPTANCE_OVER }).refusal).toBeUndefined();
  });

  it('gives no duty to the officer who says so', () => {
    const accepted = stepped(submitted(), 'deemAccepted', { at: ACCEPTANCE_OVER, by: PEOPLE.reviewer });
    const assigned = stepped(accepted, 'assignReviewer', { at: ACCEPTANCE_OVER });
    expect(stepped(assigned, 'passFormalReview', { at: ACCEPTANCE_OVER }).state).toBe('SUBSTANTIVE_REVIEW');
  });
});

describe('a review period that passes', () => {
  it('stays on the record once, and the review goes on', () => {
    const record = caseIn('FORMAL_REVIEW');
    const at = Date.parse(record.deadline!.at!);
    const overdue = stepped(record, 'recordOverdue', { at });
    expect(overdue).toMatchObject({
      state: 'FORMAL_REVIEW',
      overdue: { deadline: record.deadline, statedBy: PEOPLE.clock },
    });
    expect(overdue.deadline).toBeUndefined();
    expect(codeOf(() => decided(overdue, 'recordOverdue', { at }))).toBe('PERIOD_STILL_RUNNING');
    expect(stepped(overdue, 'passFormalReview', { at }).state).toBe('SUBSTANTIVE_REVIEW');
  });

  it('has nothing to add to a case in which none ran', () => {
    const record = caseIn('FORMAL_REVIEW');
    const at = Date.parse(record.deadline!.at!);
    const bare = without(record, ['deadline']);
    const [draft] = decided(record, 'recordOverdue', { at });
    const event = sealEvent(draft!, { ...facts(PEOPLE.clock, at), head: bare }) as CaseEvent;
    expect(applyToCase(bare, event).overdue).toBeUndefined();
  });
});

describe('a formal review', () => {
  it('that does not pass goes to the decider with the point that is not satisfied', () => {
    const failed = stepped(before('passFormalReview'), 'failFormalReview');
    expect(failed).toMatchObject({ state: 'REVIEWED', formalReview: { reviewedBy: PEOPLE.reviewer } });
    expect(shortcomingsOf(failed)).toEqual(['source']);
    expect(refusalOf(() => decided(failed, 'publishNotice')).details).toEqual({ points: ['source'] });
    expect(stepped(failed, 'reject', { body: { departure: undefined } }).state).toBe('REJECTED');
  });

  it('does not fail with every point satisfied', () => {
    const points = before('assignAgency').formalReview?.points;
    const work = (): unknown => decided(before('passFormalReview'), 'failFormalReview', { body: { points } });
    expect(codeOf(work)).toBe('POINTS_ALL_SATISFIED');
  });
});

describe('a rejection', () => {
  it('has its code, its articles and its reason, and ends the case', () => {
    const [draft] = decided(before('publishNotice'), 'reject');
    expect(draft).toMatchObject({ state: 'REJECTED', reasonCode: 'RJ-SOURCE', legalBasis: ['第二十二条'] });
    const rejected = caseIn('REJECTED');
    expect(rejected.rejection).toMatchObject({ reasonCode: 'RJ-SOURCE', rejectedBy: PEOPLE.decider });
    expect(rejected.deadline).toBeUndefined();
  });

  it('explains why it departs from a favourable opinion, and only then', () => {
    const favourable = before('publishNotice');
    const unfavourable = stepped(before('submitOpinion'), 'submitOpinion', { body: { points: ONE_DOUBTFUL } });
    const refusal = refusalOf(() => decided(favourable, 'reject', { body: { departure: undefined } }));
    expect([refusal.code, refusal.details]).toEqual(['DEPARTURE_NOT_EXPLAINED', { departs: true }]);
    expect(refusalOf(() => decided(unfavourable, 'reject')).details).toEqual({ departs: false });
    const plain = stepped(unfavourable, 'reject', { body: { departure: undefined } });
    expect(plain.rejection).not.toHaveProperty('departure');
  });

  it('of a case that nobody has examined departs from nothing that was found wanting', () => {
    expect(shortcomingsOf(submitted())).toEqual([]);
  });

  it('is not decided by the reviewer under another certificate', () => {
    const twoHats = { ...PEOPLE.decider, staffNo: 'ZZ-RV-001' };
    expect(codeOf(() => decided(before('publishNotice'), 'reject', { by: twoHats }))).toBe('DUTIES_NOT_SEPARATED');
  });
});

describe('a withdrawal', () => {
  const states = ['SUBMITTED', 'CORRECTION', 'ACCEPTED', 'FORMAL_REVIEW', 'SUBSTANTIVE_REVIEW', 'REVIEWED'] as const;
  it.each(states)('is open to the applicant in %s', (state) => {
    const withdrawn = stepped(caseIn(state), 'withdraw');
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', withdrawal: { withdrawnBy: PEOPLE.applicant } });
    expect(withdrawn.deadline).toBeUndefined();
  });

  it('ends a notice that runs, and comes too late for one that has ended', () => {
    const record = before('closeNotice');
    const withdrawn = stepped(record, 'withdraw', { at: NOTICE_OVER - 1 });
    expect(withdrawn.notices).toMatchObject([{ closedAt: '2026-09-18T15:59:59.999Z' }]);
    expect(codeOf(() => decided(record, 'withdraw', { at: NOTICE_OVER }))).toBe('WITHDRAWAL_TOO_LATE');
    const closedBefore = { ...record, notices: [{ ...record.notices[0]!, closedAt: '2026-09-01T00:00:00.000Z' }] };
    expect(stepped(closedBefore, 'withdraw').notices[0]?.closedAt).toBe('2026-09-01T00:00:00.000Z');
  });

  it('is refused to everybody else', () => {
    for (const by of [PEOPLE.otherApplicant, PEOPLE.decider, PEOPLE.supervisor]) {
      expect(codeOf(() => decided(submitted(), 'withdraw', { by }))).toBe('ACCESS_DENIED');
    }
  });
});
