// SPDX-License-Identifier: Apache-2.0
import { without } from '../../../../chaincode/src/protocol/without';
import { applyToCase } from '../../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../../chaincode/src/domain/applications/apply';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import type { CaseRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { before, caseIn, decided, facts, FRIDAY_MORNING, stepped, submission, submitted } from '../../../support/cases';
import { PEOPLE } from '../../../support/people';
import { refusalOf } from '../../../support/refusal';

const eventOf = (
  record: CaseRecord | undefined,
  [draft]: ReturnType<typeof decided>,
  by = PEOPLE.applicant,
): CaseEvent => sealEvent(draft!, { ...facts(by, FRIDAY_MORNING), head: record }) as CaseEvent;

describe('applying events', () => {
  it('begins with a submission, and with nothing else', () => {
    const first = eventOf(undefined, submission());
    const record = applyToCase(undefined, first);
    expect(record.state).toBe('SUBMITTED');
    expect(refusalOf(() => applyToCase(record, first)).details).toEqual({ event: 'applicationSubmitted' });
    const second = eventOf(record, decided(record, 'accept'), PEOPLE.acceptance);
    expect(refusalOf(() => applyToCase(undefined, second)).details).toEqual({ event: 'applicationAccepted' });
  });

  it('takes the person into the record, without the authority of the one step', () => {
    expect(submitted().submittedBy).toEqual(PEOPLE.applicant);
  });

  it('changes nothing of the record that it is given', () => {
    const record = before('grant');
    const copy = structuredClone(record);
    stepped(record, 'grant');
    expect(record).toEqual(copy);
  });

  it('leaves a record that lacks what the event completes', () => {
    const bare = without(before('declareIndependence'), ['agency', 'refusal', 'correction']);
    const declared = eventOf(bare, decided(before('declareIndependence'), 'declareIndependence'), PEOPLE.agency);
    expect(applyToCase(bare, declared).agency).toBeUndefined();
    const refused = eventOf(bare, decided(stepped(submitted(), 'proposeRefusal'), 'refuse'), PEOPLE.decider);
    expect(applyToCase(bare, refused).refusal).toBeUndefined();
    const supplied = eventOf(bare, decided(caseIn('CORRECTION'), 'supplyCorrection'));
    expect(applyToCase(bare, supplied).correction).toBeUndefined();
  });
});
