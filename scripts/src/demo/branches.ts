// SPDX-License-Identifier: Apache-2.0
import type { RestClient } from '../rest/restClient';
import type { CommandResult, DemoCase } from './demoCase';
import { store } from './intake';
import {
  awaitState,
  command,
  drawAgency,
  examine,
  publishNotice,
  grant,
  passFormally,
  reviewFormally,
  reviewSubstantively,
} from './procedure';

const BASIS = ['登记规则关于审查的规定'];

const complete = async (demoCase: DemoCase): Promise<CommandResult> => {
  await publishNotice(demoCase);
  await awaitState(demoCase, 'READY');
  return grant(demoCase);
};

const askForEvidence = async (demoCase: DemoCase): Promise<void> => {
  const { desk } = demoCase;
  const form = { reviewer: desk.staffNo('reviewer') };
  await command(demoCase, await desk.staff('decider'), { name: 'assignReviewer', form, words: '指派审查' });
  await command(demoCase, await desk.staff('reviewer'), {
    name: 'requestSupplement',
    form: { items: [{ material: 'SOURCE_PROOF', note: '请补充取得数据时的许可文本。' }] },
    words: '补充材料',
  });
};

export const supplement = async (demoCase: DemoCase, client: RestClient): Promise<CommandResult> => {
  await askForEvidence(demoCase);
  const { origin } = demoCase.dossier.product;
  const bytes = new TextEncoder().encode(`许可文本：${origin.licence}\n${origin.account}\n`);
  const { docId } = await store(client, { bytes, name: '许可文本.txt', mime: 'text/plain' });
  const form = { materials: [{ type: 'SOURCE_PROOF' as const, docId }] };
  await command(demoCase, client, { name: 'supplySupplement', form, words: '提交补充' });
  await passFormally(demoCase);
  await reviewSubstantively(demoCase);
  return complete(demoCase);
};

/** The clock resumes the review when the evidence has not come; the decider then ends the case. */
export const goWithoutEvidence = async (demoCase: DemoCase): Promise<CommandResult> => {
  await askForEvidence(demoCase);
  await awaitState(demoCase, 'FORMAL_REVIEW');
  const form = { reasonCode: 'TM-NOSUPP' as const, legalBasis: BASIS, reason: '逾期未补充，且无法依法核实来源。' };
  return command(demoCase, await demoCase.desk.staff('decider'), { name: 'terminate', form, words: '终止登记' });
};

/** The staff number was mistyped; the right one replaces it. */
export const reassign = async (demoCase: DemoCase): Promise<CommandResult> => {
  const { desk } = demoCase;
  const decider = await desk.staff('decider');
  const reviewer = desk.staffNo('reviewer');
  const mistyped = `${reviewer.slice(0, -1)}9`;
  await command(demoCase, decider, { name: 'assignReviewer', form: { reviewer: mistyped }, words: '指派审查' });
  const form = { reviewer, reasonCode: 'AS-NUMBER' as const, reason: '工号录入有误。' };
  await command(demoCase, decider, { name: 'reassignReviewer', form, words: '更换审查人' });
  await passFormally(demoCase);
  await reviewSubstantively(demoCase);
  return complete(demoCase);
};

/** The agency drawn steps back, and another is drawn. */
export const redraw = async (demoCase: DemoCase): Promise<CommandResult> => {
  await reviewFormally(demoCase);
  const { expert } = await drawAgency(demoCase);
  const reason = '本机构与申请人新近发生业务往来。';
  await command(demoCase, expert, { name: 'recuse', form: { reason }, words: '机构回避' });
  await examine(demoCase, await drawAgency(demoCase));
  return complete(demoCase);
};

export const extend = async (demoCase: DemoCase): Promise<CommandResult> => {
  await reviewFormally(demoCase);
  const form = { reasonCode: 'EX-COMPLEX' as const, reason: '来源分散，需逐一核实。' };
  await command(demoCase, await demoCase.desk.staff('decider'), { name: 'extendReview', form, words: '延长审查' });
  await reviewSubstantively(demoCase);
  return complete(demoCase);
};

export const reject = async (demoCase: DemoCase): Promise<CommandResult> => {
  await reviewFormally(demoCase);
  await reviewSubstantively(demoCase);
  const form = {
    reasonCode: 'RJ-SOURCE' as const,
    legalBasis: BASIS,
    reason: '行情数据的许可不允许再提供。',
    departure: '审查意见未涉及行情服务商关于再提供的限制。',
  };
  return command(demoCase, await demoCase.desk.staff('decider'), { name: 'reject', form, words: '不予登记' });
};

/** A profile without an agency: from the formal review straight to the notice, which lasts working days. */
export const publishDirectly = async (demoCase: DemoCase): Promise<CommandResult> => {
  await reviewFormally(demoCase);
  await publishNotice(demoCase);
  if (!demoCase.last) throw new Error('The case has not been filed.');
  return demoCase.last;
};
