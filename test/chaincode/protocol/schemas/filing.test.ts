// SPDX-License-Identifier: Apache-2.0
import { applicationForm, filing } from '../../../../chaincode/src/protocol/schemas/filing';
import type { ApplicationForm } from '../../../../chaincode/src/protocol/schemas/filing';
import { validated } from '../../../../chaincode/src/protocol/schemas/validate';
import type { Problem } from '../../../../chaincode/src/protocol/schemas/validate';
import { without } from '../../../../chaincode/src/protocol/without';
import { aFiling, anApplicationForm, docIdOf, sealedValue } from '../../../support/filing';
import { refusalOf } from '../../../support/refusal';

const form = anApplicationForm();
const company = form.applicants[0]!;
const right = form.rights[0]!;
const person = {
  ...without(company, ['operation']),
  applicantType: 'NATURAL_PERSON',
  idType: 'ID_CARD',
  idNumber: '11010519491231002X',
};
const pathsOf = (schema: Parameters<typeof validated>[0], value: unknown): string[] => {
  const problems = refusalOf(() => validated(schema, value)).details['problems'] as unknown as Problem[];
  return problems.map(({ path }) => path);
};
const product = (changes: object): object => ({ ...form, product: { ...form.product, ...changes } });
const applicants = (...all: object[]): object => ({ ...form, applicants: all });
const rights = (changes: object): object => ({ ...form, rights: [{ ...right, ...changes }] });

describe('an application form', () => {
  it('is taken whole, with a person as with a company', () => {
    expect(applicationForm.parse(form)).toEqual(form);
    expect(applicationForm.parse(applicants(company, person)).applicants).toHaveLength(2);
    expect(applicationForm.parse(without(form, ['withhold'])).withhold).toEqual([]);
  });

  it.each([
    [
      'an organization with an identity card',
      applicants({ ...company, idType: 'ID_CARD', idNumber: '11010519491231002X' }),
      ['/applicants/0/idType'],
    ],
    [
      'a person with a USCC',
      applicants({ ...person, idType: 'USCC', idNumber: company.idNumber }),
      ['/applicants/0/idType'],
    ],
    [
      'an organization that does not say how it operates',
      applicants(without(company, ['operation'])),
      ['/applicants/0/operation'],
    ],
    [
      'a USCC with a wrong check digit',
      applicants({ ...company, idNumber: '91410100DEM0QY0199' }),
      ['/applicants/0/idNumber'],
    ],
    [
      'an identity card with a wrong check digit',
      applicants({ ...person, idNumber: '110105194912310021' }),
      ['/applicants/0/idNumber'],
    ],
    [
      'a right that ends before it begins',
      rights({ term: { from: '2026-07-02', to: '2026-07-01' } }),
      ['/rights/0/term'],
    ],
    [
      'a time scope that ends before it begins',
      product({ timeScope: { from: '2026-07-02', to: '2026-07-01' } }),
      ['/product/timeScope'],
    ],
    [
      'shares that are not the whole',
      product({ sources: [{ kind: 'COLLECTED', sharePercent: 99 }] }),
      ['/product/sources'],
    ],
    [
      'a kind of source twice',
      product({
        sources: [
          { kind: 'COLLECTED', sharePercent: 50 },
          { kind: 'COLLECTED', sharePercent: 50 },
        ],
      }),
      ['/product/sources'],
    ],
    [
      'personal information without a basis',
      product({ personalInformation: { contained: true } }),
      ['/product/personalInformation/basis'],
    ],
    [
      'a verification service that is a dataset',
      product({ objectKind: 'VERIFICATION_SERVICE' }),
      ['/product/productForm'],
    ],
    ['no word on registrations before it', product({ priorRegistrations: [] }), ['/product/priorRegistrations']],
    [
      'an upstream certificate that is one of another register too',
      product({
        upstream: [{ description: '上游', certificateNumber: 'SJ4112026090001', registrationNumber: 'X-1' }],
      }),
      ['/product/upstream/0/registrationNumber'],
    ],
    [
      'an upstream certificate named twice',
      product({
        upstream: ['甲', '乙'].map((description) => ({ description, certificateNumber: 'SJ4112026090001' })),
      }),
      ['/product/upstream'],
    ],
    [
      'more upstream certificates than one decision reads',
      product({
        upstream: Array.from({ length: 11 }, (_, index) => ({
          description: '上游',
          certificateNumber: `SJ411202609${String(index + 1).padStart(4, '0')}`,
        })),
      }),
      ['/product/upstream'],
    ],
    [
      'joint production that does not say with whom',
      { ...form, rights: [{ ...form.rights[0]!, basis: 'JOINT' }] },
      ['/rights/0/joint'],
    ],
    [
      'others who produced what the holder produced alone',
      { ...form, rights: [{ ...form.rights[0]!, joint: { coProducers: [{}] } }] },
      ['/rights/0/joint'],
    ],
    ['a name of more than 40 characters', product({ dataName: '数'.repeat(41) }), ['/product/dataName']],
    ['an invisible character', product({ dataName: '数\u200b据' }), ['/product/dataName']],
    ['a name that is not in its composed form', product({ dataName: 'Cafe\u0301 数据' }), ['/product/dataName']],
    ['a name with a space at its end', product({ dataName: '数据 ' }), ['/product/dataName']],
    ['a Cyrillic letter that looks Latin', product({ dataName: '\u0410BC 数据' }), ['/product/dataName']],
    [
      'a fraction',
      product({ volume: { ...(form.product.volume as object), records: 1.5 } }),
      ['/product/volume/records'],
    ],
    [
      'a field that must be published among the withheld',
      { ...form, withhold: [{ path: '/product/dataName', reason: '密' }] },
      ['/withhold/0/path'],
    ],
    [
      'fields that nobody knows',
      { ...form, extra: 1, product: { ...form.product, 'a/b~c': 1 } },
      ['/product/a~1b~0c', '/extra'],
    ],
    ['a promise that is not given', { ...form, truthful: false }, ['/truthful']],
  ])('is refused with %s', (_, value, paths) => {
    expect(pathsOf(applicationForm, value)).toEqual(paths);
  });

  it('takes a passport as it comes', () => {
    const foreigner = { ...person, idType: 'PASSPORT', idNumber: 'E12345678' };
    expect(applicationForm.safeParse(applicants(foreigner)).success).toBe(true);
  });

  it.each([undefined, null, 1, [], {}, { product: {} }, { ...form, product: null, withhold: [{}] }])(
    'is refused as %j without falling over',
    (value) => {
      expect(pathsOf(applicationForm, value).length).toBeGreaterThan(0);
      expect(pathsOf(filing, value).length).toBeGreaterThan(0);
    },
  );
});

describe('a filing', () => {
  const filed = aFiling();
  const sealed = sealedValue('/x', '密');
  const withProduct = (changes: object): object => ({ ...filed, product: { ...filed.product, ...changes } });
  const personFiling = aFiling({ applicants: [person as ApplicationForm['applicants'][number]] });

  it('has personal data as commitments only', () => {
    expect(filing.parse(filed)).toEqual(filed);
    expect(JSON.stringify(filed)).not.toContain('张示例');
    expect(JSON.stringify(personFiling)).not.toContain('11010519491231002X');
  });

  it.each([
    [
      'a telephone number in the clear',
      { ...filed, applicants: [{ ...filed.applicants[0]!, phone: '0371-60000000' }] },
      ['/applicants/0/phone'],
    ],
    [
      'an organization whose name is sealed',
      { ...filed, applicants: [{ ...filed.applicants[0]!, applicantName: sealed }] },
      ['/applicants/0/applicantName'],
    ],
    [
      'a person in the clear',
      { ...personFiling, applicants: [{ ...personFiling.applicants[0]!, applicantName: '王示例', idNumber: sealed }] },
      ['/applicants/0/applicantName'],
    ],
    [
      'a holder without a USCC in the clear',
      { ...filed, rights: [{ ...without(filed.rights[0]!, ['holderUscc']) }] },
      ['/rights/0/holderName'],
    ],
    ['a trade secret in the clear', withProduct({ processingRule: '规则' }), ['/product/processingRule']],
    ['a field that is sealed and not withheld', withProduct({ limits: sealed }), ['/product/limits']],
    [
      'a field that is withheld and not sealed',
      { ...filed, withhold: [{ path: '/product/limits', reason: sealed }] },
      ['/product/limits'],
    ],
    [
      'a field withheld twice',
      {
        ...withProduct({ limits: sealed }),
        withhold: [
          { path: '/product/limits', reason: sealed },
          { path: '/product/limits', reason: sealed },
        ],
      },
      ['/withhold'],
    ],
    [
      'a document id of another kind',
      { ...filed, materials: [{ ...filed.materials[0]!, docId: docIdOf('x').toUpperCase() }] },
      ['/materials/0/docId'],
    ],
  ])('is refused with %s', (_, value, paths) => {
    expect(pathsOf(filing, value)).toEqual(paths);
  });
});
