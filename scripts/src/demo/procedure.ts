// SPDX-License-Identifier: Apache-2.0
import type { CommandForm, CaseCommandName } from '@registry/chaincode/protocol';
import type { RestClient } from '../rest/restClient';
import { waitFor } from '../system/waitFor';
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

const command = <N extends Exclude<CaseCommandName, 'submit'>>(
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

export const reviewFormally = async (demoCase: DemoCase): Promise<void> => {
  const { desk } = demoCase;
  const form = { reviewer: desk.staffNo('reviewer') };
  await command(demoCase, await desk.staff('decider'), { name: 'assignReviewer', form, words: '指派审查' });
  await command(demoCase, await desk.staff('reviewer'), {
    name: 'passFormalReview',
    form: { points: SATISFIED, noInterest: true },
    words: '形式审查',
  });
};

export const reviewSubstantively = async (demoCase: DemoCase): Promise<void> => {
  const { desk, dossier } = demoCase;
  await command(demoCase, await desk.staff('decider'), {
    name: 'assignAgency',
    form: { agency: desk.agency.uscc, method: 'ROTATION' },
    words: '抽取机构',
  });
  const expert = await desk.person(desk.agency.username);
  await command(demoCase, expert, {
    name: 'declareIndependence',
    form: { noInterest: true, statement: '本机构与申请人、登记机构无利害关系。' },
    words: '独立性声明',
  });
  const content = reviewReport(dossier, desk.agency.name);
  const report = await storeDocument(expert, { dossier, content, name: '实质审查意见书.pdf' });
  const form = { report, points: SATISFIED, assessments: ASSESSED };
  await command(demoCase, expert, { name: 'submitOpinion', form, words: '实质审查意见' });
};

export const publishNotice = async (demoCase: DemoCase): Promise<void> => {
  const withheld = demoCase.dossier.product.withhold.map(({ path }) => ({
    path,
    reason: '属商业信息，同意不予公开。',
  }));
  const client = await demoCase.desk.staff('decider');
  await command(demoCase, client, { name: 'publishNotice', form: { withheld }, words: '公示' });
};

/** Waits until the registry's clock has closed the notice: nobody has to do anything for it. */
export const awaitNoticeEnd = async (demoCase: DemoCase): Promise<void> => {
  const client = await demoCase.desk.staff('decider');
  const path = `/applications/${caseIdOf(demoCase)}`;
  const isReady = async (): Promise<true | undefined> => {
    const answer = await client.get(path);
    if (answer.status !== 200) throw new UnexpectedAnswer('Reading the case', answer);
    return (answer.body as { record: { state: string } }).record.state === 'READY' ? true : undefined;
  };
  await waitFor(isReady, { what: 'The end of the notice', timeoutMs: NOTICE_WAIT_MS, everyMs: 250 });
  demoCase.say('公示期满 closeNotice by the registry’s clock → READY');
};

/** A second decider grants, though the first may: more eyes. */
export const grant = async (demoCase: DemoCase): Promise<CommandResult> => {
  const client = await demoCase.desk.staff('decider', 1);
  return command(demoCase, client, { name: 'grant', form: {}, words: '核发凭证' });
};

/** Everything from acceptance to the certificate. */
export const carryThrough = async (demoCase: DemoCase, materials: readonly FiledMaterial[]): Promise<CommandResult> => {
  await accept(demoCase, materials);
  await reviewFormally(demoCase);
  await reviewSubstantively(demoCase);
  await publishNotice(demoCase);
  await awaitNoticeEnd(demoCase);
  return grant(demoCase);
};
