// SPDX-License-Identifier: Apache-2.0
import { commit } from '../../chaincode/src/protocol/commitment';
import type { JsonInput } from '../../chaincode/src/protocol/canonicalJson';
import { dualDigestOf, sha256Hex } from '../../chaincode/src/protocol/digest';
import { utf8 } from '../../chaincode/src/protocol/bytes';
import { applicationForm, filing } from '../../chaincode/src/protocol/schemas/filing';
import type { ApplicationForm, Filing, MaterialFiling } from '../../chaincode/src/protocol/schemas/filing';
import type { Sealed } from '../../chaincode/src/protocol/schemas/primitives';
import { sealedPaths } from '../../chaincode/src/protocol/schemas/sealing';
import { withValueAt, valueAt } from '../../chaincode/src/domain/applications/pointer';

type MaterialType = MaterialFiling['type'];

/** Organizations of network/topology.json. */
export const ZHENGZHOU = '91410100DEM0DJ412Y';
export const GUIYANG = '91520100DEM0DJ5270';
export const APPLICANT = '91410100DEM0QY019R';
export const OTHER_APPLICANT = '91410105DEM0QY027W';
export const AGENT = '91410100DEM0DL4180';

/** One document id for each name, as the vault would give it. */
export const docIdOf = (name: string): string => `doc-${sha256Hex(utf8(name)).slice(0, 32)}`;

const REQUIRED: readonly MaterialType[] = [
  'APPLICATION_FORM',
  'APPLICANT_QUALIFICATION',
  'PRODUCT_DESCRIPTION',
  'SOURCE_PROOF',
  'LAWFUL_ACQUISITION',
  'SAMPLE',
  'COMMITMENT_LETTER',
];

const company = (): ApplicationForm['applicants'][number] => ({
  applicantName: '郑州示例地理信息有限公司',
  applicantType: 'LEGAL_PERSON',
  idType: 'USCC',
  idNumber: APPLICANT,
  contactName: '张示例',
  phone: '0371-60000000',
  address: '郑州市郑东新区示例路1号',
  operation: {
    legalRepresentative: '李示例',
    registeredOn: '2019-05-06',
    registeredAddress: '郑州市郑东新区示例路1号',
    term: '长期',
    businessScope: '地理信息数据采集与加工',
    status: '存续',
  },
});

const product = (): ApplicationForm['product'] => ({
  dataName: '2026年郑州市交通路网行政区划数据集',
  objectKind: 'PRODUCT',
  productForm: 'DATASET',
  industry: { code: 'I65', tableVersion: 'GB/T 4754-2017/1' },
  regionScope: 'CITY',
  regionCodes: ['410100'],
  updateFrequency: 'MONTHLY',
  derivation: 'LICENSED',
  content: {
    coverage: 'FULL',
    sha256Root: sha256Hex(utf8('root')),
    sha256: sha256Hex(utf8('content')),
    sm3: sha256Hex(utf8('content sm3')),
    chunkBytes: 1_048_576,
    bytes: 7_340_032,
    manifestVersion: 1,
  },
  dataSummary: '郑州市道路中心线与行政区划对照，供物流调度与选址使用。',
  sources: [{ kind: 'COLLECTED', sharePercent: 100 }],
  timeScope: { from: '2026-01-01', to: '2026-06-30' },
  volume: { records: 120_000, bytes: 7_340_032, asOf: '2026-07-01' },
  morphology: [{ medium: 'TABLE', structure: 'STRUCTURED' }],
  limits: ['不得转售'],
  upstream: [],
  classification: { category: '地理信息', level: 'GENERAL' },
  personalInformation: { contained: false },
  crossBorder: { intended: false },
  publicData: { fromAuthorisedOperation: false },
  declarations: { unlawful: false, ownershipInDispute: false, governmentDutyData: false },
  priorRegistrations: 'NONE',
  sample: { document: docIdOf('SAMPLE'), fieldsDigest: sha256Hex(utf8('fields')), rows: 100 },
  processingRule: '道路中心线按行政区划切分后去重。',
});

/** A valid application, as an applicant sends it. */
export const anApplicationForm = (changes: Partial<ApplicationForm> = {}): ApplicationForm =>
  applicationForm.parse({
    profileId: 'zhengzhou-2024',
    truthful: true,
    applicants: [company()],
    product: product(),
    rights: [
      {
        holderName: '郑州示例地理信息有限公司',
        holderUscc: APPLICANT,
        rightType: 'HOLD',
        exclusivity: 'NON_EXCLUSIVE',
        term: { from: '2026-07-01' },
        basis: 'SELF_COLLECTED',
        evidence: [docIdOf('LAWFUL_ACQUISITION')],
        regionCodes: ['000000'],
      },
    ],
    materials: REQUIRED.map((type) => ({ type, docId: docIdOf(type) })),
    withhold: [],
    ...changes,
  });

/** A salted commitment to a value; the salt is fixed, so that a test gives the same bytes twice. */
export const sealedValue = (label: string, value: JsonInput): Sealed => ({
  commitment: commit({ salt: sha256Hex(utf8(`salt of ${label}`)).slice(0, 32), label, value }),
});

/** A material as the ledger receives it. */
export const aMaterial = (type: MaterialType, name: string = type): MaterialFiling => ({
  type,
  docId: docIdOf(name),
  mime: 'application/pdf',
  size: 20_480,
  digests: sealedValue(`/materials/${name}`, { ...dualDigestOf(name) }),
});

/** The filing of an application: what of it goes on the ledger of a registry. */
export const filingOf = (form: ApplicationForm, registry: string = ZHENGZHOU): Filing => {
  const sealed = sealedPaths(form).reduce<JsonInput>((value, path) => {
    const found = valueAt(value, path);
    return found === undefined ? value : (withValueAt(value, path, sealedValue(path, found)) ?? value);
  }, form);
  const materials = form.materials.map(({ type, docId }) => ({ ...aMaterial(type), docId }));
  return filing.parse({ ...(sealed as Record<string, unknown>), registry, materials });
};

/** The filing of {@link anApplicationForm}. */
export const aFiling = (changes: Partial<ApplicationForm> = {}): Filing => filingOf(anApplicationForm(changes));
