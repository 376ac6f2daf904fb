// SPDX-License-Identifier: Apache-2.0
import type { Dossier } from '../dossier';
import { heading, list, signature, table } from './blocks';
import type { DocumentContent } from './blocks';
import { chineseDate, grouped, RIGHT_WORDS, SOURCE_WORDS } from './words';

const partiesTable = ({ applicant, agent, registry }: Dossier): Record<string, string> => ({
  登记机构: registry.name,
  申请人名称: applicant.name,
  统一社会信用代码: applicant.uscc,
  申请人类型: '法人',
  代理机构: agent ? `${agent.name}（${agent.uscc}）` : '无（申请人自行申请）',
});

const productTable = ({ product, measure, fingerprint }: Dossier): Record<string, string> => ({
  登记类型: '初次登记',
  数据名称: product.description.dataName,
  产品形式: '数据集',
  所属行业: `${product.description.industry.code}（${product.description.industry.tableVersion}）`,
  数据来源: product.description.sources
    .map(({ kind, sharePercent }) => `${SOURCE_WORDS[kind]} ${sharePercent}%`)
    .join('、'),
  数据规模: `${grouped(measure.records)} 条，${grouped(fingerprint.bytes)} 字节`,
  数据分类分级: `${product.description.category}，一般数据`,
  个人信息: '不含个人信息',
  在先登记: '无',
});

/** 登记申请表: who asks for the registration of which rights in what. */
export const applicationFormDocument = (dossier: Dossier): DocumentContent => ({
  title: '数据产品登记申请表',
  subtitle: `申请日期：${chineseDate(dossier.today)}`,
  blocks: [
    heading('一、申请主体'),
    table(partiesTable(dossier)),
    heading('二、数据产品'),
    table(productTable(dossier)),
    heading('三、申请登记的权利'),
    list(...dossier.product.rightTypes.map((type) => `${RIGHT_WORDS[type]}（非排他）`)),
    signature(dossier.applicant.name, chineseDate(dossier.today)),
  ],
});
