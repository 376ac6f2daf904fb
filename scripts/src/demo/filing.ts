// SPDX-License-Identifier: Apache-2.0
import { addMonths, digestOf } from '@registry/chaincode/protocol';
import type { ApplicationForm } from '@registry/chaincode/protocol';
import type { MaterialType } from './documents/materials';
import type { Dossier, Party } from './dossier';

export interface FiledMaterial {
  readonly type: MaterialType;
  readonly docId: string;
}

const docIdOf = (materials: readonly FiledMaterial[], type: MaterialType): string => {
  const material = materials.find((item) => item.type === type);
  if (!material) throw new Error(`The filing has no material ${type}.`);
  return material.docId;
};

/** Contact details of the demonstration's companies: invented, and plainly so. */
const applicantOf = ({ name, uscc }: Party): ApplicationForm['applicants'][number] => ({
  applicantName: name,
  applicantType: 'LEGAL_PERSON',
  idType: 'USCC',
  idNumber: uscc,
  contactName: '示例联系人',
  phone: '0371-00000000',
  address: '示例市示例区示例路1号',
  operation: {
    legalRepresentative: '示例负责人',
    registeredOn: '2020-01-02',
    registeredAddress: '示例市示例区示例路1号',
    term: '长期',
    businessScope: '数据处理和存储支持服务；信息咨询服务',
    status: '存续',
  },
});

const contentOf = ({ fingerprint }: Dossier): ApplicationForm['product']['content'] => ({
  coverage: 'FULL',
  sha256Root: fingerprint.merkleRoot,
  sha256: fingerprint.sha256,
  sm3: fingerprint.sm3,
  chunkBytes: fingerprint.chunkBytes,
  bytes: fingerprint.bytes,
  manifestVersion: 1,
});

/** What a product is made from: registrations of this ledger, or else the package that ships its data. */
const upstreamOf = ({ upstream = [], file, product }: Dossier): ApplicationForm['product']['upstream'] =>
  upstream.length > 0
    ? upstream.map(({ certificateNumber, dataName }) => ({ certificateNumber, description: dataName }))
    : [{ description: `${file.packageName} ${file.version}`, licence: product.origin.licence }];

const productOf = (dossier: Dossier, sample: string): ApplicationForm['product'] => {
  const { category, ...description } = dossier.product.description;
  const { measure, fingerprint, product } = dossier;
  return {
    ...description,
    objectKind: product.derivedFrom === undefined ? 'PRODUCT' : 'DERIVED_PRODUCT',
    productForm: 'DATASET',
    content: contentOf(dossier),
    volume: { records: measure.records, bytes: fingerprint.bytes, asOf: dossier.today },
    upstream: upstreamOf(dossier),
    classification: { category, level: 'GENERAL' },
    personalInformation: { contained: false },
    crossBorder: { intended: false },
    publicData: { fromAuthorisedOperation: false },
    derivation: 'LICENSED',
    declarations: { unlawful: false, ownershipInDispute: false, governmentDutyData: false },
    priorRegistrations: 'NONE',
    sample: { document: sample, fieldsDigest: digestOf([...measure.fields]), rows: measure.records },
  };
};

const termOf = ({ product: { rightMonths }, today }: Dossier): ApplicationForm['rights'][number]['term'] => ({
  from: today,
  ...(rightMonths === undefined ? {} : { to: addMonths(today, rightMonths) }),
});

const rightsOf = (dossier: Dossier, evidence: string): ApplicationForm['rights'] => {
  const { product, applicant } = dossier;
  return product.rightTypes.map((rightType) => ({
    holderName: applicant.name,
    holderUscc: applicant.uscc,
    rightType,
    exclusivity: 'NON_EXCLUSIVE',
    term: termOf(dossier),
    basis: product.basis,
    evidence: [evidence],
    regionCodes: ['000000'],
  }));
};

const agentOf = ({ agent, today }: Dossier, materials: readonly FiledMaterial[]): Pick<ApplicationForm, 'agent'> => {
  if (!agent) return {};
  const until = `${String(Number(today.slice(0, 4)) + 1)}-01-31`;
  const powerOfAttorney = docIdOf(materials, 'AGENT_AUTHORISATION');
  return { agent: { ...agent, powerOfAttorney, scope: '提交申请、接收通知、补正材料、领取凭证', until } };
};

/**
 * The application of a product, out of what was measured and uploaded.
 * @param materials every uploaded material: the filing refers to some of them in its fields too
 * @param left types left out of the list of materials, as a careless applicant would
 */
export const buildApplication = (
  dossier: Dossier,
  materials: readonly FiledMaterial[],
  { profileId, left = [] }: { profileId: string; left?: readonly MaterialType[] },
): ApplicationForm => ({
  profileId,
  truthful: true,
  applicants: [applicantOf(dossier.applicant)],
  ...agentOf(dossier, materials),
  product: productOf(dossier, docIdOf(materials, 'SAMPLE')),
  rights: rightsOf(dossier, docIdOf(materials, 'LAWFUL_ACQUISITION')),
  materials: materials.filter(({ type }) => !left.includes(type)).map(({ type, docId }) => ({ type, docId })),
  withhold: dossier.product.withhold.map(({ path, reason }) => ({ path, reason })),
});
