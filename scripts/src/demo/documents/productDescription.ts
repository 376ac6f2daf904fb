// SPDX-License-Identifier: Apache-2.0
import type { Dossier } from '../dossier';
import { heading, list, paragraph, signature, table } from './blocks';
import type { DocumentContent } from './blocks';
import { chineseDate, digestLines, FREQUENCY_WORDS, grouped, REGION_WORDS } from './words';

const contentTable = ({ product, measure, fingerprint, today }: Dossier): Record<string, string> => ({
  数据名称: product.description.dataName,
  数据文件: `${product.file.name}（${product.file.mime}）`,
  数据规模: `${grouped(measure.records)} 条，${grouped(fingerprint.bytes)} 字节（截至${chineseDate(today)}）`,
  时域范围: `${product.description.timeScope.from} 至 ${product.description.timeScope.to ?? '今'}`,
  地域范围: REGION_WORDS[product.description.regionScope],
  更新频率: FREQUENCY_WORDS[product.description.updateFrequency],
});

const fingerprintTable = ({ fingerprint }: Dossier): Record<string, string> => ({
  'SHA-256': digestLines(fingerprint.sha256),
  SM3: digestLines(fingerprint.sm3),
  默克尔树根: digestLines(fingerprint.merkleRoot),
  分块大小: `${grouped(fingerprint.chunkBytes)} 字节（RFC 9162，SHA-256）`,
});

/** 产品介绍说明书: what the product is, for whom, and how its bytes are recognised. */
export const productDescription = (dossier: Dossier): DocumentContent => {
  const { description } = dossier.product;
  return {
    title: '数据产品介绍说明书',
    subtitle: description.dataName,
    blocks: [
      heading('一、产品概述'),
      paragraph(description.dataSummary),
      heading('二、数据内容'),
      table(contentTable(dossier)),
      paragraph(`数据字段共 ${dossier.measure.fields.length} 个：${dossier.measure.fields.join('、')}。`),
      heading('三、加工处理规则'),
      paragraph(description.processingRule),
      heading('四、应用场景'),
      paragraph(description.scenario),
      heading('五、使用限制'),
      list(...description.limits),
      heading('六、数据指纹'),
      paragraph('登记覆盖数据文件的全部字节。任何人取得同一文件后，均可重新计算下列摘要进行核对。'),
      table(fingerprintTable(dossier)),
      signature(dossier.applicant.name, chineseDate(dossier.today)),
    ],
  };
};
