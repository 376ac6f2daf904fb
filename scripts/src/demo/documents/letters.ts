// SPDX-License-Identifier: Apache-2.0
import type { Dossier } from '../dossier';
import { heading, list, paragraph, signature, table } from './blocks';
import type { DocumentContent } from './blocks';
import { chineseDate, digestLines } from './words';

/** 承诺书: that everything filed is true, accurate and complete. */
export const commitmentLetter = ({ product, applicant, registry, today }: Dossier): DocumentContent => ({
  title: '承诺书',
  subtitle: product.description.dataName,
  blocks: [
    paragraph(`致${registry.name}：`),
    paragraph(`${applicant.name}就“${product.description.dataName}”的登记申请，郑重承诺如下：`),
    list(
      '所提交的全部材料真实、准确、完整，电子材料与原件一致。',
      '数据来源合法，取得和加工过程遵守法律、行政法规和公序良俗。',
      '不存在尚未了结的权属争议；在其他机构的登记情况已如实说明。',
      '不以登记损害国家安全、公共利益和他人合法权益。',
      '登记后相关情况发生变化的，及时申请变更或者注销。',
    ),
    paragraph('违反上述承诺的，申请人愿意承担相应的法律责任。'),
    signature(applicant.name, chineseDate(today)),
  ],
});

/** 授权委托书: for a filing by an agent. */
export const agentAuthorisation = ({ product, applicant, agent, today }: Dossier): DocumentContent => ({
  title: '授权委托书',
  subtitle: product.description.dataName,
  blocks: [
    table({
      委托人: `${applicant.name}（${applicant.uscc}）`,
      受托人: agent ? `${agent.name}（${agent.uscc}）` : '无',
      委托事项: '代为提交登记申请、接收通知、补正材料、领取登记凭证',
    }),
    paragraph('委托期限自签署之日起一年。受托人在上述权限内的行为，由委托人承担法律后果。'),
    signature(applicant.name, chineseDate(today)),
  ],
});

/** 第三方审查意见书: the agency's report on the three points. */
export const reviewReport = ({ product, measure, fingerprint, today }: Dossier, agency: string): DocumentContent => ({
  title: '实质审查意见书',
  subtitle: product.description.dataName,
  blocks: [
    heading('一、审查对象'),
    table({
      数据文件: product.file.name,
      复核条数: String(measure.records),
      复核字节数: String(fingerprint.bytes),
      'SHA-256': digestLines(fingerprint.sha256),
    }),
    heading('二、审查意见'),
    list(
      '描述准确性：对数据文件重新计数和计算摘要，结果与申请表一致，符合。',
      `来源合规性：核对原始发布方（${product.origin.publisher}）与许可，符合。`,
      '权利清晰性：申请登记的权利不超出许可范围，均为非排他权利，符合。',
    ),
    heading('三、独立性声明'),
    paragraph(`${agency}与申请人、登记机构之间不存在利害关系，审查过程未受任何干预。`),
    signature(agency, chineseDate(today)),
  ],
});
