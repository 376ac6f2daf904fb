// SPDX-License-Identifier: Apache-2.0
import { utf8 } from '../../chaincode/src/protocol/bytes';
import { addDays, shanghaiDate } from '../../chaincode/src/protocol/civilTime';
import { sha256Hex } from '../../chaincode/src/protocol/digest';
import type { ApplicationForm, Filing } from '../../chaincode/src/protocol/schemas/filing';
import { NOTICE_PROFILE, TEST_PROFILE } from '../support/foundLedger';
import { AGENT, anApplicationForm, APPLICANT, docIdOf, filingOf, GUIYANG, ZHENGZHOU } from '../support/filing';
import type { Walker } from './people';
import type { World } from './world';

/** Somebody who files, and what. */
export interface Filed {
  readonly by: Walker;
  readonly filing: Filing;
}

const REGISTRIES = {
  zhengzhou: { registry: ZHENGZHOU, profiles: ['zhengzhou-2024', 'zhengzhou-2024', 'n35-2026', NOTICE_PROFILE] },
  guiyang: { registry: GUIYANG, profiles: ['n35-2026', 'n35-2026', TEST_PROFILE] },
} as const;
type Place = keyof typeof REGISTRIES;

const TEMPLATE = anApplicationForm();

type Change = (form: ApplicationForm, world: World) => ApplicationForm;

const withAgent: Change = (form, { now }) => ({
  ...form,
  agent: {
    name: '郑州示例代理有限公司',
    uscc: AGENT,
    powerOfAttorney: docIdOf('AGENT_AUTHORISATION'),
    scope: '首次登记',
    until: addDays(shanghaiDate(now), 400),
  },
  materials: [...form.materials, { type: 'AGENT_AUTHORISATION', docId: docIdOf('AGENT_AUTHORISATION') }],
});

const withPerson: Change = (form) => ({
  ...form,
  applicants: [
    ...form.applicants,
    {
      ...{ applicantName: '王示例', applicantType: 'NATURAL_PERSON', idType: 'PASSPORT', idNumber: 'E00000000' },
      ...{ contactName: '王示例', phone: '0371-61111111', address: '郑州市示例路2号' },
    },
  ],
});

const FIELDS = ['/product/sources', '/product/volume', '/product/limits', '/product/dataSummary'];
const withheld: Change = (form, { random }) => ({
  ...form,
  withhold: FIELDS.filter(() => random.chance(0.4)).map((path) => ({ path, reason: '商业秘密' })),
});

/** The same data as others have filed, some of them for themselves alone. */
const contested: Change = (form, { random }) => {
  const content = { ...form.product.content, sha256Root: sha256Hex(utf8(`contested ${random.below(6)}`)) };
  const exclusivity = random.chance(0.4) ? 'EXCLUSIVE' : 'NON_EXCLUSIVE';
  return {
    ...form,
    product: { ...form.product, content },
    rights: form.rights.map((right) => ({ ...right, exclusivity })),
  };
};

const derived: Change = (form, world) => {
  const numbers = [...world.all('certificate').keys()];
  if (numbers.length === 0) return form;
  const source = { description: '登记在先的产品', licenceDocument: docIdOf('UPSTREAM_LICENCE') };
  return {
    ...form,
    product: { ...form.product, upstream: [{ ...source, certificateNumber: world.random.pick(numbers) }] },
    materials: [...form.materials, { type: 'UPSTREAM_LICENCE', docId: docIdOf('UPSTREAM_LICENCE') }],
  };
};

/** A right that may be over before the certificate is granted. */
const short: Change = (form, { now, random }) => ({
  ...form,
  rights: form.rights.map((right) => ({
    ...right,
    term: { ...right.term, to: addDays(shanghaiDate(now), random.below(60)) },
  })),
});

const incomplete: Change = (form) => ({
  ...form,
  materials: form.materials.filter(({ type }) => type !== 'COMMITMENT_LETTER'),
});

const prohibited: Change = (form, { random }) => {
  const declarations = { unlawful: false, ownershipInDispute: false, governmentDutyData: false };
  const named = random.pick(Object.keys(declarations));
  return { ...form, product: { ...form.product, declarations: { ...declarations, [named]: true } } };
};

const CHANGES: readonly (readonly [number, Change])[] = [
  [0.2, withAgent],
  [0.1, withPerson],
  [0.3, withheld],
  [0.15, contested],
  [0.15, derived],
  [0.06, short],
  [0.06, incomplete],
  [0.03, prohibited],
];

const PARTIES: Readonly<Record<Place, Readonly<Record<string, string>>>> = {
  zhengzhou: {},
  // The same company under its number at the other registry.
  guiyang: { [APPLICANT]: '91520100DEM0QY035A', [AGENT]: '91520100DEM0DL522Y' },
};

const moved = (form: ApplicationForm, to: Readonly<Record<string, string>>): ApplicationForm => ({
  ...form,
  ...(form.agent !== undefined && { agent: { ...form.agent, uscc: to[form.agent.uscc] ?? form.agent.uscc } }),
  applicants: form.applicants.map((one) => ({ ...one, idNumber: to[one.idNumber] ?? one.idNumber })),
  rights: form.rights.map((right) =>
    right.holderUscc === undefined ? right : { ...right, holderUscc: to[right.holderUscc] ?? right.holderUscc },
  ),
});

/** An application, and one of those who may file it; now and then one that nobody may file. */
export const newFiling = (world: World): Filed => {
  const { random } = world;
  const place = random.weighted<Place>(['zhengzhou', 'guiyang'], (one) => (one === 'zhengzhou' ? 3 : 1));
  const { registry, profiles } = REGISTRIES[place];
  const name = `${random.pick(['交通', '气象', '电力', '医疗', '物流'])}数据集${random.below(1_000_000)}`;
  const content = { ...TEMPLATE.product.content, sha256Root: sha256Hex(utf8(name)) };
  const product = { ...TEMPLATE.product, dataName: name, content };
  const plain: ApplicationForm = { ...TEMPLATE, profileId: random.pick(profiles), product };
  const changed = CHANGES.reduce(
    (form, [chance, change]) => (random.chance(chance) ? change(form, world) : form),
    plain,
  );
  const isByAgent = changed.agent !== undefined && random.chance(0.7);
  const by = world.named(`${place}-${isByAgent ? 'agent' : 'applicant'}-1`);
  return { by, filing: filingOf(moved(changed, PARTIES[place]), registry) };
};
