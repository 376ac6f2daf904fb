// SPDX-License-Identifier: Apache-2.0
import { applyToBeacon } from '../../../../chaincode/src/domain/draws/applyTurn';
import { decideTurnBeacon } from '../../../../chaincode/src/domain/draws/decideTurn';
import type { BeaconFacts } from '../../../../chaincode/src/domain/draws/decideTurn';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { beaconCommitment } from '../../../../chaincode/src/protocol/agencyDraw';
import { beaconCommands, BEACON_MEMORY } from '../../../../chaincode/src/protocol/schemas/beacon';
import type { BeaconRecord } from '../../../../chaincode/src/protocol/schemas/beacon';
import type { Person } from '../../../../chaincode/src/protocol/schemas/records';
import { beaconAt, beaconValue, turnAfter } from '../../../support/beacon';
import { FRIDAY_MORNING } from '../../../support/cases';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const founding = {
  kind: 'founding',
  schemaVersion: 1,
  uscc: PEOPLE.supervisor.uscc!,
  mspId: PEOPLE.supervisor.mspId,
  accreditationNumber: '示例职权-豫贵-001',
  endorsers: ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'],
} as const;
const facts = (record: BeaconRecord | undefined, actor: Person = PEOPLE.supervisor): BeaconFacts => ({
  actor,
  now: FRIDAY_MORNING,
  founding,
  record,
});
const turn = (body: object): Parameters<typeof decideTurnBeacon>[0] =>
  beaconCommands.turn.parse({ idempotencyKey: 'key-00000001', ...body });
const turned = (record: BeaconRecord | undefined, body: object): BeaconRecord => {
  const draft = decideTurnBeacon(turn(body), facts(record));
  const sealing = { actor: PEOPLE.supervisor, txId: 'b'.repeat(64), now: FRIDAY_MORNING, head: record };
  return applyToBeacon(record, sealEvent(draft, sealing));
};

describe('the beacon', () => {
  it('begins with a commitment and no value', () => {
    expect(turned(undefined, turnAfter(0))).toMatchObject({ round: 1, past: [], eventSeq: 1 });
    const refusal = refusalOf(() => decideTurnBeacon(turn(turnAfter(1)), facts(undefined)));
    expect([refusal.code, refusal.details]).toEqual(['BEACON_VALUE_WRONG', { round: 0 }]);
  });

  it('reveals the value that was committed to, and commits to the next', () => {
    const record = turned(turned(undefined, turnAfter(0)), turnAfter(1));
    expect(record).toMatchObject({ round: 2, commitment: beaconCommitment(beaconValue(2)), eventSeq: 2 });
    expect(record.past).toEqual([{ round: 1, value: beaconValue(1) }]);
  });

  it.each([
    ['another value', { ...turnAfter(1), value: beaconValue(9) }, 'BEACON_VALUE_WRONG'],
    ['no value and no word', { next: beaconCommitment(beaconValue(2)) }, 'BEACON_VALUE_WRONG'],
    [
      'the commitment that stands',
      { value: beaconValue(1), next: beaconCommitment(beaconValue(1)) },
      'BEACON_COMMITMENT_USED',
    ],
  ])('does not turn with %s', (_, body, code) => {
    expect(codeOf(() => decideTurnBeacon(turn(body), facts(beaconAt(1))))).toBe(code);
  });

  it('does not commit to a value that has been seen', () => {
    const body = { value: beaconValue(3), next: beaconCommitment(beaconValue(1)) };
    expect(codeOf(() => decideTurnBeacon(turn(body), facts(beaconAt(3))))).toBe('BEACON_COMMITMENT_USED');
  });

  it('may give a value up, which stays to be seen', () => {
    const record = turned(beaconAt(1), { givesUp: true, next: beaconCommitment(beaconValue(2)) });
    expect(record.past).toEqual([{ round: 1 }]);
    expect(turned(record, turnAfter(2)).past).toEqual([{ round: 1 }, { round: 2, value: beaconValue(2) }]);
  });

  it('is turned by the supervisor only, and never before its last turn', () => {
    for (const person of [PEOPLE.decider, PEOPLE.agency, PEOPLE.applicant]) {
      expect(codeOf(() => decideTurnBeacon(turn(turnAfter(1)), facts(beaconAt(1), person)))).toBe('ACCESS_DENIED');
    }
    const later = beaconAt(1, { lastEventAt: '2026-09-11T02:00:00.001Z' });
    expect(codeOf(() => decideTurnBeacon(turn(turnAfter(1)), facts(later)))).toBe('TIME_BEFORE_LAST_EVENT');
  });

  it('remembers so many rounds and no more', () => {
    const record = turned(beaconAt(BEACON_MEMORY + 5), turnAfter(BEACON_MEMORY + 5));
    expect(record.past).toHaveLength(BEACON_MEMORY);
    expect(record.past.at(-1)?.round).toBe(BEACON_MEMORY + 5);
  });
});
