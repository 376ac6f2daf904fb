// SPDX-License-Identifier: Apache-2.0
import type { Dossier } from '../dossier';
import { heading, list, paragraph, signature, table } from './blocks';
import type { DocumentContent } from './blocks';
import { chineseDate, digestLines, RIGHT_WORDS } from './words';

/** 数据来源证明: where the bytes come from, precisely enough that anybody can fetch the same ones. */
export const sourceProof = ({
  product,
  file,
  fingerprint,
  applicant,
  today,
  upstream = [],
}: Dossier): DocumentContent => ({
  title: '数据来源证明',
  subtitle: product.description.dataName,
  blocks: [
    heading('一、来源说明'),
    paragraph(product.origin.account),
    heading('二、取得方式'),
    table({
      原始发布方: product.origin.publisher,
      取得渠道: `npm 软件包 ${file.packageName} ${file.version}`,
      包内路径: file.path,
      许可: product.origin.licence,
      文件摘要: digestLines(fingerprint.sha256),
    }),
    ...upstream.map(({ certificateNumber, dataName }) =>
      paragraph(`由已登记的数据加工：${dataName}（登记编号 ${certificateNumber}）。`),
    ),
    paragraph('取得过程未绕过访问控制，未干扰发布方服务，未收集个人信息。'),
    signature(applicant.name, chineseDate(today)),
  ],
});

/** 产权合法取得佐证: why the applicant may hold the rights that it asks for. */
export const lawfulAcquisition = ({ product, file, applicant, today }: Dossier): DocumentContent => ({
  title: '产权合法取得佐证',
  subtitle: product.description.dataName,
  blocks: [
    heading('一、权利依据'),
    table({
      许可文本: `${file.packageName} ${file.version} 随附许可（${file.licence}）`,
      数据许可: product.origin.licence,
      申请人: `${applicant.name}（${applicant.uscc}）`,
    }),
    heading('二、依据许可取得的权利'),
    list(...product.rightTypes.map((type) => RIGHT_WORDS[type])),
    paragraph('上述权利均为非排他权利，不影响原始发布方及其他被许可人就同一数据依法享有的权利。'),
    signature(applicant.name, chineseDate(today)),
  ],
});

/** 申请者资格证明: who the applicant is. */
export const qualification = ({ applicant, today }: Dossier): DocumentContent => ({
  title: '申请者资格证明',
  subtitle: applicant.name,
  blocks: [
    heading('一、主体信息'),
    table({
      名称: applicant.name,
      统一社会信用代码: applicant.uscc,
      主体类型: '有限责任公司（示例）',
      经营状态: '存续',
    }),
    heading('二、资格声明'),
    paragraph('申请人依法设立并有效存续，未处于破产、清算或被吊销营业执照的状态，具备申请数据产品登记的主体资格。'),
    signature(applicant.name, chineseDate(today)),
  ],
});
