// SPDX-License-Identifier: Apache-2.0
import type { CommandForm, CaseCommandName } from '@registry/chaincode/protocol';
import type { RestClient } from '../rest/restClient';
import { waitFor } from '../system/waitFor';
import { openRound, reveal } from './beacon';
import { act } from './demoCase';
import type { CommandResult, DemoCase } from './demoCase';
import { UnexpectedAnswer } from './desk';
import { reviewReport } from './documents/letters';
import type { MaterialType } from './documents/materials';
import type { FiledMaterial } from './filing';
import { storeDocument } from './intake';

const NOTICE_WAIT_MS = 120_000;

export const caseIdOf = ({ last }: DemoCase): string => {
  if (!last) throw new Error('The case has not been filed.');
  return last.caseId;
};

export const command = <N extends Exclude<CaseCommandName, 'submit'>>(
  demoCase: DemoCase,
  client: RestClient,
  { name, form, words }: { name: N; form: CommandForm<N>; words: string },
): Promise<CommandResult> =>
  act(demoCase, { client, path: `/applications/${caseIdOf(demoCase)}/${name}`, body: form, words: `${words} ${name}` });

const ASSESSED = {
  applicantCapacity: { verdict: 'SATISFIED', finding: '申请人依法设立，具备持续提供该产品的能力。' },
  materialValidity: { verdict: 'SATISFIED', finding: '材料齐全有效，相互印证。' },
  sourceLegality: { verdict: 'SATISFIED', finding: '来源合法，许可范围覆盖所申请的权利。' },
} as const;

const SATISFIED = {
  description: { verdict: 'SATISFIED', finding: '重新计数与摘要计算结果与申请一致。' },
  source: { verdict: 'SATISFIED', finding: '来源、许可与取得过程清楚，材料互相印证。' },
  rights: { verdict: 'SATISFIED', finding: '所申请的权利不超出来源许可的范围。' },
} as const;

export const requestCorrection = async (demoCase: DemoCase, missing: MaterialType): Promise<void> => {
  const form = {
    items: [
      {
        target: { material: missing },
        verdict: 'MISSING' as const,
        reasonCode: 'CR-MISSING' as const,
        note: '请补交数据来源证明，写明原始发布方、取得渠道与许可。',
      },
    ],
  };
  const client = await demoCase.desk.staff('acceptance');
  await command(demoCase, client, { name: 'requestCorrection', form, words: '一次性补正' });
};

export const supplyCorrection = async (demoCase: DemoCase, client: RestClient, item: FiledMaterial): Promise<void> => {
  await command(demoCase, client, {
    name: 'supplyCorrection',
    form: { materials: [{ type: item.type, docId: item.docId }], fields: [] },
    words: '补正材料',
  });
};

export const refuse = async (demoCase: DemoCase): Promise<CommandResult> => {
  const form = {
    reasonCode: 'NA-GOVDATA' as const,
    legalBasis: ['国数综政策〔2026〕35号 第十五条第一项'],
    reason: '数据由政府机构在履行职责中产生，不属于登记范围。申请人可向其发布机构了解使用方式。',
  };
  const acceptance = await demoCase.desk.staff('acceptance');
  await command(demoCase, acceptance, { name: 'proposeRefusal', form, words: '拟不予受理' });
  const decider = await demoCase.desk.staff('decider');
  return command(demoCase, decider, { name: 'refuse', form: {}, words: '不予受理' });
};

export const accept = async (demoCase: DemoCase, materials: readonly FiledMaterial[]): Promise<void> => {
  const checklist = materials.map(({ type }) => ({ type, verdict: 'OK' as const }));
  const client = await demoCase.desk.staff('acceptance');
  await command(demoCase, client, { name: 'accept', form: { checklist }, words: '受理' });
};

export const passFormally = async (demoCase: DemoCase): Promise<void> => {
  await command(demoCase, await demoCase.desk.staff('reviewer'), {
    name: 'passFormalReview',
    form: { points: SATISFIED, noInterest: true },
    words: '形式审查',
  });
};

export const reviewFormally = async (demoCase: DemoCase): Promise<void> => {
  const { desk } = demoCase;
  const form = { reviewer: desk.staffNo('reviewer') };
  await command(demoCase, await desk.staff('decider'), { name: 'assignReviewer', form, words: '指派审查' });
  await passFormally(demoCase);
};

/** An agency that was drawn: its name, and its expert. */
export interface Examiner {
  readonly name: string;
  readonly expert: RestClient;
}

/** The expert declares to be independent, and gives the opinion. */
export const examine = async (demoCase: DemoCase, { name, expert }: Examiner): Promise<void> => {
  const { dossier } = demoCase;
  await command(demoCase, expert, {
    name: 'declareIndependence',
    form: { noInterest: true, statement: '本机构与申请人、登记机构无利害关系。' },
    words: '独立性声明',
  });
  const content = reviewReport(dossier, name);
  const report = await storeDocument(expert, { dossier, content, name: '实质审查意见书.pdf' });
  const form = { report, points: SATISFIED, assessments: ASSESSED };
  await command(demoCase, expert, { name: 'submitOpinion', form, words: '实质审查意见' });
};

export const publishNotice = async (demoCase: DemoCase): Promise<CommandResult> => {
  const withheld = demoCase.dossier.product.withhold.map(({ path }) => ({
    path,
    reason: '属商业信息，同意不予公开。',
  }));
  const client = await demoCase.desk.staff('decider');
  return command(demoCase, client, { name: 'publishNotice', form: { withheld }, words: '公示' });
};

/** The record of the case as its registry reads it now. */
export const readRecord = async <T>(demoCase: DemoCase): Promise<T> => {
  const client = await demoCase.desk.staff('decider');
  const answer = await client.get(`/applications/${caseIdOf(demoCase)}`);
  if (answer.status !== 200) throw new UnexpectedAnswer('Reading the case', answer);
  return (answer.body as { record: T }).record;
};

interface Stepped {
  readonly type: string;
  readonly transactionId: string;
  readonly blockNumber: number;
}

/** Who came by time rules has no answer of their own: the timeline says which transaction it was. */
const lastStep = async (demoCase: DemoCase): Promise<Stepped> => {
  const client = await demoCase.desk.staff('decider');
  const answer = await client.get(`/applications/${caseIdOf(demoCase)}/timeline`);
  const step = (answer.body as { items?: readonly Stepped[] }).items?.at(-1);
  if (!step) throw new UnexpectedAnswer('Reading the timeline', answer);
  return step;
};

interface Assigned {
  readonly agency?: { readonly uscc: string; readonly method: string };
}

/** Waits until the registry's clock has drawn an agency by the value that is out. */
const awaitAgency = async (demoCase: DemoCase): Promise<string> => {
  const drawn = async (): Promise<Assigned['agency']> => (await readRecord<Assigned>(demoCase)).agency;
  const agency = await waitFor(drawn, { what: 'The draw', timeoutMs: NOTICE_WAIT_MS, everyMs: 250 });
  const { type, transactionId, blockNumber } = await lastStep(demoCase);
  demoCase.say(
    `抽取机构 ${type} by the registry’s clock, ${agency.method} → ${agency.uscc}  (block ${blockNumber}, ${transactionId.slice(0, 12)}…)`,
  );
  return agency.uscc;
};

/** An agency is drawn by a value that nobody knew when the draw was asked for. */
export const drawAgency = async (demoCase: DemoCase): Promise<Examiner> => {
  const { desk } = demoCase;
  const supervisor = await desk.person('supervisor-officer-1');
  await openRound(supervisor);
  await command(demoCase, await desk.staff('decider'), { name: 'requestDraw', form: {}, words: '申请抽取' });
  await reveal(supervisor);
  const uscc = await awaitAgency(demoCase);
  return { name: desk.agencyNamed(uscc), expert: await desk.person(desk.expertOf(uscc)) };
};

export const reviewSubstantively = async (demoCase: DemoCase): Promise<void> => {
  await examine(demoCase, await drawAgency(demoCase));
};

/** Waits until the registry's clock has brought the case into a state: nobody has to do anything for it. */
export const awaitState = async (demoCase: DemoCase, state: string): Promise<CommandResult> => {
  const isThere = async (): Promise<true | undefined> =>
    (await readRecord<{ state: string }>(demoCase)).state === state ? true : undefined;
  await waitFor(isThere, { what: `The state ${state}`, timeoutMs: NOTICE_WAIT_MS, everyMs: 250 });
  const { type, transactionId, blockNumber } = await lastStep(demoCase);
  const result = { caseId: caseIdOf(demoCase), state, transactionId, blockNumber } as CommandResult;
  demoCase.last = result;
  demoCase.say(
    `到期 ${type} by the registry’s clock → ${state}  (block ${blockNumber}, ${transactionId.slice(0, 12)}…)`,
  );
  return result;
};

export const awaitNoticeEnd = (demoCase: DemoCase): Promise<CommandResult> => awaitState(demoCase, 'READY');

/** A second decider grants, though the first may: more eyes. */
export const grant = async (demoCase: DemoCase): Promise<CommandResult> => {
  const client = await demoCase.desk.staff('decider', 1);
  return command(demoCase, client, { name: 'grant', form: {}, words: '核发凭证' });
};

/** Everything from the review to the certificate. */
export const carryOn = async (demoCase: DemoCase): Promise<CommandResult> => {
  await reviewFormally(demoCase);
  await reviewSubstantively(demoCase);
  await publishNotice(demoCase);
  await awaitNoticeEnd(demoCase);
  return grant(demoCase);
};

/** Everything from acceptance to the certificate. */
export const carryThrough = async (demoCase: DemoCase, materials: readonly FiledMaterial[]): Promise<CommandResult> => {
  await accept(demoCase, materials);
  return carryOn(demoCase);
};
