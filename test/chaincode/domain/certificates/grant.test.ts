// SPDX-License-Identifier: Apache-2.0
import { without } from '../../../../chaincode/src/protocol/without';
import { applyToCertificate } from '../../../../chaincode/src/domain/certificates/apply';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { certificateContentOf, certificateDigestOf } from '../../../../chaincode/src/protocol/certificateDigest';
import type { EventDraft } from '../../../../chaincode/src/protocol/schemas/events';
import type { CertificateRecord } from '../../../../chaincode/src/protocol/schemas/records';
import {
  before,
  decided,
  facts,
  institutionNamed,
  institutionRecord,
  NOTICE_OVER,
  stepped,
} from '../../../support/cases';
import type { StepOptions } from '../../../support/cases';
import { aFiling, anApplicationForm, APPLICANT, ZHENGZHOU } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf } from '../../../support/refusal';

const certificateOf = (filing = aFiling(), options: StepOptions = {}): CertificateRecord => {
  const [, issued] = decided(before('grant', filing), 'grant', options);
  const draft = issued as EventDraft<'certificateIssued'>;
  return applyToCertificate(
    undefined,
    sealEvent(draft, { ...facts(PEOPLE.otherDecider, NOTICE_OVER), head: undefined }),
  );
};

describe('granting', () => {
  it('gives the next number of the registry and month, on the case and on a record of its own', () => {
    const record = stepped(before('grant'), 'grant', { facts: { lastSerial: 41 } });
    expect(record).toMatchObject({ state: 'REGISTERED', certificateNumber: 'SJ4112026090042' });
    expect(decided(before('grant'), 'grant').map((draft) => [draft.type, draft.recordType, draft.state])).toEqual([
      ['certificateGranted', 'case', 'REGISTERED'],
      ['certificateIssued', 'certificate', undefined],
    ]);
  });

  it('says what is registered, for whom, by whom and until when', () => {
    expect(certificateOf()).toMatchObject({
      kind: 'certificate',
      number: 'SJ4112026090001',
      version: 1,
      status: 'VALID',
      registry: { uscc: ZHENGZHOU, registryCode: '411', mspId: 'ZhengzhouMSP' },
      dataName: '2026年郑州市交通路网行政区划数据集',
      holders: [{ name: '郑州示例地理信息有限公司', idNumber: APPLICANT }],
      rights: [{ rightType: 'HOLD', holderUscc: APPLICANT, term: { from: '2026-07-01' } }],
      attestedAt: '2026-09-18T16:01:00.000Z',
      validFrom: '2026-09-19',
      validTo: '2029-09-19',
      validUntil: '2029-09-19T16:00:00.000Z',
      grantedBy: PEOPLE.otherDecider,
      eventSeq: 1,
    });
  });

  it('carries digests that anybody can compute again from what it says', () => {
    const certificate = certificateOf();
    expect(certificateDigestOf(certificateContentOf(certificate))).toEqual(certificate.recordDigest);
    const suspended = certificateContentOf({ ...certificate, status: 'SUSPENDED', eventSeq: 2 });
    expect(certificateDigestOf(suspended)).toEqual(certificate.recordDigest);
    const forged = certificateContentOf({ ...certificate, validTo: '2039-09-19' });
    expect(certificateDigestOf(forged)).not.toEqual(certificate.recordDigest);
  });

  const form = anApplicationForm();
  const right = (to: string): object => ({ rights: [{ ...form.rights[0]!, term: { from: '2026-07-01', to } }] });
  const contract = (contractEndsOn: string): object => ({
    product: { ...form.product, upstream: [{ description: '上游数据', contractEndsOn }, { description: '开放数据' }] },
  });

  it.each([
    ['a right that ends earlier', right('2027-01-31'), '2027-01-31'],
    ['a contract that ends earlier', contract('2028-12-31'), '2028-12-31'],
    ['a contract that ends later', contract('2040-12-31'), '2029-09-19'],
    ['a right that ends on the day of attestation', right('2026-09-19'), '2026-09-19'],
  ])('stands no longer than %s', (_, changes, validTo) => {
    expect(certificateOf(aFiling(changes)).validTo).toBe(validTo);
  });

  it('is refused for rights that have ended', () => {
    expect(codeOf(() => decided(before('grant', aFiling(right('2026-09-18'))), 'grant'))).toBe('VALIDITY_OVER');
  });

  it('is refused when the month has no number left', () => {
    expect(codeOf(() => decided(before('grant'), 'grant', { facts: { lastSerial: 9999 } }))).toBe('SERIAL_EXHAUSTED');
  });

  it('is refused to a registry that is no longer in force', () => {
    const suspended = institutionRecord(institutionNamed(ZHENGZHOU), { status: 'SUSPENDED' });
    const options = { facts: { institutions: new Map([[ZHENGZHOU, suspended]]) } };
    expect(codeOf(() => decided(before('grant'), 'grant', options))).toBe('INSTITUTION_NOT_IN_FORCE');
  });

  it('shows a right of a natural person without the name', () => {
    const line = without(form.rights[0]!, ['holderUscc']);
    const certificate = certificateOf(aFiling({ rights: [{ ...line, holderName: '王示例' }] }));
    expect(certificate.rights[0]).not.toHaveProperty('holderUscc');
    expect(JSON.stringify(certificate)).not.toContain('王示例');
  });
});
