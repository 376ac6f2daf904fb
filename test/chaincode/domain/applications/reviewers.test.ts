// SPDX-License-Identifier: Apache-2.0
import { applyToCase } from '../../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../../chaincode/src/domain/applications/apply';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { without } from '../../../../chaincode/src/protocol/without';
import type { CaseRecord } from '../../../../chaincode/src/protocol/schemas/records';
import {
  before,
  caseIn,
  decided,
  facts,
  FRIDAY_MORNING,
  ONE_DOUBTFUL,
  stepped,
  SUPPLEMENT_OVER,
} from '../../../support/cases';
import { sealedValue } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const second = { ...PEOPLE.reviewer, staffNo: 'ZZ-RV-002', identityKey: `ZhengzhouMSP:${'b'.repeat(64)}` };
const assignSecond = (record: CaseRecord, at?: number): CaseRecord =>
  stepped(record, 'assignReviewer', { body: { reviewer: 'ZZ-RV-002' }, ...(at !== undefined && { at }) });

describe('a reviewer who finds a tie', () => {
  it('steps back before anything is reviewed, and another one is named', () => {
    const record = stepped(before('passFormalReview'), 'recuseReviewer');
    expect(record).toMatchObject({ state: 'FORMAL_REVIEW', formerReviewers: [{ staffNo: 'ZZ-RV-001' }] });
    expect(record.reviewer).toBeUndefined();
    expect(record.formerReviewers?.[0]).not.toHaveProperty('formalReview');
    expect(record.formerReviewers?.[0]?.relief).not.toHaveProperty('reasonCode');
    expect(record.deadline).toEqual(before('passFormalReview').deadline);
    expect(codeOf(() => decided(record, 'passFormalReview'))).toBe('NOT_THE_ASSIGNED_REVIEWER');
    expect(codeOf(() => decided(record, 'assignReviewer'))).toBe('REVIEWER_RELIEVED');
    expect(codeOf(() => decided(record, 'reassignReviewer'))).toBe('REVIEWER_NOT_ASSIGNED');
    const next = assignSecond(record);
    expect(stepped(next, 'passFormalReview', { by: second }).state).toBe('SUBSTANTIVE_REVIEW');
  });

  it('after the formal review leaves that void and on the record, and the agency’s opinion in force', () => {
    const reviewed = before('publishNotice');
    const record = stepped(reviewed, 'recuseReviewer');
    expect(record).toMatchObject({
      state: 'FORMAL_REVIEW',
      formerReviewers: [{ formalReview: { reviewedBy: PEOPLE.reviewer }, relief: { by: PEOPLE.reviewer } }],
    });
    expect(record.formalReview).toBeUndefined();
    expect(record.agency).toEqual(reviewed.agency);
    const again = stepped(assignSecond(record), 'passFormalReview', { by: second });
    expect(again).toMatchObject({ state: 'REVIEWED', formalReview: { reviewedBy: second } });
    expect(stepped(again, 'publishNotice').state).toBe('NOTICE');
  });

  it('cannot let a favourable opinion carry a case that the next reviewer finds wanting', () => {
    const record = assignSecond(stepped(before('publishNotice'), 'recuseReviewer'));
    const failed = stepped(record, 'failFormalReview', { by: second, body: { points: ONE_DOUBTFUL } });
    const departure = sealedValue('/departure', '意见更可信');
    expect(codeOf(() => decided(failed, 'publishNotice', { body: { departure } }))).toBe('POINTS_NOT_SATISFIED');
    expect(codeOf(() => decided(failed, 'reject', { body: { departure: undefined } }))).toBe('DEPARTURE_NOT_EXPLAINED');
  });

  it('while evidence is awaited leaves the request and its clock as they are', () => {
    const waiting = caseIn('SUPPLEMENT');
    const record = stepped(waiting, 'recuseReviewer');
    expect(record.state).toBe('SUPPLEMENT');
    expect([record.deadline, record.supplements]).toEqual([waiting.deadline, waiting.supplements]);
    expect(assignSecond(record).reviewer?.staffNo).toBe('ZZ-RV-002');
    expect(stepped(record, 'resumeReview', { at: SUPPLEMENT_OVER }).state).toBe('FORMAL_REVIEW');
  });

  it('while the agency awaits evidence sends the case through the formal review again', () => {
    const asked = stepped(before('submitOpinion'), 'requestSupplement', { by: PEOPLE.agency });
    const supplied = stepped(stepped(asked, 'recuseReviewer'), 'supplySupplement');
    expect(supplied.state).toBe('FORMAL_REVIEW');
    const passed = stepped(assignSecond(supplied), 'passFormalReview', { by: second });
    expect(passed.state).toBe('SUBSTANTIVE_REVIEW');
    expect(stepped(passed, 'submitOpinion').state).toBe('REVIEWED');
  });

  it('does not decide the same case in another capacity', () => {
    const record = stepped(before('passFormalReview'), 'recuseReviewer');
    const twoHats = { ...PEOPLE.decider, staffNo: 'ZZ-RV-001' };
    expect(
      refusalOf(() => decided(record, 'assignReviewer', { by: twoHats, body: { reviewer: 'ZZ-RV-002' } })),
    ).toMatchObject({
      code: 'DUTIES_NOT_SEPARATED',
      details: { conflictsWith: 'reviewer' },
    });
  });

  it('is nobody else than the one named', () => {
    expect(codeOf(() => decided(before('passFormalReview'), 'recuseReviewer', { by: second }))).toBe(
      'NOT_THE_ASSIGNED_REVIEWER',
    );
  });
});

describe('a reviewer who is replaced', () => {
  it('because of a mistyped number makes room before anything is reviewed, and binds nobody', () => {
    const mistyped = stepped(before('assignReviewer'), 'assignReviewer', { body: { reviewer: 'ZZ-RD-002' } });
    const body = { reviewer: 'ZZ-RV-001', reasonCode: 'AS-NUMBER' };
    const [draft] = decided(mistyped, 'reassignReviewer', { body });
    expect(draft).toMatchObject({ state: 'FORMAL_REVIEW', reasonCode: 'AS-NUMBER' });
    const record = stepped(mistyped, 'reassignReviewer', { body });
    expect(record).toMatchObject({
      reviewer: { staffNo: 'ZZ-RV-001', assignedBy: PEOPLE.decider },
      formerReviewers: [{ staffNo: 'ZZ-RD-002', relief: { reasonCode: 'AS-NUMBER', by: PEOPLE.decider } }],
    });
    expect(stepped(record, 'passFormalReview').state).toBe('SUBSTANTIVE_REVIEW');
    expect(decided(record, 'extendReview', { by: PEOPLE.otherDecider })).toHaveLength(1);
  });

  it.each([
    ['the reviewer already named', 'ZZ-RV-001', 'REVIEWER_RELIEVED'],
    ['the decider', 'ZZ-RD-001', 'REVIEWER_NOT_INDEPENDENT'],
    ['the acceptance officer', 'ZZ-RA-001', 'REVIEWER_NOT_INDEPENDENT'],
    ['the applicant', 'ZZ-AP-001', 'REVIEWER_NOT_INDEPENDENT'],
  ])('is not replaced by %s', (_, reviewer, code) => {
    expect(codeOf(() => decided(before('passFormalReview'), 'reassignReviewer', { body: { reviewer } }))).toBe(code);
  });

  it('does not come back after others', () => {
    const record = stepped(before('assignAgency'), 'reassignReviewer');
    expect(record).toMatchObject({ state: 'FORMAL_REVIEW', reviewer: { staffNo: 'ZZ-RV-002' } });
    const back = { reviewer: 'ZZ-RV-001', reasonCode: 'AS-TIE' };
    expect(codeOf(() => decided(record, 'reassignReviewer', { body: back }))).toBe('REVIEWER_RELIEVED');
    const third = stepped(record, 'reassignReviewer', { body: { reviewer: 'ZZ-RV-003' } });
    expect(third.formerReviewers?.map(({ staffNo }) => staffNo)).toEqual(['ZZ-RV-001', 'ZZ-RV-002']);
  });

  it('leaves who reviewed bound by that part', () => {
    const record = stepped(before('assignAgency'), 'reassignReviewer', { body: { reasonCode: 'AS-TIE' } });
    const twoHats = { ...PEOPLE.decider, identityKey: PEOPLE.reviewer.identityKey };
    expect(codeOf(() => decided(record, 'extendReview', { by: twoHats }))).toBe('DUTIES_NOT_SEPARATED');
  });

  it('is one who was there', () => {
    const bare = without(before('passFormalReview'), ['reviewer']);
    const [draft] = decided(before('passFormalReview'), 'recuseReviewer');
    const event = sealEvent(draft!, { ...facts(PEOPLE.reviewer, FRIDAY_MORNING), head: bare }) as CaseEvent;
    expect(applyToCase(bare, event).formerReviewers).toEqual([]);
  });
});
