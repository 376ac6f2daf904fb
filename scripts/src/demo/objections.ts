// SPDX-License-Identifier: Apache-2.0
import { act } from './demoCase';
import type { CommandResult, DemoCase } from './demoCase';
import { store } from './intake';
import { awaitState, command, grant, publishNotice, reviewFormally, reviewSubstantively } from './procedure';

const FIELD = '/product/dataSummary';
const BASIS = ['登记规则关于异议的规定'];

const RULINGS = {
  dismissed: { decision: 'DISMISSED', reasonCode: 'OB-DISMISSED', reason: '异议人未能说明其权利。' },
  amended: { decision: 'PART', reasonCode: 'OB-PART', reason: '概述应注明年份，其余不成立。', upheldFields: [FIELD] },
  upheld: { decision: 'UPHELD', reasonCode: 'OB-UPHELD', reason: '数据权属存在争议，异议成立。' },
} as const;
type Ruling = keyof typeof RULINGS;

/** Another company objects to the notice by its real name; the decider rules on it. */
const objectAndRule = async (demoCase: DemoCase, ruling: Ruling): Promise<CommandResult> => {
  await reviewFormally(demoCase);
  await reviewSubstantively(demoCase);
  const { noticeNo } = await publishNotice(demoCase);
  const objector = await demoCase.desk.person('zhengzhou-applicant-2');
  const bytes = new TextEncoder().encode('本公司整理同一数据的工作日志（示例）\n');
  const { docId } = await store(objector, { bytes, name: '工作日志.txt', mime: 'text/plain' });
  const body = {
    standing: 'INTERESTED_PARTY',
    ground: 'OWNERSHIP',
    targetFields: [FIELD],
    objectorName: '河南示例物流数据有限公司',
    contact: '0371-00000000',
    interest: '公示的数据与本公司整理的数据相同。',
    reason: '概述与样例不符。',
    evidence: [docId],
  };
  const raised = (await act(demoCase, {
    client: objector,
    path: `/notices/${String(noticeNo)}/objections`,
    body,
    words: '提出异议 raiseObjection',
  })) as CommandResult & { objectionNo?: string };
  return act(demoCase, {
    client: await demoCase.desk.staff('decider'),
    path: `/objections/${String(raised.objectionNo)}/decide`,
    body: { ...RULINGS[ruling], legalBasis: BASIS },
    words: '决定异议 decideObjection',
  });
};

export const dismissObjection = async (demoCase: DemoCase): Promise<CommandResult> => {
  await objectAndRule(demoCase, 'dismissed');
  await awaitState(demoCase, 'READY');
  return grant(demoCase);
};

/** What was objected to is amended, published anew, and registered. */
export const amendAndPublishAgain = async (demoCase: DemoCase): Promise<CommandResult> => {
  await objectAndRule(demoCase, 'amended');
  const { applicant, description } = demoCase.dossier.product;
  await command(demoCase, await demoCase.desk.person(applicant), {
    name: 'supplyAmendment',
    form: { materials: [], fields: [{ path: FIELD, value: `${description.dataSummary}数据截至2015年。` }] },
    words: '修改',
  });
  await publishNotice(demoCase);
  await awaitState(demoCase, 'READY');
  return grant(demoCase);
};

export const upholdObjection = (demoCase: DemoCase): Promise<CommandResult> => objectAndRule(demoCase, 'upheld');
