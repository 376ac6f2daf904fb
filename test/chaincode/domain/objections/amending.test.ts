// SPDX-License-Identifier: Apache-2.0
import { applyToObjection } from '../../../../chaincode/src/domain/objections/apply';
import type { ObjectionEvent } from '../../../../chaincode/src/domain/objections/apply';
import { fieldsToAmend } from '../../../../chaincode/src/domain/objections/openObjections';
import { withObjection } from '../../../../chaincode/src/domain/objections/withObjection';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import type { EventDraft } from '../../../../chaincode/src/protocol/schemas/events';
import { without } from '../../../../chaincode/src/protocol/without';
import { before, caseIn, decided, facts, profileNamed, profileRecord, stepped } from '../../../support/cases';
import { aFiling, aMaterial } from '../../../support/filing';
import { partUpheld } from '../../../support/objections';
import { PEOPLE } from '../../../support/people';
import { codeOf } from '../../../support/refusal';

const amending = caseIn('AMENDMENT');
const over = Date.parse(amending.deadline!.at!);
const summary = { path: '/product/dataSummary', value: '更正后的概述' };

describe('an amendment', () => {
  it('changes what was upheld, and the decider publishes anew: another number, the whole period', () => {
    const amended = stepped(amending, 'supplyAmendment', { body: { fields: [summary] } });
    expect(amended).toMatchObject({
      state: 'REVIEWED',
      amendments: [{ fields: ['/product/dataSummary'], suppliedBy: PEOPLE.applicant }],
    });
    expect(amended.filing.product.dataSummary).toBe('更正后的概述');
    const again = stepped(amended, 'publishNotice', { at: Date.parse('2026-09-15T02:00:00.000Z') });
    expect(again.notices.map(({ noticeNo, closedAt, endsAt }) => [noticeNo, closedAt !== undefined, endsAt])).toEqual([
      [`N-${amending.caseId}-01`, true, '2026-09-18T16:00:00.000Z'],
      [`N-${amending.caseId}-02`, false, '2026-09-21T16:00:00.000Z'],
    ]);
    const renewed = stepped(again, 'raiseObjection', { body: { ground: 'OWNERSHIP' } });
    expect(renewed.objections?.map(({ status, noticeNo }) => [status, noticeNo.slice(-2)])).toEqual([
      ['PART', '01'],
      ['OPEN', '02'],
    ]);
    expect(stepped(renewed, 'decideObjection').state).toBe('NOTICE');
  });

  it('starts the clock of the review again where the notice had stopped it', () => {
    const reviewed = before('publishNotice');
    expect(amending.stoppedReview?.deadline).toEqual(reviewed.deadline);
    const amended = stepped(amending, 'supplyAmendment', { at: Date.parse('2026-09-17T02:00:00.000Z') });
    // Ten working days were left on Friday the 11th, when the notice began.
    expect(amended.deadline).toMatchObject({ name: 'REVIEW', lastDay: '2026-10-08' });
    expect(amended).not.toHaveProperty('stoppedReview');
  });

  it('starts no clock that had run out before', () => {
    const overdue = stepped(before('publishNotice'), 'recordOverdue', { at: Date.parse('2026-09-25T16:00:00.000Z') });
    const objected = stepped(stepped(overdue, 'publishNotice'), 'raiseObjection');
    const record = stepped(objected, 'decideObjection', { body: partUpheld() });
    expect(stepped(record, 'supplyAmendment')).not.toHaveProperty('deadline');
  });

  it('may bring evidence along, beside what was filed before', () => {
    const materials = [aMaterial('SOURCE_PROOF', 'collection contract')];
    const amended = stepped(amending, 'supplyAmendment', { body: { materials } });
    expect(amended.filing.materials).toEqual([...amending.filing.materials, ...materials]);
    const [draft] = decided(amending, 'supplyAmendment', { body: { materials } });
    expect(draft?.docs).toHaveLength(1);
  });

  it('is supplied though a document that the filing names was replaced by a correction', () => {
    const materials = amending.filing.materials.filter(({ type }) => type !== 'SAMPLE');
    const corrected = { ...amending.filing, materials: [...materials, aMaterial('SAMPLE', 'new sample')] };
    expect(stepped({ ...amending, filing: corrected }, 'supplyAmendment').state).toBe('REVIEWED');
  });

  it.each([
    ['changes something else', [{ path: '/product/dataName', value: '别的名称' }]],
    ['changes something besides', [summary, { path: '/product/dataName', value: '别的名称' }]],
    ['changes nothing', [{ path: '/product/dataSummary', value: amending.filing.product.dataSummary }]],
    ['names a field twice', [summary, summary]],
    ['names a part that is not there', [{ path: '/product/dataSummary/x', value: '1' }]],
  ])('is refused where it %s', (_, fields) => {
    expect(codeOf(() => decided(amending, 'supplyAmendment', { body: { fields } }))).toBe('AMENDMENT_NOT_AS_UPHELD');
  });

  it('covers every field that was upheld, be it by a part of it', () => {
    const objected = stepped(before('closeNotice'), 'raiseObjection', {
      body: { targetFields: ['/product/dataSummary', '/product/morphology'] },
    });
    const fields = ['/product/dataSummary', '/product/morphology'];
    const record = stepped(objected, 'decideObjection', { body: partUpheld(fields) });
    expect(codeOf(() => decided(record, 'supplyAmendment', { body: { fields: [summary] } }))).toBe(
      'AMENDMENT_NOT_AS_UPHELD',
    );
    const both = [summary, { path: '/product/morphology/0/medium', value: 'TEXT' }];
    expect(stepped(record, 'supplyAmendment', { body: { fields: both } }).state).toBe('REVIEWED');
  });

  it('leaves a filing', () => {
    const fields = [{ path: '/product/dataSummary', value: 7 }];
    expect(codeOf(() => decided(amending, 'supplyAmendment', { body: { fields } }))).toBe('VALIDATION_FAILED');
  });

  it('is the applicant’s, within its period', () => {
    expect(codeOf(() => decided(amending, 'supplyAmendment', { by: PEOPLE.decider }))).toBe('ACCESS_DENIED');
    expect(codeOf(() => decided(amending, 'supplyAmendment', { at: over }))).toBe('AMENDMENT_PERIOD_OVER');
    expect(codeOf(() => decided(amending, 'withdraw', { at: over }))).toBe('AMENDMENT_PERIOD_OVER');
    expect(stepped(amending, 'withdraw').state).toBe('WITHDRAWN');
  });
});

describe('an amendment that does not come', () => {
  it('lets the notice fail, by the profile’s outcome', () => {
    const terminated = stepped(amending, 'failNotice', { at: over });
    const failure = { objectionNo: `OB-${amending.caseId}-001`, noticeNo: amending.notices[0]!.noticeNo };
    expect(terminated).toMatchObject({
      state: 'TERMINATED',
      noticeFailure: {
        ...failure,
        reasonCode: 'TM-NOTICE',
        legalBasis: [profileNamed('zhengzhou-2024').articles.amendment],
        statedBy: PEOPLE.clock,
      },
    });
    expect(terminated).not.toHaveProperty('deadline');
    const rejected = stepped(amending, 'failNotice', {
      at: over,
      facts: { profile: profileRecord(profileNamed('n35-2026')) },
    });
    expect(rejected).toMatchObject({ state: 'REJECTED', noticeFailure: { ...failure, reasonCode: 'RJ-DISPUTE' } });
  });

  it('is not said before its time, nor of a case that has nothing to amend', () => {
    expect(codeOf(() => decided(amending, 'failNotice', { at: over - 1 }))).toBe('PERIOD_STILL_RUNNING');
    const none = without(amending, ['objections']);
    expect(codeOf(() => decided(none, 'failNotice', { at: over }))).toBe('UNEXPECTED_STATE');
    expect(codeOf(() => decided({ ...amending, notices: [] }, 'failNotice', { at: over }))).toBe('UNEXPECTED_STATE');
  });

  it('is waited for as long as the profile says', () => {
    const profile = profileNamed('zhengzhou-2024');
    const periods = { ...profile.periods, amendment: { unit: 'WORKING_DAY' as const, length: 3 } };
    const record = stepped(caseIn('NOTICE_OBJECTED'), 'decideObjection', {
      body: partUpheld(),
      facts: { profile: profileRecord({ ...profile, periods }) },
    });
    expect(record.deadline).toMatchObject({ name: 'AMENDMENT', lastDay: '2026-09-16' });
  });
});

describe('what is to be amended', () => {
  it('is nothing where no objection names a field', () => {
    const [part] = amending.objections!;
    expect(fieldsToAmend({ ...amending, objections: [without(part!, ['upheldFields'])] })).toEqual([]);
    const none = before('closeNotice');
    expect(withObjection(none, part!.objectionNo, { status: 'PART' })).toEqual(none);
  });
});

describe('the chain of an objection', () => {
  const lodged = decided(before('closeNotice', aFiling()), 'raiseObjection')[1] as EventDraft<'objectionLodged'>;
  const seal = (draft: EventDraft<'objectionLodged' | 'objectionOverdue'>): ObjectionEvent =>
    sealEvent(draft, { ...facts(PEOPLE.otherApplicant, Date.parse('2026-09-12T00:00:00.000Z')), head: undefined });

  it('begins once, and only with its beginning', () => {
    const event = seal(lodged);
    const record = applyToObjection(undefined, event);
    expect(codeOf(() => applyToObjection(record, event))).toBe('UNEXPECTED_STATE');
    const overdue = seal({ ...lodged, type: 'objectionOverdue', data: {} });
    expect(codeOf(() => applyToObjection(undefined, overdue))).toBe('UNEXPECTED_STATE');
  });
});
