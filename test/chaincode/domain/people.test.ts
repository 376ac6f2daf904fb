// SPDX-License-Identifier: Apache-2.0
import { conflictingDuty } from '../../../chaincode/src/domain/people';
import { applyToCase } from '../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../chaincode/src/domain/applications/apply';
import { sealEvent } from '../../../chaincode/src/ledger/sealEvents';
import type { CaseRecord, Person, Role } from '../../../chaincode/src/protocol/schemas/records';
import { before, decided, facts, stepped, submitted } from '../../support/cases';
import { PEOPLE } from '../../support/people';
import { refusalOf } from '../../support/refusal';

/** The same officer with a second certificate, for another function. */
const as = (role: Role, person: Person): Person => ({
  ...person,
  role,
  identityKey: `${person.mspId}:${'b'.repeat(64)}`,
});
const otherAcceptance: Person = {
  ...PEOPLE.acceptance,
  staffNo: 'ZZ-RA-002',
  identityKey: `ZhengzhouMSP:${'c'.repeat(64)}`,
};

describe('who has had a part in a case', () => {
  const proposed = (): CaseRecord => stepped(submitted(), 'proposeRefusal');

  it.each([
    ['accepted', (): CaseRecord => stepped(proposed(), 'accept', { by: otherAcceptance })],
    [
      'deemed accepted',
      (): CaseRecord => stepped(proposed(), 'deemAccepted', { at: Date.parse('2026-09-16T16:00:00.000Z') }),
    ],
    [
      'corrected and accepted',
      (): CaseRecord =>
        stepped(
          stepped(stepped(proposed(), 'requestCorrection', { by: otherAcceptance }), 'supplyCorrection'),
          'accept',
          {
            by: otherAcceptance,
          },
        ),
    ],
  ])('keeps whoever proposed a refusal of an application that was %s from deciding on it', (_, make) => {
    const record = make();
    expect(record).toMatchObject({ state: 'ACCEPTED', fallenRefusals: [{ proposedBy: PEOPLE.acceptance }] });
    expect(record).not.toHaveProperty('refusal');
    const by = as('decider', PEOPLE.acceptance);
    expect(refusalOf(() => decided(record, 'assignReviewer', { by }))).toMatchObject({
      code: 'DUTIES_NOT_SEPARATED',
      details: { conflictsWith: 'acceptance' },
    });
  });

  it('includes everybody who proposed one, where a refusal is proposed anew', () => {
    const again = stepped(proposed(), 'proposeRefusal', { by: otherAcceptance });
    expect(again).toMatchObject({ refusal: { proposedBy: otherAcceptance } });
    const by = as('decider', PEOPLE.acceptance);
    expect(refusalOf(() => decided(again, 'refuse', { by })).code).toBe('DUTIES_NOT_SEPARATED');
  });

  it('keeps whoever took the case from an agency from reviewing it', () => {
    const relieved = stepped(before('declareIndependence'), 'relieveAgency', { by: PEOPLE.otherDecider });
    expect(conflictingDuty(relieved, as('reviewer', PEOPLE.otherDecider))).toBe('decider');
  });

  it('keeps whoever asked for a draw from reviewing, though the draw came to nothing', () => {
    const asked = stepped(before('assignAgency'), 'requestDraw', { by: PEOPLE.otherDecider });
    expect(conflictingDuty(asked, as('reviewer', PEOPLE.otherDecider))).toBe('decider');
    // None of those on the list is on the ledger any more.
    const gone = { institutions: new Map() };
    const [draft] = decided(asked, 'drawAgency', { facts: gone });
    const at = Date.parse(asked.lastEventAt) + 60_000;
    const voided = applyToCase(asked, sealEvent(draft!, { ...facts(PEOPLE.decider, at), head: asked }) as CaseEvent);
    expect(voided).toMatchObject({ voidedDraws: [{ number: 1, requestedBy: PEOPLE.otherDecider }] });
    expect(voided).not.toHaveProperty('draw');
    expect(conflictingDuty(voided, as('reviewer', PEOPLE.otherDecider))).toBe('decider');
  });
});
