// SPDX-License-Identifier: Apache-2.0
import { findings, type WrittenEvent } from './findings';
import { newHistory, outcomeOf, type Attempt, type History } from './history';

const answer = { caseId: 'c1', eventSeq: 1, eventHash: 'h1', transactionId: 't1', blockNumber: 7 };
const filed: WrittenEvent = {
  type: 'applicationSubmitted',
  recordId: 'c1',
  eventSeq: 1,
  eventHash: 'h1',
  transactionId: 't1',
  contentRoot: 'r1',
};
const accepted: WrittenEvent = {
  type: 'applicationAccepted',
  recordId: 'c1',
  eventSeq: 2,
  eventHash: 'h2',
  transactionId: 't2',
};
const told = (status: number, more: Partial<Attempt> = {}): Attempt => ({
  ...{ client: 'a', key: 'k1', command: 'submit', subject: 'r1', status, from: 0, to: 1 },
  ...(status === 201 && { answer }),
  ...more,
});
const after = (...attempts: Attempt[]): History => ({ ...newHistory(), attempts });
const onCase = { command: 'accept', subject: 'c1' };

describe('a history is sound', () => {
  it.each<[string, Attempt[], WrittenEvent[]]>([
    ['where what was acknowledged stands once', [told(201)], [filed]],
    ['where what was unknown turned out to be done', [told(202), told(0), told(201)], [filed]],
    ['where what was not done does not stand', [told(503)], []],
    ['where what was refused does not stand', [told(403)], []],
    [
      'where a second acceptance was refused',
      [
        told(201),
        told(200, { ...onCase, key: 'k2', answer: { ...answer, eventSeq: 2, eventHash: 'h2' } }),
        told(409, { ...onCase, key: 'k3' }),
      ],
      [filed, accepted],
    ],
  ])('%s', (_, attempts, events) => {
    expect(findings(after(...attempts), events)).toEqual([]);
  });
});

describe('a history betrays', () => {
  it.each<[string, Attempt[], WrittenEvent[], RegExp]>([
    ['a command that was acknowledged and is not there', [told(201)], [], /acknowledged and is lost/],
    ['a command that stands as something else', [told(201)], [{ ...filed, eventHash: 'x' }], /acknowledged as another/],
    [
      'a command that stands twice',
      [told(202), told(201)],
      [filed, { ...filed, recordId: 'c2', transactionId: 't2' }],
      /stands 2 times/,
    ],
    ['a refused command that stands', [told(403)], [filed], /REFUSED and stands/],
    ['a command that was not done and stands', [told(503)], [filed], /NOT_DONE and stands/],
    ['a command whose fate nobody told', [told(202), told(503)], [filed], /never resolved/],
    [
      'one acceptance that was acknowledged to two',
      [
        told(201),
        told(200, { ...onCase, key: 'k2', answer: { ...answer, eventSeq: 2, eventHash: 'h2' } }),
        told(200, { ...onCase, key: 'k3', answer: { ...answer, eventSeq: 2, eventHash: 'h2' } }),
      ],
      [filed, accepted],
      /to several/,
    ],
    [
      'a repeat that was answered otherwise',
      [told(201), told(201, { answer: { ...answer, caseId: 'c2' } })],
      [filed, { ...filed, recordId: 'c2', contentRoot: 'r2' }],
      /was told of/,
    ],
    ['a record with a gap', [told(201)], [filed, { ...accepted, eventSeq: 3 }], /has events 1,3/],
  ])('%s', (_, attempts, events, sentence) => {
    expect(findings(after(...attempts), events).join('; ')).toMatch(sentence);
  });

  it.each([
    ['a case that goes back', { eventSeq: 1, blockHeight: 9 }],
    ['a height that goes back', { eventSeq: 2, blockHeight: 7 }],
  ])('%s for one client', (_, later) => {
    const history = newHistory();
    history.sightings.push(
      { client: 'a', caseId: 'c1', eventSeq: 2, blockHeight: 8 },
      { client: 'a', caseId: 'c1', ...later },
    );
    expect(findings(history, []).join()).toMatch(/go back/);
    const [first, second] = history.sightings;
    history.sightings.splice(0, 2, first!, { ...second!, client: 'b' });
    expect(findings(history, [])).toEqual([]);
  });
});

it.each([
  [201, undefined, 'ACKNOWLEDGED'],
  [202, 'COMMIT_UNKNOWN', 'UNKNOWN'],
  [0, undefined, 'UNKNOWN'],
  [500, 'INTERNAL', 'UNKNOWN'],
  [503, 'LEDGER_UNAVAILABLE', 'NOT_DONE'],
  [409, 'COMMIT_FAILED', 'NOT_DONE'],
  [409, 'UNEXPECTED_STATE', 'REFUSED'],
])('%s %s means %s', (status, code, outcome) => {
  expect(outcomeOf({ status, code })).toBe(outcome);
});
