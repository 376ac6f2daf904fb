// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { without } from '../../../../chaincode/src/protocol/without';
import {
  decideResumeReview,
  decideSupplySupplement,
} from '../../../../chaincode/src/domain/applications/decideSupplement';
import { applyToCase } from '../../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../../chaincode/src/domain/applications/apply';
import { transition } from '../../../../chaincode/src/domain/transition';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import {
  before,
  caseIn,
  commandOn,
  decided,
  facts,
  profileNamed,
  profileRecord,
  stepped,
  submitted,
  SUPPLEMENT_OVER,
} from '../../../support/cases';
import { aMaterial, sealedValue } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const MONDAY = Date.parse('2026-09-14T02:00:00.000Z');
const WEDNESDAY = Date.parse('2026-09-16T02:00:00.000Z');
const REVIEW_OVER = Date.parse('2026-09-24T16:00:00.000Z');
const note = sealedValue('/items/0/note', '请补充');
const asked = (): CaseRecord => stepped(before('passFormalReview'), 'requestSupplement', { at: MONDAY });

describe('evidence asked for in a review', () => {
  it('stops the clock, and starts it again with the working days that were left', () => {
    const record = asked();
    expect(record).toMatchObject({
      state: 'SUPPLEMENT',
      deadline: { name: 'SUPPLEMENT', lastDay: '2026-09-28' },
      supplements: [{ stage: 'FORMAL_REVIEW', requestedBy: PEOPLE.reviewer, review: { lastDay: '2026-09-24' } }],
    });
    const supplied = stepped(record, 'supplySupplement', { at: WEDNESDAY });
    expect(supplied).toMatchObject({
      state: 'FORMAL_REVIEW',
      deadline: { name: 'REVIEW', lastDay: '2026-09-29' },
      supplements: [{ outcome: 'SUPPLIED', stoppedAt: '2026-09-14T02:00:00.000Z', restartedAt: supplied.lastEventAt }],
    });
  });

  it('says on the events that the clock stands still and runs', () => {
    const seal = (record: CaseRecord, [draft]: ReturnType<typeof decided>): CaseEvent =>
      sealEvent(draft!, { ...facts(PEOPLE.reviewer, MONDAY), head: record }) as CaseEvent;
    const formal = before('passFormalReview');
    expect(seal(formal, decided(formal, 'requestSupplement')).clockState).toBe('STOPPED');
    expect(seal(asked(), decided(asked(), 'supplySupplement')).clockState).toBe('RUNNING');
  });

  it('is supplied though a document that the filing names was replaced by a correction', () => {
    const items = [
      {
        target: { material: 'SAMPLE' },
        verdict: 'ILLEGIBLE',
        reasonCode: 'CR-ILLEGIBLE',
        note: sealedValue('/items/0/note', '看不清'),
      },
    ];
    const listed = stepped(submitted(), 'requestCorrection', { body: { items } });
    const corrected = stepped(listed, 'supplyCorrection', {
      body: { materials: [aMaterial('SAMPLE', 'new sample')], fields: [] },
    });
    const reviewed = stepped(stepped(corrected, 'accept'), 'assignReviewer');
    const supplied = stepped(stepped(reviewed, 'requestSupplement'), 'supplySupplement');
    expect(supplied).toMatchObject({ state: 'FORMAL_REVIEW', supplements: [{ outcome: 'SUPPLIED' }] });
  });

  it('is put beside what was filed before, and is on the event by its digests', () => {
    const [draft] = decided(asked(), 'supplySupplement');
    expect(draft?.docs).toMatchObject([{ type: 'SOURCE_PROOF' }]);
    const proofs = (record: CaseRecord): number =>
      record.filing.materials.filter(({ type }) => type === 'SOURCE_PROOF').length;
    expect([proofs(asked()), proofs(stepped(asked(), 'supplySupplement'))]).toEqual([1, 2]);
  });

  it.each([
    ['less', [aMaterial('SAMPLE', 'new')], { missing: ['SOURCE_PROOF'], notListed: ['SAMPLE'] }],
    ['more', [aMaterial('SOURCE_PROOF', 'new'), aMaterial('SAMPLE', 'new')], { missing: [], notListed: ['SAMPLE'] }],
  ])('is refused where it is %s than was asked for', (_, materials, details) => {
    const refusal = refusalOf(() => decided(asked(), 'supplySupplement', { body: { materials } }));
    expect([refusal.code, refusal.details]).toEqual(['CORRECTION_NOT_AS_LISTED', details]);
  });

  it('is not a document that is there already', () => {
    const [, , , proof] = asked().filing.materials;
    expect(proof?.type).toBe('SOURCE_PROOF');
    expect(codeOf(() => decided(asked(), 'supplySupplement', { body: { materials: [proof] } }))).toBe(
      'VALIDATION_FAILED',
    );
  });

  it('is named once each', () => {
    const items = [
      { material: 'SAMPLE', note },
      { material: 'SAMPLE', note },
    ];
    expect(codeOf(() => decided(before('passFormalReview'), 'requestSupplement', { body: { items } }))).toBe(
      'CORRECTION_LIST_INVALID',
    );
  });

  it('may be asked for again, each stop with its own start', () => {
    const once = stepped(asked(), 'supplySupplement', { at: WEDNESDAY });
    const twice = stepped(once, 'requestSupplement', { body: { items: [{ material: 'SAMPLE', note }] } });
    const materials = [aMaterial('SAMPLE', 'new')];
    const done = stepped(twice, 'supplySupplement', { body: { materials } });
    expect(done.supplements?.map(({ outcome }) => outcome)).toEqual(['SUPPLIED', 'SUPPLIED']);
    expect(done.deadline?.lastDay).toBe('2026-09-29');
  });

  it('may be asked for by the agency that examines, to which the case then goes back', () => {
    const record = stepped(before('submitOpinion'), 'requestSupplement', { by: PEOPLE.agency });
    expect(record.supplements).toMatchObject([{ stage: 'SUBSTANTIVE_REVIEW', requestedBy: PEOPLE.agency }]);
    expect(stepped(record, 'supplySupplement').state).toBe('SUBSTANTIVE_REVIEW');
    expect(stepped(record, 'resumeReview', { at: SUPPLEMENT_OVER }).state).toBe('SUBSTANTIVE_REVIEW');
    const undeclared = before('declareIndependence');
    expect(codeOf(() => decided(undeclared, 'requestSupplement', { by: PEOPLE.agency }))).toBe(
      'INDEPENDENCE_NOT_DECLARED',
    );
  });

  it('gives whoever asked for it a duty in the case', () => {
    const twoHats = { ...PEOPLE.decider, identityKey: PEOPLE.reviewer.identityKey };
    const record = stepped(asked(), 'supplySupplement', { at: WEDNESDAY });
    expect(codeOf(() => decided(record, 'extendReview', { by: twoHats }))).toBe('DUTIES_NOT_SEPARATED');
  });

  it('has its own period, or that of a correction where the profile names none', () => {
    const profile = profileNamed('zhengzhou-2024');
    const { correction } = profile.periods;
    const shorter = { ...profile.periods, supplement: { unit: 'WORKING_DAY' as const, length: 1 } };
    const of = (periods: typeof profile.periods): string | undefined => {
      const given = { facts: { profile: profileRecord({ ...profile, periods }) } };
      return stepped(before('passFormalReview'), 'requestSupplement', { at: MONDAY, ...given }).deadline?.lastDay;
    };
    expect(correction.length).toBe(10);
    expect([of(shorter), of(without(profile.periods, ['supplement']))]).toEqual(['2026-09-15', '2026-09-28']);
  });
});

describe('a review whose period has passed', () => {
  it('is not stopped before that is on the record, and has no clock to start again afterwards', () => {
    const record = before('passFormalReview');
    expect(codeOf(() => decided(record, 'requestSupplement', { at: REVIEW_OVER }))).toBe('REVIEW_PERIOD_OVER');
    const overdue = stepped(record, 'recordOverdue', { at: REVIEW_OVER });
    const stopped = stepped(overdue, 'requestSupplement');
    expect(stopped.supplements?.[0]).not.toHaveProperty('review');
    const supplied = stepped(stopped, 'supplySupplement');
    expect([supplied.state, supplied.deadline]).toEqual(['FORMAL_REVIEW', undefined]);
  });
});

describe('evidence that is not supplied in time', () => {
  it('lets the review go on with what is there, whoever says so', () => {
    const record = caseIn('SUPPLEMENT');
    expect(codeOf(() => decided(record, 'resumeReview', { at: SUPPLEMENT_OVER - 1 }))).toBe('PERIOD_STILL_RUNNING');
    const resumed = stepped(record, 'resumeReview', { at: SUPPLEMENT_OVER, by: PEOPLE.guiyangApplicant });
    expect(resumed).toMatchObject({ state: 'FORMAL_REVIEW', supplements: [{ outcome: 'NOT_SUPPLIED' }] });
    expect(resumed.deadline?.lastDay).toBe('2026-10-15');
    expect(codeOf(() => decided(record, 'supplySupplement', { at: SUPPLEMENT_OVER }))).toBe('SUPPLEMENT_PERIOD_OVER');
  });

  it.each([
    ['at once', (): CaseRecord => caseIn('SUPPLEMENT')],
    [
      'after the review went on',
      (): CaseRecord => stepped(caseIn('SUPPLEMENT'), 'resumeReview', { at: SUPPLEMENT_OVER }),
    ],
  ])('lets the decider terminate the case %s', (_, record) => {
    const [draft] = decided(record(), 'terminate', { at: SUPPLEMENT_OVER });
    expect(draft).toMatchObject({ state: 'TERMINATED', reasonCode: 'TM-NOSUPP', legalBasis: ['第十八条'] });
    const terminated = stepped(record(), 'terminate', { at: SUPPLEMENT_OVER });
    expect(terminated).toMatchObject({ termination: { terminatedBy: PEOPLE.decider } });
    expect(terminated.deadline).toBeUndefined();
  });

  it('lets nobody terminate a case whose evidence came, or was never asked for', () => {
    const supplied = stepped(asked(), 'supplySupplement', { at: WEDNESDAY });
    for (const record of [supplied, before('passFormalReview')]) {
      expect(codeOf(() => decided(record, 'terminate'))).toBe('SUPPLEMENT_NOT_MISSED');
    }
  });
});

describe('a record without the request that an answer belongs to', () => {
  const bare = without(asked(), ['supplements', 'deadline']);
  const at = MONDAY + 60_000;
  const given = facts(PEOPLE.applicant, at);

  it('was asked for nothing, and has no clock to start', () => {
    const command = commandOn<'supplySupplement'>('supplySupplement', bare);
    const row = transition('SUPPLEMENT', 'supplySupplement')!;
    expect(refusalOf(() => decideSupplySupplement({ record: bare, command, facts: given, row })).details).toEqual({
      missing: [],
      notListed: ['SOURCE_PROOF'],
    });
    const resume = { record: bare, command: commandOn<'resumeReview'>('resumeReview', bare), facts: given };
    const [draft] = decideResumeReview({ ...resume, row: transition('SUPPLEMENT', 'resumeReview')! });
    const event = sealEvent(draft!, { ...given, head: bare }) as CaseEvent;
    expect(applyToCase(bare, event)).toMatchObject({ state: 'FORMAL_REVIEW', supplements: [] });
  });
});

describe('an extension of the review', () => {
  it('is given once, counted from the last day', () => {
    const extended = stepped(before('passFormalReview'), 'extendReview');
    expect(extended).toMatchObject({
      state: 'FORMAL_REVIEW',
      deadline: { name: 'REVIEW', lastDay: '2026-10-15' },
      extension: { reasonCode: 'EX-COMPLEX', extendedBy: PEOPLE.decider },
    });
    expect(codeOf(() => decided(extended, 'extendReview'))).toBe('EXTENSION_NOT_AVAILABLE');
  });

  it('is not given when the period has passed, nor where the profile provides for none', () => {
    const record = before('passFormalReview');
    expect(codeOf(() => decided(record, 'extendReview', { at: REVIEW_OVER }))).toBe('REVIEW_PERIOD_OVER');
    const profile = profileNamed('zhengzhou-2024');
    const periods = without(profile.periods, ['reviewExtension']);
    const given = { facts: { profile: profileRecord({ ...profile, periods }) } };
    const refusal = refusalOf(() => decided(record, 'extendReview', given));
    expect([refusal.code, refusal.details]).toEqual(['EXTENSION_NOT_AVAILABLE', { profileId: 'zhengzhou-2024' }]);
  });
});
