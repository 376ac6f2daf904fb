// SPDX-License-Identifier: Apache-2.0
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import { without } from '../../chaincode/src/protocol/without';
import { aMaterial, sealedValue } from './filing';

/** A document handed in to an objection, as it stands on the ledger. */
export const anEvidence = (label: string): JsonInputObject => without(aMaterial('SAMPLE', label), ['type']);

/** An objection as the ledger takes it, without case and notice. */
export const anObjection = (changes: JsonInputObject = {}): JsonInputObject => ({
  standing: 'INTERESTED_PARTY',
  ground: 'OWNERSHIP',
  targetFields: ['/product/dataSummary', '/product/sources'],
  objectorName: sealedValue('/objectorName', '郑州示例数据服务有限公司'),
  contact: sealedValue('/contact', '0371-62222222'),
  interest: sealedValue('/interest', '该数据由本公司采集'),
  reason: sealedValue('/reason', '来源描述与事实不符'),
  evidence: [anEvidence('collection log')],
  ...changes,
});

/** A decision that an objection is right about one field. */
export const partUpheld = (fields: readonly string[] = ['/product/dataSummary']): JsonInputObject => ({
  decision: 'PART',
  reasonCode: 'OB-PART',
  legalBasis: ['异议处理'],
  reason: sealedValue('/reason', '概述与样例不符'),
  upheldFields: fields,
});

/** A decision that an objection is right. */
export const upheld = (): JsonInputObject => ({
  decision: 'UPHELD',
  reasonCode: 'OB-UPHELD',
  legalBasis: ['异议处理'],
  reason: sealedValue('/reason', '权属存在争议'),
});

/** A decision that an objection is not right. */
export const dismissed = (): JsonInputObject => ({
  decision: 'DISMISSED',
  reasonCode: 'OB-DISMISSED',
  legalBasis: ['异议处理'],
  reason: sealedValue('/reason', '无据'),
});
