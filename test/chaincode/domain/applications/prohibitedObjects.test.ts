// SPDX-License-Identifier: Apache-2.0
import { PROHIBITIONS } from '../../../../chaincode/src/domain/applications/prohibitedObjects';
import type { ApplicationForm } from '../../../../chaincode/src/protocol/schemas/filing';
import { REFUSAL_REASONS } from '../../../../chaincode/src/protocol/schemas/vocabulary';
import { stepped, submission, submitted } from '../../../support/cases';
import { aFiling, anApplicationForm } from '../../../support/filing';
import { refusalOf } from '../../../support/refusal';

const { product } = anApplicationForm();
type Product = ApplicationForm['product'];
const declaring = (changes: Partial<Product['declarations']>): Partial<Product> => ({
  declarations: { ...product.declarations, ...changes },
});
const filed = (changes: Partial<Product>): ReturnType<typeof aFiling> =>
  aFiling({ product: { ...product, ...changes } });

describe('an object that is not registered', () => {
  it.each([
    ['what a law forbids', declaring({ unlawful: true }), 'UNLAWFUL_OBJECT_REFUSED', 'NA-LAW'],
    ['core data', { classification: { category: '国防', level: 'CORE' as const } }, 'CORE_DATA_REFUSED', 'NA-LAW'],
    ['government-duty data', declaring({ governmentDutyData: true }), 'GOVERNMENT_DUTY_DATA_REFUSED', 'NA-GOVDATA'],
    ['disputed ownership', declaring({ ownershipInDispute: true }), 'OWNERSHIP_IN_DISPUTE', 'NA-DISPUTE'],
    [
      'a product of authorised public data without their registration',
      { publicData: { fromAuthorisedOperation: true } },
      'PUBLIC_DATA_NOT_REGISTERED',
      'NA-NOPUBREG',
    ],
  ])('is refused where the filing says so: %s', (_, changes, code, reasonCode) => {
    const refusal = refusalOf(() => submission(filed(changes)));
    expect(refusal.code).toBe(code);
    expect(refusal.details).toMatchObject({ reasonCode, path: expect.stringMatching(/^\/product\//) as string });
  });

  it('is not a product of authorised public data that has its registration number', () => {
    const publicData = { fromAuthorisedOperation: true, registrationNumber: 'GG-2026-000123' };
    expect(submitted(filed({ publicData })).state).toBe('SUBMITTED');
  });

  it('is looked for again in a corrected filing', () => {
    const items = [
      {
        target: { field: '/product/declarations/ownershipInDispute' },
        verdict: 'WRONG',
        reasonCode: 'CR-WRONG',
        note: { commitment: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } },
      },
    ];
    const corrected = stepped(submitted(), 'requestCorrection', { body: { items } });
    const fields = [{ path: '/product/declarations/ownershipInDispute', value: true }];
    const refusal = refusalOf(() => stepped(corrected, 'supplyCorrection', { body: { materials: [], fields } }));
    expect(refusal.code).toBe('OWNERSHIP_IN_DISPUTE');
  });

  it.each([...new Set(PROHIBITIONS.map(({ reasonCode }) => reasonCode))])(
    'that only an officer can tell is refused by two people under %s',
    (reasonCode) => {
      expect(REFUSAL_REASONS).toContain(reasonCode);
      const proposed = stepped(submitted(), 'proposeRefusal', { body: { reasonCode } });
      expect(stepped(proposed, 'refuse')).toMatchObject({ state: 'NOT_ACCEPTED', refusal: { reasonCode } });
    },
  );
});
