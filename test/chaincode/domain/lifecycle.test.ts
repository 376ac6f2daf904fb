// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StepCommandName } from '../../../chaincode/src/domain/applications/decide';
import { FINAL_STATES, LIFECYCLE } from '../../../chaincode/src/domain/lifecycle';
import type { Row } from '../../../chaincode/src/domain/lifecycle';
import { allowedCommands, statesFor, transition } from '../../../chaincode/src/domain/transition';
import { RegistryError } from '../../../chaincode/src/protocol/errors';
import { CASE_COMMANDS } from '../../../chaincode/src/protocol/schemas/commands';
import { ARTICLES } from '../../../chaincode/src/protocol/schemas/profile';
import { CASE_STATES } from '../../../chaincode/src/protocol/schemas/records';
import { TIME_RULES } from '../../../chaincode/src/protocol/schemas/timeRules';
import type { CaseState } from '../../../chaincode/src/protocol/schemas/records';
import { before, caseIn, COMMANDS, decided, NOTICE_OVER, stepped, submitted } from '../../support/cases';
import { diagramIn, lifecycleDiagram, withDiagram } from '../../support/lifecycleDiagram';
import { PEOPLE } from '../../support/people';
import type { PersonName } from '../../support/people';

const steps = Object.keys(COMMANDS) as StepCommandName[];
const people = Object.keys(PEOPLE) as PersonName[];

/** Who may do what in which state. Everything that is not here is refused. */
const ALLOWED: Readonly<Record<CaseState, Partial<Record<PersonName, readonly StepCommandName[]>>>> = {
  SUBMITTED: { acceptance: ['requestCorrection', 'proposeRefusal', 'accept'], applicant: ['withdraw'] },
  CORRECTION: { applicant: ['supplyCorrection', 'withdraw'] },
  LAPSED: {},
  NOT_ACCEPTED: {},
  ACCEPTED: { decider: ['assignReviewer'], otherDecider: ['assignReviewer'], applicant: ['withdraw'] },
  FORMAL_REVIEW: {
    reviewer: ['recuseReviewer', 'passFormalReview', 'failFormalReview', 'requestSupplement'],
    decider: ['reassignReviewer', 'extendReview'],
    otherDecider: ['reassignReviewer', 'extendReview'],
    applicant: ['withdraw'],
  },
  SUPPLEMENT: {
    reviewer: ['recuseReviewer'],
    decider: ['reassignReviewer'],
    otherDecider: ['reassignReviewer'],
    applicant: ['supplySupplement', 'withdraw'],
  },
  SUBSTANTIVE_REVIEW: {
    reviewer: ['recuseReviewer'],
    decider: ['reassignReviewer', 'assignAgency', 'requestDraw', 'extendReview'],
    otherDecider: ['reassignReviewer', 'assignAgency', 'requestDraw', 'extendReview'],
    applicant: ['withdraw'],
  },
  TERMINATED: {},
  REVIEWED: {
    reviewer: ['recuseReviewer'],
    decider: ['reassignReviewer', 'relieveAgency', 'reject', 'extendReview', 'publishNotice'],
    otherDecider: ['reassignReviewer', 'relieveAgency', 'reject', 'extendReview', 'publishNotice'],
    supervisor: ['relieveAgency'],
    otherSupervisor: ['relieveAgency'],
    applicant: ['withdraw'],
  },
  REJECTED: {},
  NOTICE: Object.fromEntries(people.map((name) => [name, ['closeNotice'] as const])),
  NOTICE_OBJECTED: {
    otherApplicant: ['raiseObjection', 'withdrawObjection'],
    applicant: ['replyToObjection', 'withdraw'],
    decider: ['decideObjection'],
    otherDecider: ['decideObjection'],
  },
  AMENDMENT: { applicant: ['supplyAmendment', 'withdraw'] },
  READY: { decider: ['grant', 'reject'], otherDecider: ['grant', 'reject'] },
  REGISTERED: {},
  WITHDRAWN: {},
};

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'DECIDED';
  } catch (error) {
    if (error instanceof RegistryError) return error.code;
    throw error;
  }
};

/** With these a step is refused that another time or a first half would have let through. */
const CONDITIONS = [
  'REFUSAL_NOT_PROPOSED',
  'PERIOD_STILL_RUNNING',
  'WITHDRAWAL_TOO_LATE',
  'SUPPLEMENT_NOT_MISSED',
  'AGENCY_NOT_ASSIGNED',
  'REVIEWER_ALREADY_ASSIGNED',
  'DEADLINE_NOT_PROVISIONAL',
  'DRAW_NOT_REQUESTED',
  'OBJECTION_TOO_LATE',
  'OBJECTOR_IS_PARTY',
  'OBJECTION_OPEN',
];

describe('the procedure, role by state by command', () => {
  const at = NOTICE_OVER + 60_000;
  const timeIn = (state: CaseState): number | undefined =>
    ['NOTICE', 'READY', 'REGISTERED'].includes(state) ? at : undefined;

  it.each(CASE_STATES)('admits in %s what the table names, and nothing else', (state) => {
    const record = caseIn(state);
    const outcomes = people.flatMap((name) =>
      steps.map((command) => {
        const time = timeIn(state);
        const options = { by: PEOPLE[name], ...(time !== undefined && { at: time }) };
        return [`${name} ${command}`, codeOf(() => decided(record, command, options))] as const;
      }),
    );
    const admitted = outcomes.filter(([, code]) => code === 'DECIDED').map(([step]) => step);
    const expected = people.flatMap((name) => (ALLOWED[state][name] ?? []).map((command) => `${name} ${command}`));
    expect(admitted.sort()).toEqual(expected.sort());
    const others = new Set(outcomes.filter(([, code]) => code !== 'DECIDED').map(([, code]) => code));
    const expectedCodes = ['ACCESS_DENIED', 'UNEXPECTED_STATE', ...CONDITIONS];
    expect([...others].filter((code) => !expectedCodes.includes(code))).toEqual([]);
  });

  it.each(CASE_STATES)('tells everybody in %s the same in advance', (state) => {
    const record = caseIn(state);
    const now = timeIn(state) ?? Date.parse(record.lastEventAt) + 60_000;
    for (const name of people) {
      expect([name, ...allowedCommands(record, PEOPLE[name], now)]).toEqual([name, ...(ALLOWED[state][name] ?? [])]);
    }
  });

  it.each(Object.entries(TIME_RULES))('lets anybody in %s say %s once its deadline has passed', (state, command) => {
    const record = caseIn(state as CaseState);
    const passed = Date.parse(record.deadline!.at!);
    for (const name of people) {
      expect(allowedCommands(record, PEOPLE[name], passed - 1)).not.toContain(command);
      expect([name, allowedCommands(record, PEOPLE[name], passed)]).toEqual([
        name,
        expect.arrayContaining([command]) as unknown,
      ]);
      const drafts = decided(record, command, { by: PEOPLE[name], at: passed });
      expect(drafts.filter(({ recordType }) => recordType === 'case')).toHaveLength(1);
    }
  });

  it('lets the decider refuse once acceptance has proposed it', () => {
    const record = stepped(submitted(), 'proposeRefusal');
    expect(allowedCommands(record, PEOPLE.decider, Date.parse(record.lastEventAt))).toEqual(['refuse']);
    expect(allowedCommands(record, PEOPLE.acceptance, Date.parse(record.lastEventAt))).toContain('accept');
  });

  it('gives the assigned agency its two steps one after the other', () => {
    const assigned = before('declareIndependence');
    const declared = before('submitOpinion');
    expect(allowedCommands(assigned, PEOPLE.agency, Date.parse(assigned.lastEventAt))).toEqual([
      'declareIndependence',
      'recuse',
    ]);
    expect(allowedCommands(declared, PEOPLE.agency, Date.parse(declared.lastEventAt))).toEqual([
      'recuse',
      'submitOpinion',
      'requestSupplement',
    ]);
    expect(allowedCommands(declared, PEOPLE.otherAgency, Date.parse(declared.lastEventAt))).toEqual([]);
  });
});

describe('the lifecycle as a graph', () => {
  const reachable = (): Set<string> => {
    const seen = new Set<string>(['NONE']);
    for (let size = 0; size !== seen.size;) {
      size = seen.size;
      for (const row of LIFECYCLE) if (seen.has(row.from)) seen.add(row.to);
    }
    return seen;
  };

  it('reaches every state', () => {
    expect(CASE_STATES.filter((state) => !reachable().has(state))).toEqual([]);
  });

  it('has an exit from every state that is not final, and none from a final one', () => {
    const hasExit = (state: CaseState): boolean => LIFECYCLE.some((row) => row.from === state && row.to !== state);
    expect(CASE_STATES.filter((state) => hasExit(state) === FINAL_STATES.includes(state))).toEqual([]);
  });

  it('leads from every state to a final one', () => {
    const ends = new Set<string>(FINAL_STATES);
    for (let size = 0; size !== ends.size;) {
      size = ends.size;
      for (const row of LIFECYCLE) if (ends.has(row.to)) ends.add(row.from);
    }
    expect(CASE_STATES.filter((state) => !ends.has(state))).toEqual([]);
  });

  it('has a row for every command, and an article for every row', () => {
    expect([...new Set(LIFECYCLE.map((row) => row.command))].sort()).toEqual([...CASE_COMMANDS].sort());
    expect([...new Set(LIFECYCLE.map((row) => row.article))].sort()).toEqual([...ARTICLES].sort());
  });

  it('is never of two minds: a command in a state is one row, or two that the profile tells apart', () => {
    const names = LIFECYCLE.map((row) => `${row.from} ${row.command} ${row.branch ?? ''}`);
    const isAlone = (row: Row): boolean =>
      row.branch !== undefined ||
      LIFECYCLE.filter((other) => other.from === row.from && other.command === row.command).length === 1;
    const ambiguous = LIFECYCLE.filter((row, index) => names.indexOf(names[index]!) !== index || !isAlone(row));
    expect(ambiguous).toEqual([]);
  });

  it('has an outcome for every deadline that can run in a state, and for no other', () => {
    const opening = CASE_STATES.filter((state) => caseIn(state).deadline !== undefined);
    expect(Object.keys(TIME_RULES).sort()).toEqual([...opening].sort());
    const isOutcome = (row: Row): boolean => row.relation === 'ANYONE' && row.command !== 'recomputeDeadline';
    const rules = LIFECYCLE.filter(isOutcome).map((row) => [row.from, row.command]);
    expect(Object.fromEntries(rules)).toEqual(TIME_RULES);
  });

  it('opens a deadline only where none runs, or closes that one with it', () => {
    const running: Partial<Record<string, string>> = {
      SUBMITTED: 'ACCEPTANCE',
      CORRECTION: 'CORRECTION',
      ACCEPTED: 'REVIEW',
      FORMAL_REVIEW: 'REVIEW',
      SUPPLEMENT: 'SUPPLEMENT',
      SUBSTANTIVE_REVIEW: 'REVIEW',
      REVIEWED: 'REVIEW',
      NOTICE: 'NOTICE',
      NOTICE_OBJECTED: 'OBJECTION',
      AMENDMENT: 'AMENDMENT',
    };
    for (const row of LIFECYCLE.filter((one) => one.from !== one.to)) {
      const after = row.opens ?? (row.closes === undefined ? running[row.from] : undefined);
      expect([row.command, row.closes ?? running[row.from]]).toEqual([row.command, running[row.from]]);
      expect([row.command, after]).toEqual([row.command, running[row.to]]);
    }
  });

  it('finds no row for a command in a state that has none', () => {
    expect(transition('REGISTERED', 'grant')).toBeUndefined();
    expect(transition('FORMAL_REVIEW', 'passFormalReview')?.row).toBe(13);
    expect(transition('FORMAL_REVIEW', 'passFormalReview', ['NO_AGENCY_REVIEW'])?.to).toBe('REVIEWED');
    expect(statesFor('grant')).toEqual(['READY']);
  });
});

describe('any sequence of commands', () => {
  it('keeps the case in a state of the table, and its events in one chain', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 25 }), (commands) => {
        let record = submitted();
        for (const name of commands) {
          const isOver = record.state === 'NOTICE' && name === 'closeNotice';
          try {
            const after = stepped(record, name, isOver ? { at: NOTICE_OVER } : {});
            expect(after.eventSeq).toBe(record.eventSeq + 1);
            expect(after.lastEventHash).not.toBe(record.lastEventHash);
            expect(
              LIFECYCLE.some((row) => row.from === record.state && row.command === name && row.to === after.state),
            ).toBe(true);
            record = after;
          } catch (error) {
            if (!(error instanceof RegistryError)) throw error;
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the diagram of the procedure', () => {
  it('names every step', () => {
    for (const command of CASE_COMMANDS) expect(lifecycleDiagram()).toContain(` : ${command}`);
  });

  it('is the one that the README shows', () => {
    const readme = join(__dirname, '..', '..', '..', 'README.md');
    // With UPDATE_README=1 the test writes what it otherwise demands.
    if (process.env['UPDATE_README'] === '1') writeFileSync(readme, withDiagram(readFileSync(readme, 'utf8')));
    const shown = diagramIn(readFileSync(readme, 'utf8'));
    expect(shown).toBe(lifecycleDiagram());
    expect(diagramIn('no markers')).toBeUndefined();
  });
});
