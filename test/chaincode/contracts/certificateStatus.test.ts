// SPDX-License-Identifier: Apache-2.0
import { applyToCertificate } from '../../../chaincode/src/domain/certificates/apply';
import type { CertificateEvent } from '../../../chaincode/src/domain/certificates/apply';
import { recordKey } from '../../../chaincode/src/ledger/keys';
import { certificateContentOf, certificateDigestOf } from '../../../chaincode/src/protocol/certificateDigest';
import { certificateStatusAt } from '../../../chaincode/src/protocol/certificateStatusAt';
import { addDays, shanghaiDate } from '../../../chaincode/src/protocol/civilTime';
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import type { DomainEvent } from '../../../chaincode/src/protocol/schemas/events';
import type { CertificateRecord } from '../../../chaincode/src/protocol/schemas/records';
import { AGENT, aFiling, anApplicationForm, sealedValue } from '../../support/filing';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const officer = 'supervisor-officer-1';
const reason = sealedValue('/reason', '经核查，来源证明系伪造');
const legalBasis = ['数据产品登记办法第十条'];
const DAY = 86_400_000;

const caseOf = async (register: Register): Promise<string> => register.caseIn('REGISTERED');
const numberOf = async (register: Register, caseId: string): Promise<string> => {
  const { record } = (await register.ask('zhengzhou-applicant-1', 'application:read', { caseId })) as {
    readonly record: { readonly certificateNumber: string };
  };
  return record.certificateNumber;
};

let register: Register;
let number: string;
beforeEach(async () => {
  register = await aRegister();
  number = await numberOf(register, await caseOf(register));
});

const record = (): CertificateRecord => register.ledger.read(recordKey('certificate', number)) as CertificateRecord;
const statusNow = (): string => certificateStatusAt(record(), new Date(register.now).toISOString());
const today = (): string => shanghaiDate(register.now);

const suspend = (until = addDays(today(), 10), user = officer): Promise<unknown> =>
  register.send(user, 'certificate:suspend', { number, reasonCode: 'SP-CLUE', legalBasis, reason, until });
const restore = (user = officer): Promise<unknown> =>
  register.send(user, 'certificate:restore', { number, reasonCode: 'RS-CLEARED', legalBasis, reason });
const revoke = (more: JsonInputObject = {}, user = officer): Promise<unknown> =>
  register.send(user, 'certificate:revoke', {
    ...{ number, reasonCode: 'RV-FALSE', legalBasis, reason, effect: 'AB_INITIO' },
    ...more,
  });

describe('a certificate', () => {
  it('is suspended until the end of a day, and then stands again by itself', async () => {
    const before = record();
    const until = addDays(today(), 10);
    await suspend(until);
    expect(record()).toMatchObject({ status: 'SUSPENDED', eventSeq: before.eventSeq + 1 });
    expect(record().standing).toMatchObject({ reasonCode: 'SP-CLUE', legalBasis, reason });
    expect(statusNow()).toBe('SUSPENDED');
    register.now = Date.parse(`${until}T23:59:59+08:00`);
    expect(statusNow()).toBe('SUSPENDED');
    register.now += 1_000;
    expect(statusNow()).toBe('VALID');
    expect(await refused(restore())).toMatchObject({
      code: 'CERTIFICATE_STATUS',
      details: { certificateStatus: 'VALID' },
    });
    await suspend();
    expect(statusNow()).toBe('SUSPENDED');
  });

  it('is restored before', async () => {
    await suspend();
    await restore();
    expect(record().status).toBe('VALID');
    expect(record().standing).toBeUndefined();
  });

  it('is revoked once, whether it is valid, suspended or expired', async () => {
    await suspend();
    await revoke();
    expect(record()).toMatchObject({ status: 'REVOKED', standing: { effect: 'AB_INITIO', reasonCode: 'RV-FALSE' } });
    for (const again of [revoke, suspend, restore]) {
      expect(await refused(again())).toMatchObject({
        code: 'CERTIFICATE_STATUS',
        details: { certificateStatus: 'REVOKED', possible: [] },
      });
    }
  });

  it('is revoked though it has expired, but not suspended', async () => {
    register.now = Date.parse(record().validUntil) + DAY;
    expect(statusNow()).toBe('EXPIRED');
    expect(await refused(suspend())).toMatchObject({
      code: 'CERTIFICATE_STATUS',
      details: { certificateStatus: 'EXPIRED', possible: ['revoke'] },
    });
    await revoke({ effect: 'FROM_DECISION', reasonCode: 'RV-COURT' });
    expect(record().status).toBe('REVOKED');
  });

  it('expires while it is suspended beyond its end', async () => {
    register.now = Date.parse(record().validUntil) - 2 * DAY;
    await suspend(addDays(today(), 5));
    register.now = Date.parse(record().validUntil);
    expect(statusNow()).toBe('SUSPENDED');
    register.now += 6 * DAY;
    expect(statusNow()).toBe('EXPIRED');
  });

  it('keeps what was attested of it, and is what its events make of it', async () => {
    const { recordDigest } = record();
    await suspend();
    await revoke();
    expect(certificateDigestOf(certificateContentOf(record()))).toEqual(recordDigest);
    const eventAt = (seq: number): DomainEvent => register.ledger.event('certificate', number, seq) as DomainEvent;
    const events = [1, 2, 3].map(eventAt);
    expect(events.map(({ type }) => type)).toEqual(['certificateIssued', 'certificateSuspended', 'certificateRevoked']);
    const replayed = events.reduce<CertificateRecord | undefined>(
      (before, event) => applyToCertificate(before, event as CertificateEvent),
      undefined,
    );
    expect(replayed).toEqual(record());
    expect(() => applyToCertificate(undefined, events[1] as CertificateEvent)).toThrow('NOT_FOUND');
  });

  it('is changed by nobody but the supervisor', async () => {
    for (const user of ['zhengzhou-decider-1', 'zhengzhou-applicant-1', 'guiyang-decider-1', 'zhengzhou-clock']) {
      expect(await refused(revoke({}, user))).toMatchObject({ code: 'ACCESS_DENIED' });
      expect(await refused(suspend(undefined, user))).toMatchObject({ code: 'ACCESS_DENIED' });
      expect(await refused(restore(user))).toMatchObject({ code: 'ACCESS_DENIED' });
    }
    const stranger = { number: 'SJ4112026099999' };
    expect(await refused(revoke(stranger))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is suspended for no day that is past, and for no longer than 180 days', async () => {
    expect(await refused(suspend(addDays(today(), -1)))).toMatchObject({ code: 'SUSPENSION_PERIOD' });
    expect(await refused(suspend(addDays(today(), 181)))).toMatchObject({ code: 'SUSPENSION_PERIOD' });
    await suspend(addDays(today(), 180));
    expect(record().status).toBe('SUSPENDED');
  });

  it('is decided on in the order of time', async () => {
    await suspend();
    const back = { skew: -61_000 };
    const body = { number, reasonCode: 'RV-FALSE', legalBasis, reason, effect: 'AB_INITIO' };
    expect(await refused(register.send(officer, 'certificate:revoke', body, back))).toMatchObject({
      code: 'TIME_BEFORE_LAST_EVENT',
    });
  });

  it('that is suspended or revoked carries no product made of it', async () => {
    const operated = { ...anApplicationForm().rights[0]!, rightType: 'OPERATE' as const, holderUscc: AGENT };
    number = await numberOf(register, await register.caseIn('REGISTERED', aFiling({ rights: [operated] })));
    const upstream = [{ description: '上游产品', certificateNumber: number }];
    const filing = { ...aFiling(), product: { ...aFiling().product, upstream } };
    const refusal = async (): Promise<string> =>
      (await refused(register.send('zhengzhou-applicant-1', 'application:submit', { filing: filing }))).code;
    await suspend();
    expect(await refusal()).toBe('UPSTREAM_NOT_IN_FORCE');
    await restore();
    expect(await refusal()).toBe('UPSTREAM_LICENCE_MISSING');
    await revoke();
    expect(await refusal()).toBe('UPSTREAM_NOT_IN_FORCE');
  });
});
