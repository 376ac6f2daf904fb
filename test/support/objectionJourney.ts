// SPDX-License-Identifier: Apache-2.0
import type { Response } from 'supertest';
import type { GatewayBed } from './gatewayBed';

/** What an objector sends, without evidence. */
export const anObjectionForm = (changes: object = {}): object => ({
  standing: 'INTERESTED_PARTY',
  ground: 'OWNERSHIP',
  targetFields: ['/product/dataSummary', '/product/sources'],
  objectorName: '郑州示例数据服务有限公司',
  contact: '0371-62222222',
  interest: '公示的数据由本公司采集',
  reason: '来源描述与事实不符',
  ...changes,
});

/** Objects to a notice as zhengzhou's second applicant, with a document as evidence; answers the objection's number. */
export const raiseObjection = async (
  bed: GatewayBed,
  noticeNo: string,
  { by = 'zhengzhou-applicant-2', form = {} }: { by?: string; form?: object } = {},
): Promise<string> => {
  const client = await bed.as(by);
  const evidence = [await bed.handIn(client.caller, `evidence against ${noticeNo} ${JSON.stringify(form)}`)];
  const answer: Response = await client.post(`/notices/${noticeNo}/objections`, {
    ...anObjectionForm(form),
    evidence,
  });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return (answer.body as { objectionNo: string }).objectionNo;
};
