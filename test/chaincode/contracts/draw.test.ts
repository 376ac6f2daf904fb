// SPDX-License-Identifier: Apache-2.0
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { agencyIndexKey, recordKey, rotationKey } from '../../../chaincode/src/ledger/keys';
import { recomputeDraw } from '../../../chaincode/src/protocol/agencyDraw';
import type { CaseRecord, CommandAnswer } from '../../../chaincode/src/protocol/schemas/records';
import { beaconValue, turnAfter } from '../../support/beacon';
import { ZHENGZHOU } from '../../support/filing';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const ENDORSERS = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
const AGENCIES = ['91410100DEM0FW419C', '91520100DEM0FW523B'];
const beaconKey = recordKey('beacon', 'agency-draw');
const kindOf = (key: string): string => key.split('\u0000')[1] ?? '';

let register: Register;
beforeEach(async () => {
  register = await aRegister();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const turn = (round: number): ReturnType<Register['send']> =>
  register.send('supervisor-officer-1', 'beacon:turn', turnAfter(round));
const requested = async (): Promise<string> => {
  const caseId = await register.caseIn('SUBSTANTIVE_REVIEW');
  await register.send('zhengzhou-decider-1', 'application:requestDraw', { caseId });
  return caseId;
};
const draw = (caseId: string, by = 'zhengzhou-decider-1'): ReturnType<Register['send']> =>
  register.send(by, 'application:drawAgency', { caseId });

describe('the beacon on the ledger', () => {
  it('given a founded register, when the supervisor turns it, then its record is in the supervisor’s custody', async () => {
    const { answer, writes, policies } = await turn(0);
    expect([...writes.keys()].map(kindOf)).toEqual(['beacon', 'idempotency']);
    expect([...policies]).toEqual([[beaconKey, custodyPolicy('SupervisorMSP', ENDORSERS)]]);
    expect(answer).toMatchObject({ round: 1, eventSeq: 1 });
    expect((await turn(1)).policies.size).toBe(0);
    expect(await register.ask('agency-expert-1', 'beacon:read', {})).toMatchObject({
      round: 2,
      past: [{ round: 1, value: beaconValue(1) }],
    });
  });

  it('is turned by nobody else', async () => {
    const work = register.send('zhengzhou-decider-1', 'beacon:turn', turnAfter(0));
    expect((await refused(work)).code).toBe('ACCESS_DENIED');
  });
});

describe('a draw on the ledger', () => {
  it('is among the agencies that the supervisor has approved', () => {
    expect(register.ledger.read(agencyIndexKey())).toEqual({ kind: 'agencyIndex', usccs: AGENCIES });
  });

  it('reads the beacon when it is asked for, so that a turn in between makes the request invalid', async () => {
    await turn(0);
    await requested();
    expect(register.ledger.outcomes.at(-1)!.reads).toContain(beaconKey);
  });

  it('answers and shows what is needed to do it again', async () => {
    await turn(0);
    const caseId = await requested();
    await turn(1);
    const { answer, writes } = await draw(caseId, 'zhengzhou-clock');
    expect([...writes.keys()].map(kindOf)).toEqual(['event', 'case', 'idempotency']);
    const record = register.ledger.read(recordKey('case', caseId)) as CaseRecord;
    const { uscc, method, draw: shown } = record.agency!;
    expect((answer as CommandAnswer).drawn).toEqual({ uscc, method, draw: shown });
    const { number, candidates, beacon, value } = shown!;
    expect([method, candidates]).toEqual(['DRAW', AGENCIES]);
    const again = recomputeDraw({ caseId, number, candidates, ...beacon!, value: value! });
    expect([again.isCommitted, again.order[0]]).toEqual([true, uscc]);
  });

  it('takes turns, noted in the registry’s custody, where there is no beacon', async () => {
    const first = await draw(await requested());
    expect([...first.policies]).toEqual([[rotationKey(ZHENGZHOU), custodyPolicy('ZhengzhouMSP', ENDORSERS)]]);
    const second = await draw(await requested());
    expect(second.policies.size).toBe(0);
    const third = await draw(await requested());
    const order = [first, second, third].map(({ answer }) => (answer as CommandAnswer).drawn?.uscc);
    expect(order).toEqual([...AGENCIES, AGENCIES[0]]);
  });
});
