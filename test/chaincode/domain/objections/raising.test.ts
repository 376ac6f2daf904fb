// SPDX-License-Identifier: Apache-2.0
import { without } from '../../../../chaincode/src/protocol/without';
import { before, caseIn, decided, NOTICE_OVER, stepped } from '../../../support/cases';
import { aFiling } from '../../../support/filing';
import { anObjection } from '../../../support/objections';
import { objectedStep } from '../../../support/objectedCases';
import { PEOPLE, personNamed } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const inNotice = before('closeNotice');
const objected = objectedStep({ record: inNotice, objections: new Map() }, 'raiseObjection');
const first = `OB-${inNotice.caseId}-001`;

describe('an objection to a notice', () => {
  it('stands on a record of its own, and on the case with what its course depends on', () => {
    const { record, objections } = objected;
    expect(record).toMatchObject({
      state: 'NOTICE_OBJECTED',
      deadline: { name: 'OBJECTION', lastDay: '2026-09-24' },
      objectedNotice: inNotice.deadline,
      objections: [
        {
          objectionNo: first,
          noticeNo: inNotice.notices[0]!.noticeNo,
          raisedBy: PEOPLE.otherApplicant,
          ground: 'OWNERSHIP',
          status: 'OPEN',
        },
      ],
    });
    expect(objections.get(first)).toMatchObject({
      kind: 'objection',
      objectionNo: first,
      phase: 'NOTICE',
      status: 'OPEN',
      objector: PEOPLE.otherApplicant,
      registry: inNotice.registry,
      deadline: record.deadline,
      eventSeq: 1,
      ...anObjection(),
    });
  });

  it('keeps what its objector says off the chain of the case', () => {
    const [ofCase, ofObjection] = decided(inNotice, 'raiseObjection');
    expect(JSON.stringify(ofCase)).not.toContain('commitment');
    expect(ofObjection).toMatchObject({ recordType: 'objection', recordId: first, caseId: inNotice.caseId });
    expect(ofObjection?.docs).toMatchObject([{ type: 'OBJECTION_EVIDENCE' }]);
  });

  it('does not stop the notice: others object beside it until the notice ends', () => {
    const { record } = objectedStep(objected, 'raiseObjection', { by: personNamed('zhengzhou-applicant-2') });
    expect(record.objections?.map(({ objectionNo }) => objectionNo)).toEqual([first, `OB-${inNotice.caseId}-002`]);
    expect(record.deadline).toEqual(objected.record.deadline);
    expect(record.objectedNotice).toEqual(inNotice.deadline);
  });

  it.each([
    ['its notice has ended', inNotice, {}, NOTICE_OVER, 'OBJECTION_TOO_LATE'],
    [
      'another objection has kept the notice open beyond its end',
      objected.record,
      {},
      NOTICE_OVER,
      'OBJECTION_TOO_LATE',
    ],
    ['the notice is another', inNotice, { noticeNo: `N-${inNotice.caseId}-02` }, undefined, 'NOTICE_NOT_CURRENT'],
    [
      'it names what was not published',
      inNotice,
      { targetFields: ['/product/processingRule'] },
      undefined,
      'OBJECTION_TARGET_NOT_PUBLISHED',
    ],
    [
      'it names nothing inside a published field',
      inNotice,
      { targetFields: ['/product/sources/7'] },
      undefined,
      'OBJECTION_TARGET_NOT_PUBLISHED',
    ],
    ['it comes again', objected.record, { ground: 'OWNERSHIP' }, undefined, 'OBJECTION_REPEATED'],
  ] as const)('is refused where %s', (...[, record, body, at, code]) => {
    expect(codeOf(() => decided(record, 'raiseObjection', { body, ...(at !== undefined && { at }) }))).toBe(code);
  });

  it('says by code that it comes too late', () => {
    const refusal = refusalOf(() => decided(inNotice, 'raiseObjection', { at: NOTICE_OVER }));
    expect(refusal.details).toEqual({ endsAt: '2026-09-18T16:00:00.000Z', reasonCode: 'OB-LATE' });
  });

  it('may name a part of a published field', () => {
    const record = stepped(inNotice, 'raiseObjection', { body: { targetFields: ['/product/sources/0/kind'] } });
    expect(record.objections?.[0]?.targetFields).toEqual(['/product/sources/0/kind']);
  });

  it.each([
    ['the applicant', PEOPLE.applicant, 'OBJECTOR_IS_PARTY'],
    ['an officer', PEOPLE.decider, 'ACCESS_DENIED'],
    ['an applicant of another registry', PEOPLE.guiyangApplicant, 'ACCESS_DENIED'],
    ['the supervisor', PEOPLE.supervisor, 'ACCESS_DENIED'],
  ] as const)('is not raised by %s', (_, by, code) => {
    expect(codeOf(() => decided(inNotice, 'raiseObjection', { by }))).toBe(code);
  });

  it('is not raised by a colleague of the one who filed', () => {
    const colleague = { ...PEOPLE.applicant, identityKey: 'ZhengzhouMSP:' + 'c'.repeat(64), staffNo: 'ZZ-AP-077' };
    expect(codeOf(() => decided(inNotice, 'raiseObjection', { by: colleague }))).toBe('OBJECTOR_IS_PARTY');
  });

  it.each([
    ['an interested party that does not say its interest', { interest: undefined }],
    ['somebody of the public who claims one', { standing: 'PUBLIC' }],
    ['nobody with evidence', { evidence: [] }],
    ['one field twice', { targetFields: ['/product/dataName', '/product/dataName'] }],
  ])('is no objection when it comes from %s', (_, body) => {
    expect(() => decided(inNotice, 'raiseObjection', { body })).toThrow();
  });

  it('may come from anybody, without an interest', () => {
    const claim = without(anObjection({ standing: 'PUBLIC' }), ['interest']);
    const record = stepped(inNotice, 'raiseObjection', { body: { ...claim, interest: undefined } });
    expect(record.state).toBe('NOTICE_OBJECTED');
  });

  it('cannot be raised where nothing is published', () => {
    expect(codeOf(() => decided({ ...inNotice, notices: [] }, 'raiseObjection'))).toBe('OBJECTION_TOO_LATE');
    expect(codeOf(() => decided(caseIn('READY'), 'raiseObjection'))).toBe('UNEXPECTED_STATE');
  });

  it('belongs to a person where it was raised for no organization', () => {
    const person = { ...PEOPLE.otherApplicant };
    delete (person as { uscc?: string }).uscc;
    const record = stepped(inNotice, 'raiseObjection', { by: person });
    expect(codeOf(() => decided(record, 'raiseObjection', { by: person, body: { ground: 'OWNERSHIP' } }))).toBe(
      'OBJECTION_REPEATED',
    );
    const other = { ...person, identityKey: 'ZhengzhouMSP:' + 'd'.repeat(64) };
    expect(codeOf(() => decided(record, 'withdrawObjection', { by: other }))).toBe('ACCESS_DENIED');
  });
});

describe('the reply to an objection', () => {
  it('is the applicant’s, once, and leaves the case as it is', () => {
    const { record, objections } = objectedStep(objected, 'replyToObjection');
    expect(record).toMatchObject({ state: 'NOTICE_OBJECTED', deadline: objected.record.deadline });
    expect(objections.get(first)).toMatchObject({
      status: 'OPEN',
      reply: { position: 'CONTESTS', repliedBy: PEOPLE.applicant, repliedAt: record.lastEventAt },
    });
    expect(codeOf(() => decided(record, 'replyToObjection'))).toBe('OBJECTION_ALREADY_ANSWERED');
    const second = stepped(record, 'raiseObjection');
    expect(codeOf(() => decided(second, 'replyToObjection', { body: { objectionNo: first } }))).toBe(
      'OBJECTION_ALREADY_ANSWERED',
    );
  });

  it.each([
    ['the objector', PEOPLE.otherApplicant],
    ['the decider', PEOPLE.decider],
  ])('is not given by %s', (_, by) => {
    expect(codeOf(() => decided(objected.record, 'replyToObjection', { by }))).toBe('ACCESS_DENIED');
  });

  it('is given to an objection of this case', () => {
    const body = { objectionNo: `OB-${inNotice.caseId}-009` };
    const refusal = refusalOf(() => decided(objected.record, 'replyToObjection', { body }));
    expect([refusal.code, refusal.details]).toEqual(['OBJECTION_NOT_OPEN', body]);
  });
});

describe('a notice with an objection', () => {
  it('is not closed before the objection has been dealt with, and says so', () => {
    expect(codeOf(() => decided(objected.record, 'closeNotice', { at: NOTICE_OVER }))).toBe('OBJECTION_OPEN');
  });

  it('is not granted upon', () => {
    expect(codeOf(() => decided(objected.record, 'grant', { at: NOTICE_OVER }))).toBe('UNEXPECTED_STATE');
  });

  it('ends with the application that is withdrawn, and the objections with it', () => {
    const { record, objections } = objectedStep(objected, 'withdraw', { at: NOTICE_OVER });
    expect(record).toMatchObject({ state: 'WITHDRAWN', objections: [{ status: 'MOOT' }] });
    expect(record).not.toHaveProperty('deadline');
    expect(record).not.toHaveProperty('objectedNotice');
    expect(objections.get(first)).toMatchObject({
      status: 'MOOT',
      closed: { outcome: 'MOOT', caseState: 'WITHDRAWN', closedBy: PEOPLE.applicant },
    });
  });

  it('counts its objections only against the notice that they are about', () => {
    const other = before('closeNotice', aFiling({ withhold: [{ path: '/product/limits', reason: '密' }] }));
    const body = { targetFields: ['/product/limits'] };
    expect(codeOf(() => decided(other, 'raiseObjection', { body }))).toBe('OBJECTION_TARGET_NOT_PUBLISHED');
  });
});
