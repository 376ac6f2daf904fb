// SPDX-License-Identifier: Apache-2.0
import { applyEndorsers } from '../../../chaincode/src/domain/institutions/applyEndorsers';
import {
  decideAdoptEndorsers,
  decideApproveEndorser,
  decideProposeEndorser,
  type EndorserFacts,
} from '../../../chaincode/src/domain/institutions/endorsers';
import { sealEvent } from '../../../chaincode/src/ledger/sealEvents';
import type { EventDraft } from '../../../chaincode/src/protocol/schemas/events';
import type { FoundingRecord, InstitutionRecord, Person } from '../../../chaincode/src/protocol/schemas/records';
import { institutionNamed } from '../../support/cases';
import { ZHENGZHOU } from '../../support/filing';
import { PEOPLE } from '../../support/people';
import { codeOf, refusalOf } from '../../support/refusal';

const NOW = Date.parse('2026-09-01T02:00:00.000Z');
const idempotencyKey = 'key-00000001';
const mspId = 'LuoyangMSP';
const endorsers = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
const supervisor = institutionNamed(PEOPLE.supervisor.uscc!);

const founding: FoundingRecord = {
  kind: 'founding',
  schemaVersion: 1,
  uscc: supervisor.uscc,
  mspId: supervisor.mspId,
  accreditationNumber: supervisor.accreditation.number,
  endorsers,
};
const recordOf = (uscc: string, lastEventAt = '2026-08-01T00:00:00.000Z'): InstitutionRecord => ({
  kind: 'institution',
  schemaVersion: 1,
  institution: institutionNamed(uscc),
  hash: 'a'.repeat(64),
  approval: 'APPROVED',
  proposedBy: PEOPLE.supervisor,
  status: 'ACTIVE',
  endorsers,
  eventSeq: 2,
  lastEventHash: 'b'.repeat(64),
  lastEventAt,
});
const facts = (actor: Person, more: Partial<EndorserFacts> = {}): EndorserFacts => ({
  actor,
  now: NOW,
  founding,
  record: recordOf(supervisor.uscc),
  seat: undefined,
  ...more,
});
const seat = { kind: 'endorser', mspId, proposedBy: PEOPLE.supervisor } as const;
const propose = (given: EndorserFacts): unknown => decideProposeEndorser({ idempotencyKey, mspId }, given);
const approve = (given: EndorserFacts): EventDraft<'endorserApproved'> =>
  decideApproveEndorser({ idempotencyKey, mspId }, given);
const adopt = (given: EndorserFacts): EventDraft<'endorsersAdopted'> =>
  decideAdoptEndorsers({ idempotencyKey, uscc: ZHENGZHOU }, given);
const at = (actor: Person, head: InstitutionRecord): Parameters<typeof sealEvent>[1] => ({
  ...facts(actor),
  txId: 'f'.repeat(64),
  head,
});

describe('an endorser', () => {
  it('is proposed on the supervisor’s own record, which changes in nothing else yet', () => {
    const head = recordOf(supervisor.uscc);
    const draft = decideProposeEndorser({ idempotencyKey, mspId }, facts(PEOPLE.supervisor));
    const event = sealEvent(draft, at(PEOPLE.supervisor, head));
    expect(applyEndorsers(head, event)).toEqual({
      ...head,
      eventSeq: 3,
      lastEventHash: event.eventHash,
      lastEventAt: event.txTime,
    });
  });

  it('stands on the list once another officer has approved it', () => {
    const head = recordOf(supervisor.uscc);
    const event = sealEvent(approve(facts(PEOPLE.otherSupervisor, { seat })), at(PEOPLE.otherSupervisor, head));
    expect(applyEndorsers(head, event).endorsers).toEqual([...endorsers, mspId]);
  });

  it.each<[string, (given: EndorserFacts) => unknown, EndorserFacts, string]>([
    ['proposed by a registry', propose, facts(PEOPLE.decider), 'ACCESS_DENIED'],
    ['approved by a registry', approve, facts(PEOPLE.decider, { seat }), 'ACCESS_DENIED'],
    [
      'proposed before the founding',
      propose,
      facts(PEOPLE.supervisor, { founding: undefined }),
      'REGISTER_NOT_FOUNDED',
    ],
    [
      'proposed where it endorses already',
      propose,
      facts(PEOPLE.supervisor, { founding: { ...founding, endorsers: [...endorsers, mspId] } }),
      'ALREADY_APPROVED',
    ],
    [
      'approved where it endorses already',
      approve,
      facts(PEOPLE.otherSupervisor, { seat, founding: { ...founding, endorsers: [...endorsers, mspId] } }),
      'ALREADY_APPROVED',
    ],
    ['approved without a proposal', approve, facts(PEOPLE.otherSupervisor), 'NOT_FOUND'],
    ['approved by whoever proposed it', approve, facts(PEOPLE.supervisor, { seat }), 'DUTIES_NOT_SEPARATED'],
    [
      'proposed before the last event',
      propose,
      facts(PEOPLE.supervisor, { record: recordOf(supervisor.uscc, '2026-09-02T00:00:00.000Z') }),
      'TIME_BEFORE_LAST_EVENT',
    ],
  ])('is not %s', (_, work, given, code) => {
    expect(codeOf(() => work(given))).toBe(code);
  });
});

describe('an institution that was accredited earlier', () => {
  const grown = { ...founding, endorsers: [...endorsers, mspId] };
  const record = recordOf(ZHENGZHOU);

  it('adopts the list as it now is', () => {
    const draft = adopt(facts(PEOPLE.supervisor, { founding: grown, record }));
    const event = sealEvent(draft, at(PEOPLE.supervisor, record));
    expect(applyEndorsers(record, event)).toMatchObject({ endorsers: grown.endorsers, eventSeq: 3 });
  });

  it('has nothing to adopt where it has the list, and is none where it was never accredited', () => {
    expect(codeOf(() => adopt(facts(PEOPLE.supervisor, { record })))).toBe('ALREADY_APPROVED');
    const missing = refusalOf(() => adopt(facts(PEOPLE.supervisor, { founding: grown, record: undefined })));
    expect(missing).toMatchObject({ code: 'NOT_FOUND', details: { recordId: ZHENGZHOU } });
  });

  it('is not made up when replayed either', () => {
    const draft = adopt(facts(PEOPLE.supervisor, { founding: grown, record }));
    const event = sealEvent(draft, at(PEOPLE.supervisor, record));
    expect(codeOf(() => applyEndorsers(undefined, event))).toBe('NOT_FOUND');
  });
});
