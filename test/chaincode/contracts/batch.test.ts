// SPDX-License-Identifier: Apache-2.0
import { contentKey, recordKey, serialKey } from '../../../chaincode/src/ledger/keys';
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { utf8 } from '../../../chaincode/src/protocol/bytes';
import type { JsonInput } from '../../../chaincode/src/protocol/canonicalJson';
import { sha256Hex } from '../../../chaincode/src/protocol/digest';
import { BATCH_RUN, MAX_BATCH_BYTES, MAX_BATCH_SIZE } from '../../../chaincode/src/protocol/schemas/batch';
import type { BatchFilingAnswer, BatchGrantAnswer } from '../../../chaincode/src/protocol/schemas/batch';
import type { DomainEvent } from '../../../chaincode/src/protocol/schemas/events';
import type { CaseRecord, CommandAnswer } from '../../../chaincode/src/protocol/schemas/records';
import type { Outcome } from '../../support/memoryLedger';
import { aFiling } from '../../support/filing';
import { refused } from '../../support/refused';
import { aRegister, FRIDAY } from '../../support/register';
import type { Register } from '../../support/register';

const APPLICANT = 'zhengzhou-applicant-1';
const DECIDER = 'zhengzhou-decider-2';
const policy = custodyPolicy('ZhengzhouMSP', ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP']);
const kindOf = (key: string): string => key.split('\u0000')[1] ?? '';
const filing = aFiling();
/** A filing under a name, of a content of its own. */
const named = (dataName: string): typeof filing => {
  const content = { ...filing.product.content, sha256Root: sha256Hex(utf8(dataName)) };
  return { ...filing, product: { ...filing.product, dataName, content } };
};
const eventsOf = ({ event }: Outcome): DomainEvent[] => (event?.payload as { events: DomainEvent[] }).events;

let register: Register;
beforeEach(async () => {
  register = await aRegister();
});
afterEach(() => {
  jest.restoreAllMocks();
});

type Line = { readonly line: number; readonly filing: JsonInput };
const lines = (...filings: JsonInput[]): Line[] => filings.map((one, index) => ({ line: index + 1, filing: one }));
const fileBatch = (batch: JsonInput, idempotencyKey = 'batch-0001', user = APPLICANT): Promise<Outcome> =>
  register.send(user, 'application:submitBatch', { lines: batch, idempotencyKey });
const resultsOf = ({ answer }: Outcome): BatchFilingAnswer['results'] => (answer as BatchFilingAnswer).results;
const answersOf = (outcome: Outcome): CommandAnswer[] =>
  resultsOf(outcome).flatMap((result) => ('answer' in result ? [result.answer] : []));
const codesOf = (results: readonly object[]): unknown[] =>
  results.map((result) => ('refusal' in result ? (result.refusal as { code: string }).code : 'ok'));

describe('filing a batch', () => {
  it('compares its lines with each other: two of one content are flagged', async () => {
    const caseIds = answersOf(await fileBatch(lines(filing, filing))).map(({ caseId }) => caseId);
    const [first, second] = caseIds.map((caseId) => register.ledger.read(recordKey('case', caseId)) as CaseRecord);
    expect(first).not.toHaveProperty('claims');
    expect(second!.claims?.flags).toMatchObject([{ kind: 'SAME_HOLDER_AGAIN', caseId: caseIds[0] }]);
    expect(register.ledger.read(contentKey(filing.product.content.sha256Root))).toEqual({ kind: 'content', caseIds });
  });

  it('given a founded register, when three lines come, then each is a case of its own, in custody, with event and answer', async () => {
    const outcome = await fileBatch(lines(named('甲数据集'), named('乙数据集'), named('丙数据集')));
    const caseIds = answersOf(outcome).map(({ caseId }) => caseId);
    expect(new Set(caseIds).size).toBe(3);
    expect([...outcome.writes.keys()].map(kindOf)).toEqual([
      ...[1, 2, 3].flatMap(() => ['case', 'content']),
      'idempotency',
    ]);
    expect([...outcome.policies]).toEqual(caseIds.map((caseId) => [recordKey('case', caseId), policy]));
    const recordOf = (caseId: string): CaseRecord => register.ledger.read(recordKey('case', caseId)) as CaseRecord;
    expect(eventsOf(outcome).map(({ recordId, eventHash }) => [recordId, eventHash])).toEqual(
      caseIds.map((caseId) => [caseId, recordOf(caseId).lastEventHash]),
    );
    expect(caseIds.map((caseId) => register.ledger.read(recordKey('case', caseId)))).toMatchObject(
      ['甲数据集', '乙数据集', '丙数据集'].map((dataName) => ({
        state: 'SUBMITTED',
        filing: { product: { dataName } },
      })),
    );
  });

  it('leaves each case as a single submission leaves it, but for what names the transaction and the line', async () => {
    const single = await register.send(APPLICANT, 'application:submit', { filing });
    register.now -= 60_000;
    const batch = await fileBatch(lines(filing));
    const recordOf = (caseId: string): object => ({
      ...(register.ledger.read(recordKey('case', caseId)) as object),
      // That the same data are filed twice is told of the second alone.
      ...{ caseId: '', receiptNo: '', lastEventHash: '', claims: {} },
    });
    const [filed] = answersOf(batch);
    expect(recordOf(filed!.caseId)).toEqual(recordOf((single.answer as CommandAnswer).caseId));
  });

  it('reads rule profile, calendar and registry once for the whole batch', async () => {
    const { reads } = await fileBatch(lines(...Array.from({ length: 50 }, (_, index) => named(`数据集${index}`))));
    const ofLines = ['idempotency', 'case', 'content'];
    const shared = reads.map(kindOf).filter((kind) => !ofLines.includes(kind));
    expect(shared).toEqual(['profile', 'calendar', 'institution']);
  });

  it('files the good lines around a bad one, which says what is wrong with it as a single submission would', async () => {
    const wrong = { ...filing, product: { ...filing.product, dataName: '', more: 1 } };
    const core = { ...filing, product: { ...filing.product, classification: { category: '地理', level: 'CORE' } } };
    const outcome = await fileBatch(lines(named('甲数据集'), wrong, core, 'nonsense', named('乙数据集')));
    expect(codesOf(resultsOf(outcome))).toEqual([
      'ok',
      'VALIDATION_FAILED',
      'CORE_DATA_REFUSED',
      'VALIDATION_FAILED',
      'ok',
    ]);
    const single = await refused(register.send(APPLICANT, 'application:submit', { filing: core }));
    expect(resultsOf(outcome)[2]).toEqual({ line: 3, refusal: { code: single.code, details: single.details } });
    expect(JSON.stringify(resultsOf(outcome)[1])).toContain('"path":"/product/more"');
    expect(outcome.writes.size).toBe(5);
    expect(eventsOf(outcome)).toHaveLength(2);
  });

  it('answers a line that comes again as it did then, whatever comes with it, and files nothing twice', async () => {
    const first = await fileBatch(lines(named('甲数据集'), named('乙数据集')));
    const again = await fileBatch([
      { line: 2, filing: named('乙数据集') },
      { line: 3, filing: named('丙数据集') },
    ]);
    expect(resultsOf(again)[0]).toEqual(resultsOf(first)[1]);
    expect([...again.writes.keys()].map(kindOf)).toEqual(['case', 'content', 'idempotency']);
    const whole = await fileBatch(lines(named('甲数据集'), named('乙数据集'), named('丙数据集')));
    expect(resultsOf(whole)).toEqual([...resultsOf(first), resultsOf(again)[1]]);
    expect([whole.writes.size, whole.event]).toEqual([0, undefined]);
  });

  it('remembers the lines of a run together, whichever transaction they came in', async () => {
    const runOf = (from: number): Line[] =>
      Array.from({ length: BATCH_RUN }, (_, index) => ({ line: from + index, filing: named(`数据集${from + index}`) }));
    const memories = ({ writes, reads }: Outcome): number[] =>
      [[...writes.keys()], reads].map((keys) => keys.filter((key) => kindOf(key) === 'idempotency').length);
    const first = await fileBatch(runOf(11));
    expect(memories(first)).toEqual([2, 2]);
    const rest = await fileBatch([...runOf(1).slice(0, 10), ...runOf(31).slice(0, 10)]);
    expect(memories(rest)).toEqual([2, 2]);
    const whole = await fileBatch([...runOf(1), ...runOf(21)]);
    expect([whole.writes.size, memories(whole)]).toEqual([0, [0, 2]]);
    expect(resultsOf(whole)).toHaveLength(2 * BATCH_RUN);
    expect(resultsOf(whole).slice(10, 30)).toEqual(resultsOf(first));
  });

  it('refuses another filing under the same line alone, and takes the same line of another batch or person', async () => {
    await fileBatch(lines(named('甲数据集')));
    const changed = await fileBatch(lines(named('乙数据集'), named('丙数据集')));
    expect(codesOf(resultsOf(changed))).toEqual(['IDEMPOTENCY_KEY_REUSED', 'ok']);
    const other = await fileBatch(lines(named('乙数据集')), 'batch-0002');
    expect(codesOf(resultsOf(other))).toEqual(['ok']);
    const single = await register.send(APPLICANT, 'application:submit', { idempotencyKey: 'batch-0001', filing });
    expect(single.answer).toMatchObject({ state: 'SUBMITTED' });
  });

  it('is refused line by line to those who may not file', async () => {
    const outcome = await fileBatch(lines(filing, filing), 'batch-0001', DECIDER);
    expect(codesOf(resultsOf(outcome))).toEqual(['ACCESS_DENIED', 'ACCESS_DENIED']);
    expect(outcome.writes.size).toBe(0);
  });

  it.each<[string, JsonInput]>([
    ['no line', []],
    ['more lines than one transaction takes', lines(...Array.from({ length: MAX_BATCH_SIZE + 1 }, () => 1))],
    ['a line twice', [...lines(1), ...lines(1)]],
    ['lines out of order', [...lines(1, 2)].reverse()],
    ['line 0', [{ line: 0, filing: 1 }]],
    ['a line beyond the last', [{ line: 10_001, filing: 1 }]],
    ['a line with more than its filing', [{ line: 1, filing: 1, more: 1 }]],
  ])('is refused as a whole with %s', async (_, batch) => {
    expect((await refused(fileBatch(batch))).code).toBe('VALIDATION_FAILED');
  });

  it('is refused as a whole when it is larger than a transaction may be', async () => {
    const refusal = await refused(fileBatch(lines('x'.repeat(MAX_BATCH_BYTES))));
    expect(refusal).toMatchObject({ code: 'INVALID_JSON', details: { maxBytes: MAX_BATCH_BYTES } });
  });
});

describe('granting a batch', () => {
  const grantBatch = (caseIds: readonly string[], user = DECIDER, key = 'grant-0001'): Promise<Outcome> =>
    register.send(user, 'application:grantBatch', { caseIds, idempotencyKey: key });
  const granted = ({ answer }: Outcome): unknown[] =>
    (answer as BatchGrantAnswer).results.map((result) =>
      'answer' in result ? result.answer.certificateNumber : result.refusal.code,
    );

  const ready = async (count: number): Promise<string[]> => {
    const caseIds: string[] = [];
    for (let index = 0; index < count; index += 1) {
      register.now = FRIDAY;
      caseIds.push(await register.caseIn('READY'));
    }
    return caseIds;
  };

  it('given ready cases, when they are granted together, then they take a run of serials in one write', async () => {
    const caseIds = await ready(3);
    const outcome = await grantBatch(caseIds);
    const numbers = ['SJ4112026090001', 'SJ4112026090002', 'SJ4112026090003'];
    expect(granted(outcome)).toEqual(numbers);
    expect(register.ledger.read(serialKey('411', '202609'))).toEqual({ kind: 'serial', last: 3 });
    expect(outcome.reads.map(kindOf).filter((kind) => kind === 'serial')).toHaveLength(1);
    expect(outcome.policies.get(serialKey('411', '202609'))).toEqual(policy);
    expect(numbers.map((number) => outcome.policies.get(recordKey('certificate', number)))).toEqual(
      numbers.map(() => policy),
    );
    expect(numbers.map((number) => register.ledger.read(recordKey('certificate', number)))).toMatchObject(
      caseIds.map((caseId, index) => ({ caseId, number: numbers[index], status: 'VALID' })),
    );
    const [fourth] = await ready(1);
    expect(granted(await grantBatch([fourth!], DECIDER, 'grant-0002'))).toEqual(['SJ4112026090004']);
  });

  it('gives no number to a case that is not ready, and leaves no gap for it', async () => {
    const [one, two] = await ready(2);
    register.now = FRIDAY;
    const early = await register.caseIn('SUBMITTED');
    register.now = Date.parse('2026-09-19T02:00:00.000Z');
    const outcome = await grantBatch([one!, early, '411-00000000000000000000000000', two!]);
    expect(granted(outcome)).toEqual(['SJ4112026090001', 'UNEXPECTED_STATE', 'ACCESS_DENIED', 'SJ4112026090002']);
    expect(outcome.writes.size).toBe(2 * 3 + 2);
  });

  it('keeps with each certificate the contradicting claims that its decider has looked at', async () => {
    const [one = '', two = ''] = await ready(2);
    const request = { caseIds: [one, two], idempotencyKey: 'grant-0001', conflictsConsidered: { [two]: [one] } };
    const { event } = await register.send(DECIDER, 'application:grantBatch', request);
    const { events } = event!.payload as { events: readonly { recordId: string; type: string; data: object }[] };
    const dataOf = (caseId: string): object =>
      events.find(({ type, recordId }) => type === 'certificateGranted' && recordId === caseId)!.data;
    expect(dataOf(one)).not.toHaveProperty('conflictsConsidered');
    expect(dataOf(two)).toHaveProperty('conflictsConsidered', [one]);
  });

  it('is refused as a whole where it speaks of conflicts of a case that it does not grant', async () => {
    const [one = '', two = ''] = await ready(2);
    const request = { caseIds: [one], idempotencyKey: 'grant-0001', conflictsConsidered: { [two]: [one] } };
    const refusal = await refused(register.send(DECIDER, 'application:grantBatch', request));
    expect(refusal).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { problems: [{ path: '/conflictsConsidered' }] },
    });
  });

  it('answers the same when it is repeated, and grants nothing twice', async () => {
    const caseIds = await ready(2);
    const first = await grantBatch(caseIds);
    const again = await grantBatch(caseIds);
    expect([again.answer, again.writes.size]).toEqual([first.answer, 0]);
    expect(granted(await grantBatch(caseIds, DECIDER, 'grant-0002'))).toEqual(['UNEXPECTED_STATE', 'UNEXPECTED_STATE']);
  });

  it('is refused case by case to those who may not grant, and as a whole where it names a case twice or none', async () => {
    const [caseId = ''] = await ready(1);
    expect(granted(await grantBatch([caseId], 'zhengzhou-reviewer-1'))).toEqual(['ACCESS_DENIED']);
    expect((await refused(grantBatch([caseId, caseId]))).code).toBe('VALIDATION_FAILED');
    expect((await refused(grantBatch([]))).code).toBe('VALIDATION_FAILED');
  });
});
