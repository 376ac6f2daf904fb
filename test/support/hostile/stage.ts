// SPDX-License-Identifier: Apache-2.0
import { store } from '@registry/scripts/demo/intake';
import type { CaseCommandName } from '../../../chaincode/src/protocol/schemas/commands';
import type { LedgerPort } from '../../../gateway/src/ledger/port';
import { STEP_OF_WORD } from '../../../gateway/src/features/objections/writeHandlers';
import { GUIYANG, ZHENGZHOU } from '../filing';
import { connectAs } from '../crash/ledgerHistory';
import { startTestSystem, TEST_PROFILE } from '../system';
import type { TestSystem } from '../system';
import { openCasesInStates } from './casesInStates';
import type { CasesInStates, Found } from './casesInStates';
import { OUTSIDERS, PEOPLE } from './people';
import { addressIn, readDescription } from './described';
import type { Described } from './described';
import { openRawDoor } from './rawDoor';
import type { RawDoor, Verdict } from './rawDoor';
import { untilStill } from './trace';

/** Puts a draft, a report and a document of their own into the register, and finds something that was served. */
const makeNames = async (register: TestSystem, cases: CasesInStates): Promise<Readonly<Record<string, string>>> => {
  const desk = register.desk('zhengzhou');
  const [applicant, expert] = await Promise.all([desk.person(PEOPLE.applicant), desk.person(PEOPLE.agency)]);
  const draft = await applicant.post('/drafts', { product: { dataName: '半成品' } });
  const { caseId } = cases.SUBSTANTIVE_REVIEW;
  const told = { caseId, reasonCode: 'IF-ORDER', statement: '有人要求出具符合要求的意见' };
  const report = await expert.post('/interference-reports', told);
  const file = { bytes: Buffer.from('a document of the applicant\n'), name: 'own.txt', mime: 'text/plain' };
  const [inbox, certificates] = [await applicant.get('/inbox'), await applicant.get('/certificates')];
  const { number } = (certificates.body as { items: readonly { number: string }[] }).items[0]!;
  const asked = await applicant.post('/recognitions', { number, registry: GUIYANG, purposes: ['LISTING'] });
  return {
    ...{
      transactionId: '0'.repeat(64),
      uscc: desk.agency.uscc,
      profileId: TEST_PROFILE,
      calendarId: 'CN-2026',
      version: '1',
      year: '2026',
    },
    number,
    registry: ZHENGZHOU,
    recognitionNo: (asked.body as { recognitionNo: string }).recognitionNo,
    draftId: (draft.body as { draftId: string }).draftId,
    reportId: (report.body as { reportId: string }).reportId,
    docId: (await store(applicant, file)).docId,
    serviceId: (inbox.body as { items: readonly { serviceId: string }[] }).items[0]!.serviceId,
  };
};

const UNLIMITED = {
  REQUESTS_PER_PERSON: '1000000000',
  REQUESTS_PER_ADDRESS: '1000000000',
  LOGIN_FAILURES: '1000',
};

/** A running register with a case in every state, and everything that can be sent to it. */
export interface Stage {
  readonly register: TestSystem;
  readonly ledger: LedgerPort;
  readonly operations: readonly Described[];
  readonly cases: CasesInStates;
  readonly doors: Readonly<Record<string, RawDoor>>;
  /** What a case cannot name: a draft, a document, a served document and a report of those who act here. */
  readonly names: Readonly<Record<string, string>>;
  /** Gives a command with its own example, in which documents are the giver's own. */
  give(command: CaseCommandName, at: Given): Promise<Verdict>;
  close(): Promise<void>;
}

interface Given {
  readonly by: string;
  readonly found: Found;
  readonly gateway?: string;
  /** Instead of the example. */
  readonly body?: object;
}

const WORD_OF_STEP = Object.fromEntries(Object.entries(STEP_OF_WORD).map(([word, step]) => [step, word]));

/** The address of a command in the description. */
const describedAt = (command: CaseCommandName): string => {
  if (command === 'submit') return '/applications';
  if (command === 'raiseObjection') return '/notices/{noticeNo}/objections';
  const word = WORD_OF_STEP[command];
  return word === undefined ? `/applications/{caseId}/${command}` : `/objections/{objectionNo}/${word}`;
};

/** Where a command is given on a case, or undefined where there is no such place. */
export const addressOf = (command: CaseCommandName, found: Found): string | undefined =>
  addressIn(describedAt(command), { ...found });

const newDocuments = (register: TestSystem): ((by: string, gateway: string) => Promise<string>) => {
  const held = new Map<string, Promise<string>>();
  return (by, gateway) => {
    const handIn = async (): Promise<string> => {
      const bytes = Buffer.from(`a document of ${by} at ${gateway}\n`);
      return (await store(await register.desk(gateway).person(by), { bytes, name: 'own.txt', mime: 'text/plain' }))
        .docId;
    };
    const docId = held.get(`${gateway} ${by}`) ?? handIn();
    held.set(`${gateway} ${by}`, docId);
    return docId;
  };
};

const setUp = async (register: TestSystem): Promise<Stage> => {
  const { gateways } = register.system;
  const cases = await openCasesInStates(register);
  const operations = await readDescription(register.url('zhengzhou'));
  const doors = Object.fromEntries(gateways.map((one) => [one.organization.name, openRawDoor(one)]));
  const documentOf = newDocuments(register);
  const ledger = connectAs(register.system, 'zhengzhou');
  for (const by of Object.values(PEOPLE)) await documentOf(by, 'zhengzhou');
  for (const { name, gateway } of Object.values(OUTSIDERS)) await documentOf(name, gateway);
  await untilStill(ledger);
  const names = await makeNames(register, cases);
  await untilStill(ledger);
  const exampleOf = (command: CaseCommandName): unknown =>
    operations.find(({ path, method }) => method === 'POST' && path === describedAt(command))!.body!.example;
  return {
    ...{ register, ledger, operations, cases, doors, names },
    give: async (command, { by, found, gateway = 'zhengzhou', body }) => {
      const text = JSON.stringify(body ?? exampleOf(command));
      const hasDocuments = /doc-[0-9a-f]{32}/.test(text);
      const own = hasDocuments ? text.replaceAll(/doc-[0-9a-f]{32}/g, await documentOf(by, gateway)) : text;
      return doors[gateway]!.send({ method: 'POST', path: addressOf(command, found)!, body: own, by });
    },
    close: async () => {
      ledger.close();
      await register.stop();
    },
  };
};

/** Starts a register, carries a case into every state, and waits until nothing moves any more. */
export const openStage = async (): Promise<Stage> => {
  const register = await startTestSystem(UNLIMITED);
  try {
    return await setUp(register);
  } catch (error) {
    await register.stop();
    throw error;
  }
};
