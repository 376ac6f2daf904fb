// SPDX-License-Identifier: Apache-2.0
const DIGEST = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const DOCUMENT = 'doc-00000000000000000000000000000001';
const SOURCE_PROOF = 'doc-00000000000000000000000000000002';
const HOLDER = { name: '郑州示例地理信息有限公司', uscc: '91410100DEM0QY019R' };

/** A filing that the form takes; shown in the API's description. */
export const applicationExample = {
  profileId: 'zhengzhou-2024',
  truthful: true,
  applicants: [
    {
      applicantName: HOLDER.name,
      applicantType: 'LEGAL_PERSON',
      idType: 'USCC',
      idNumber: HOLDER.uscc,
      contactName: '张三',
      phone: '0371-00000000',
      address: '郑州市示例路 1 号',
      operation: {
        legalRepresentative: '李四',
        registeredOn: '2020-01-02',
        registeredAddress: '郑州市示例路 1 号',
        term: '长期',
        businessScope: '地理信息数据处理',
        status: '存续',
      },
    },
  ],
  product: {
    dataName: '全国行政区划代码数据集',
    objectKind: 'PRODUCT',
    productForm: 'DATASET',
    industry: { code: 'I64', tableVersion: 'GB/T 4754-2017/1' },
    regionScope: 'NATIONAL',
    regionCodes: ['000000'],
    updateFrequency: 'YEARLY',
    derivation: 'LICENSED',
    content: {
      coverage: 'FULL',
      sha256Root: DIGEST,
      sha256: DIGEST,
      sm3: DIGEST,
      chunkBytes: 1_048_576,
      bytes: 2_097_152,
      manifestVersion: 1,
    },
    dataSummary: '省、市、县三级行政区划代码与名称',
    sources: [{ kind: 'COLLECTED', sharePercent: 100 }],
    timeScope: { from: '2020-01-01', to: '2026-06-30' },
    volume: { records: 3_500, bytes: 2_097_152, asOf: '2026-06-30' },
    morphology: [{ medium: 'TABLE', structure: 'STRUCTURED' }],
    limits: [],
    upstream: [],
    classification: { category: '地理信息', level: 'GENERAL' },
    personalInformation: { contained: false },
    crossBorder: { intended: false },
    publicData: { fromAuthorisedOperation: false },
    declarations: { unlawful: false, ownershipInDispute: false, governmentDutyData: false },
    priorRegistrations: 'NONE',
    sample: { document: DOCUMENT, fieldsDigest: DIGEST, rows: 100 },
  },
  rights: [
    {
      holderName: HOLDER.name,
      holderUscc: HOLDER.uscc,
      rightType: 'HOLD',
      exclusivity: 'EXCLUSIVE',
      term: { from: '2026-01-01' },
      basis: 'SELF_COLLECTED',
      evidence: [SOURCE_PROOF],
      regionCodes: ['000000'],
    },
  ],
  materials: [
    { type: 'PRODUCT_DESCRIPTION', docId: DOCUMENT },
    { type: 'SOURCE_PROOF', docId: SOURCE_PROOF },
  ],
  withhold: [{ path: '/product/sources', reason: '涉及商业秘密' }],
};
