// SPDX-License-Identifier: Apache-2.0
import type { MaterialFiling } from '@registry/chaincode/protocol';
import type { Dossier } from '../dossier';
import type { DocumentContent } from './blocks';
import { applicationFormDocument } from './applicationForm';
import { agentAuthorisation, commitmentLetter } from './letters';
import { productDescription } from './productDescription';
import { lawfulAcquisition, qualification, sourceProof } from './proofs';

export type MaterialType = MaterialFiling['type'];

/** A document to be drawn and filed as a material of that type. */
export interface MaterialDocument {
  readonly type: MaterialType;
  readonly fileName: string;
  readonly content: DocumentContent;
}

const always: readonly [MaterialType, string, (dossier: Dossier) => DocumentContent][] = [
  ['PRODUCT_DESCRIPTION', '产品介绍说明书.pdf', productDescription],
  ['APPLICATION_FORM', '登记申请表.pdf', applicationFormDocument],
  ['SOURCE_PROOF', '数据来源证明.pdf', sourceProof],
  ['APPLICANT_QUALIFICATION', '申请者资格证明.pdf', qualification],
  ['LAWFUL_ACQUISITION', '产权合法取得佐证.pdf', lawfulAcquisition],
  ['COMMITMENT_LETTER', '承诺书.pdf', commitmentLetter],
];

/** The documents that a filing needs beside the data themselves. */
export const materialDocuments = (dossier: Dossier): MaterialDocument[] =>
  [...always, ...(dossier.agent ? [['AGENT_AUTHORISATION', '授权委托书.pdf', agentAuthorisation] as const] : [])].map(
    ([type, fileName, content]) => ({ type, fileName, content: content(dossier) }),
  );
