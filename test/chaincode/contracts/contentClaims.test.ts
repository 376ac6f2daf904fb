// SPDX-License-Identifier: Apache-2.0
import { MAX_CLAIMS } from '../../../chaincode/src/contracts/contentClaims';
import { contentKey, recordKey } from '../../../chaincode/src/ledger/keys';
import type { Filing } from '../../../chaincode/src/protocol/schemas/filing';
import type { CaseAnswer, CaseRecord, CommandAnswer } from '../../../chaincode/src/protocol/schemas/records';
import { aFiling, anApplicationForm, AGENT, sealedValue } from '../../support/filing';
import { anObjection, partUpheld } from '../../support/objections';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const APPLICANT_USER = 'zhengzhou-applicant-1';
const OFFICER = 'zhengzhou-acceptance-1';
const form = anApplicationForm();
const root = form.product.content.sha256Root;

const filedFor = (holderUscc: string, sha256Root = root): Filing =>
  aFiling({
    rights: [{ ...form.rights[0]!, holderUscc }],
    product: { ...form.product, content: { ...form.product.content, sha256Root } },
  });

let register: Register;
beforeEach(async () => {
  register = await aRegister();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const file = async (filing: Filing = aFiling()): Promise<string> => {
  const { answer } = await register.send(APPLICANT_USER, 'application:submit', { filing });
  return (answer as CommandAnswer).caseId;
};
const flagsSeenBy = async (user: string, caseId: string): Promise<unknown> => {
  const { record } = (await register.ask(user, 'application:read', { caseId })) as CaseAnswer;
  return record.claims?.flags.map(({ kind, caseId: other }) => [kind, other]);
};
const indexed = (sha256Root = root): unknown => register.ledger.read(contentKey(sha256Root));
const withdraw = (caseId: string): Promise<unknown> =>
  register.send(APPLICANT_USER, 'application:withdraw', { caseId, reason: sealedValue('/reason', '另行申请') });

describe('given a filing of the same content', () => {
  it('when another holder files it, then the officer sees that, and the applicant does not', async () => {
    const first = await file(filedFor(AGENT));
    const second = await file();
    expect(await flagsSeenBy(OFFICER, second)).toEqual([['LAWFUL_CO_HOLDER', first]]);
    expect(await flagsSeenBy(APPLICANT_USER, second)).toBeUndefined();
    expect(await flagsSeenBy(OFFICER, first)).toBeUndefined();
    expect(indexed()).toEqual({ kind: 'content', caseIds: [first, second] });
  });

  it('when it has been registered, then the applicant sees that too', async () => {
    const first = await register.caseIn('REGISTERED', filedFor(AGENT));
    const second = await file();
    expect(await flagsSeenBy(APPLICANT_USER, second)).toEqual([['LAWFUL_CO_HOLDER', first]]);
  });

  it('when it was withdrawn, then it is told of no more, and its place is free', async () => {
    const first = await file();
    await withdraw(first);
    const second = await file();
    expect(await flagsSeenBy(OFFICER, second)).toBeUndefined();
    expect(indexed()).toEqual({ kind: 'content', caseIds: [second] });
  });

  it('when it comes to its certificate, then what others have registered meanwhile is on the record', async () => {
    const first = await register.caseIn('READY');
    const second = await register.caseIn('REGISTERED', filedFor(AGENT));
    await register.send('zhengzhou-decider-2', 'application:grant', { caseId: first });
    expect(await flagsSeenBy(OFFICER, first)).toEqual([['LAWFUL_CO_HOLDER', second]]);
  });
});

describe('given a correction', () => {
  const correct = async (caseId: string, path: string, value: unknown): Promise<CaseRecord> => {
    const note = sealedValue('/items/0/note', '请更正');
    const items = [{ target: { field: path }, verdict: 'WRONG', reasonCode: 'CR-WRONG', note }];
    await register.send(OFFICER, 'application:requestCorrection', { caseId, items });
    const fields = [{ path, value }] as never;
    await register.send(APPLICANT_USER, 'application:supplyCorrection', { caseId, materials: [], fields });
    return register.ledger.read(recordKey('case', caseId)) as CaseRecord;
  };
  const otherRoot = 'b'.repeat(64);

  it('of the content, then the case is found under the new one and no longer under the old one', async () => {
    const first = await file(filedFor(AGENT, otherRoot));
    const corrected = await file();
    const record = await correct(corrected, '/product/content/sha256Root', otherRoot);
    expect(record.claims?.flags).toMatchObject([{ kind: 'LAWFUL_CO_HOLDER', caseId: first }]);
    expect(indexed(otherRoot)).toEqual({ kind: 'content', caseIds: [first, corrected] });
    const later = await file();
    expect(await flagsSeenBy(OFFICER, later)).toBeUndefined();
    expect(indexed()).toEqual({ kind: 'content', caseIds: [later] });
  });

  it('of anything else, then nothing is written about the content', async () => {
    const caseId = await file();
    await correct(caseId, '/product/limits', ['不得出境']);
    expect([...register.ledger.outcomes.at(-1)!.writes.keys()]).not.toContain(contentKey(root));
  });
});

describe('given an amendment after an objection', () => {
  it('of the content, then the case is found under the new one too', async () => {
    const caseId = await register.caseIn('NOTICE');
    const content = '/product/content';
    const objection = { caseId, noticeNo: `N-${caseId}-01`, ...anObjection({ targetFields: [content] }) };
    await register.send('zhengzhou-applicant-2', 'objection:raiseObjection', objection);
    const decision = { caseId, objectionNo: `OB-${caseId}-001`, ...partUpheld([content]) };
    await register.send('zhengzhou-decider-1', 'objection:decideObjection', decision);
    const value = 'c'.repeat(64);
    const fields = [{ path: `${content}/sha256Root`, value }];
    await register.send(APPLICANT_USER, 'application:supplyAmendment', { caseId, materials: [], fields });
    expect(indexed(value)).toEqual({ kind: 'content', caseIds: [caseId] });
  });
});

describe('given a content that very many have filed', () => {
  it('when one more comes, then it is compared with those that are kept, and nothing is written', async () => {
    for (let count = 0; count < MAX_CLAIMS; count += 1) await file();
    expect((indexed() as { caseIds: string[] }).caseIds).toHaveLength(MAX_CLAIMS);
    await file();
    expect(indexed()).toMatchObject({ hasMore: true });
    const last = await file();
    expect([...register.ledger.outcomes.at(-1)!.writes.keys()]).not.toContain(contentKey(root));
    const record = register.ledger.read(recordKey('case', last)) as CaseRecord;
    expect(record.claims?.isComplete).toBe(false);
    expect(record.claims?.flags).toHaveLength(MAX_CLAIMS);
  });

  it('when one of them withdraws, then the next takes its place, and the mark stays', async () => {
    const first = await file();
    for (let count = 0; count < MAX_CLAIMS; count += 1) await file();
    await withdraw(first);
    const next = await file();
    expect(indexed()).toMatchObject({ hasMore: true });
    expect((indexed() as { caseIds: string[] }).caseIds).toContain(next);
    expect((indexed() as { caseIds: string[] }).caseIds).not.toContain(first);
  });
});
