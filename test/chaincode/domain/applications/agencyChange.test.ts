// SPDX-License-Identifier: Apache-2.0
import { applyToCase } from '../../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../../chaincode/src/domain/applications/apply';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { without } from '../../../../chaincode/src/protocol/without';
import { before, decided, facts, FRIDAY_MORNING, stepped } from '../../../support/cases';
import { PEOPLE } from '../../../support/people';
import { codeOf } from '../../../support/refusal';
import { AGENCY } from '../../../support/straightPath';

const OTHER = PEOPLE.otherAgency.uscc;

describe('an agency that leaves a case', () => {
  it('by itself makes room for another one, and does not come back', () => {
    const record = stepped(before('submitOpinion'), 'recuse');
    expect(record).toMatchObject({
      state: 'SUBSTANTIVE_REVIEW',
      formerAgencies: [{ uscc: AGENCY, independence: { declaredBy: PEOPLE.agency }, relief: { by: PEOPLE.agency } }],
    });
    expect(record.agency).toBeUndefined();
    expect(record.formerAgencies?.[0]?.relief).not.toHaveProperty('reasonCode');
    expect(record.deadline).toEqual(before('submitOpinion').deadline);
    expect(codeOf(() => decided(record, 'assignAgency'))).toBe('AGENCY_RELIEVED');
    expect(stepped(record, 'assignAgency', { body: { agency: OTHER } }).agency?.uscc).toBe(OTHER);
    expect(codeOf(() => decided(record, 'submitOpinion'))).toBe('ACCESS_DENIED');
  });

  it.each(['decider', 'supervisor'] as const)(
    'after its opinion leaves that void, and on the record: by the %s',
    (by) => {
      const [draft] = decided(before('publishNotice'), 'relieveAgency', { by: PEOPLE[by] });
      expect(draft).toMatchObject({ state: 'SUBSTANTIVE_REVIEW', reasonCode: 'AG-CONFLICT', legalBasis: ['第二十条'] });
      const record = stepped(before('publishNotice'), 'relieveAgency', { by: PEOPLE[by] });
      expect(record.formerAgencies).toMatchObject([
        {
          uscc: AGENCY,
          opinion: { submittedBy: PEOPLE.agency },
          relief: { reasonCode: 'AG-CONFLICT', by: PEOPLE[by] },
        },
      ]);
      const next = stepped(record, 'assignAgency', { body: { agency: OTHER } });
      const declared = stepped(next, 'declareIndependence', { by: PEOPLE.otherAgency });
      const again = stepped(stepped(declared, 'submitOpinion', { by: PEOPLE.otherAgency }), 'relieveAgency');
      expect(again.formerAgencies?.map(({ uscc }) => uscc)).toEqual([AGENCY, OTHER]);
    },
  );

  it('leaves its people bound by the part they had', () => {
    const record = stepped(before('publishNotice'), 'relieveAgency');
    const twoHats = { ...PEOPLE.decider, identityKey: PEOPLE.agency.identityKey };
    expect(codeOf(() => decided(record, 'assignAgency', { by: twoHats, body: { agency: OTHER } }))).toBe(
      'DUTIES_NOT_SEPARATED',
    );
  });

  it('is relieved only where there is one', () => {
    expect(codeOf(() => decided(before('assignAgency'), 'relieveAgency'))).toBe('AGENCY_NOT_ASSIGNED');
    const bare = without(before('submitOpinion'), ['agency']);
    const [draft] = decided(before('submitOpinion'), 'recuse');
    const event = sealEvent(draft!, { ...facts(PEOPLE.agency, FRIDAY_MORNING), head: bare }) as CaseEvent;
    expect(applyToCase(bare, event).formerAgencies).toEqual([]);
  });
});
