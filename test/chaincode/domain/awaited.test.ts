// SPDX-License-Identifier: Apache-2.0
import { awaitedWorkers } from '../../../chaincode/src/domain/awaited';
import { FINAL_STATES, LIFECYCLE } from '../../../chaincode/src/domain/lifecycle';
import { allowedCommands } from '../../../chaincode/src/domain/transition';
import type { CaseCommandName } from '../../../chaincode/src/protocol/schemas/commands';
import { CASE_STATES } from '../../../chaincode/src/protocol/schemas/caseStates';
import type { CaseRecord, CaseState, Person } from '../../../chaincode/src/protocol/schemas/records';
import { workerOf, workNamesOf } from '../../../chaincode/src/protocol/workers';
import { before, caseIn, stepped, submitted } from '../../support/cases';
import { PEOPLE } from '../../support/people';
import type { PersonName } from '../../support/people';

const CASES = {
  'has been filed': () => submitted(),
  'is to be refused': () => stepped(submitted(), 'proposeRefusal'),
  'is to be corrected': () => caseIn('CORRECTION'),
  'has been accepted': () => caseIn('ACCEPTED'),
  'is before its reviewer': () => caseIn('FORMAL_REVIEW'),
  'has lost its reviewer': () => stepped(caseIn('FORMAL_REVIEW'), 'recuseReviewer'),
  'lacks evidence': () => stepped(caseIn('FORMAL_REVIEW'), 'requestSupplement'),
  'needs an agency': () => before('assignAgency'),
  'waits for a draw': () => stepped(before('assignAgency'), 'requestDraw'),
  'has an agency': () => before('declareIndependence'),
  'is before its agency': () => before('submitOpinion'),
  'has been reviewed': () => caseIn('REVIEWED'),
  'is published': () => caseIn('NOTICE'),
  'is objected to': () => stepped(caseIn('NOTICE'), 'raiseObjection'),
  'is objected to, and has replied': () => stepped(stepped(caseIn('NOTICE'), 'raiseObjection'), 'replyToObjection'),
  'is to be amended': () => caseIn('AMENDMENT'),
  'is ready': () => caseIn('READY'),
  'is registered': () => caseIn('REGISTERED'),
} as const satisfies Record<string, () => CaseRecord>;
type Case = keyof typeof CASES;

/** Of all people, those whose list of work holds the case. */
const awaitedPeople = (record: CaseRecord): PersonName[] => {
  const awaited = awaitedWorkers(record);
  const isAwaited = (person: Person): boolean => workNamesOf(person).some((name) => awaited.includes(name));
  return (Object.keys(PEOPLE) as PersonName[]).filter((name) => isAwaited(PEOPLE[name]));
};

describe('whom a case waits for', () => {
  it.each<readonly [Case, readonly PersonName[]]>([
    ['has been filed', ['acceptance']],
    ['is to be refused', ['acceptance', 'decider', 'otherDecider']],
    ['is to be corrected', ['applicant']],
    ['has been accepted', ['decider', 'otherDecider']],
    ['is before its reviewer', ['reviewer']],
    ['has lost its reviewer', ['decider', 'otherDecider']],
    ['lacks evidence', ['applicant']],
    ['needs an agency', ['decider', 'otherDecider']],
    ['waits for a draw', ['decider', 'otherDecider']],
    ['has an agency', ['agency']],
    ['is before its agency', ['agency']],
    ['has been reviewed', ['decider', 'otherDecider']],
    ['is published', []],
    ['is objected to', ['applicant', 'decider', 'otherDecider']],
    ['is objected to, and has replied', ['decider', 'otherDecider']],
    ['is to be amended', ['applicant']],
    ['is ready', ['decider', 'otherDecider']],
    ['is registered', []],
  ])('that %s: %j', (name, expected) => {
    expect(awaitedPeople(CASES[name]())).toEqual(expected);
  });

  it.each(Object.keys(CASES) as Case[])('that %s is somebody whom the table lets go on', (name) => {
    const record = CASES[name]();
    for (const person of awaitedPeople(record)) {
      const voluntary: readonly CaseCommandName[] = ['withdraw', 'extendReview', 'reassignReviewer', 'relieveAgency'];
      const allowed = allowedCommands(record, PEOPLE[person], Date.parse(record.lastEventAt));
      expect(allowed.filter((command) => !voluntary.includes(command))).not.toEqual([]);
    }
  });

  it('that has an agent, are the applicants and the agent', () => {
    const record = caseIn('CORRECTION');
    const agent = { name: '郑州示例登记代理事务所', uscc: PEOPLE.agent.uscc ?? '' };
    const filing = { ...record.filing, agent } as CaseRecord['filing'];
    expect(awaitedPeople({ ...record, filing })).toEqual(['applicant', 'agent']);
  });

  it('that a natural person files, is the key that filed it', () => {
    const record = caseIn('CORRECTION');
    const sealed = { commitment: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } };
    const [applicant] = record.filing.applicants;
    const person = { ...record, filing: { ...record.filing, applicants: [{ ...applicant!, idNumber: sealed }] } };
    const { role, identityKey } = PEOPLE.applicant;
    expect(awaitedWorkers(person as CaseRecord)).toEqual(workNamesOf({ role, identityKey }));
  });

  it('is the whole agency until one of its experts has declared to be independent', () => {
    const { uscc, staffNo } = PEOPLE.agency;
    expect(awaitedWorkers(CASES['has an agency']())).toEqual([workerOf(uscc!, 'agency')]);
    expect(awaitedWorkers(CASES['is before its agency']())).toEqual([workerOf(uscc!, 'agency', staffNo)]);
  });

  it('is nobody only where time must pass or all is over', () => {
    const states = CASE_STATES.filter((state) => !FINAL_STATES.includes(state));
    const isTimed = (state: CaseState): boolean =>
      LIFECYCLE.some((row) => row.from === state && row.relation === 'ANYONE' && row.to !== state);
    const idle = states.filter((state) => awaitedPeople(caseIn(state)).length === 0);
    expect(idle.map((state) => [state, isTimed(state)])).toEqual([['NOTICE', true]]);
  });
});

describe('the names of work', () => {
  it('are none for those who belong to no institution', () => {
    const { role, identityKey } = PEOPLE.supervisor;
    expect(workNamesOf({ role, identityKey })).toEqual([]);
  });

  it('are those of the role alone for staff without a number', () => {
    const { role, uscc, identityKey } = PEOPLE.decider;
    expect(workNamesOf({ role, uscc, identityKey })).toEqual([workerOf(uscc!, 'decider')]);
  });
});
