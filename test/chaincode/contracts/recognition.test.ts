// SPDX-License-Identifier: Apache-2.0
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { contentKey, recognizedKey, recordKey } from '../../../chaincode/src/ledger/keys';
import { applyToRecognition } from '../../../chaincode/src/domain/recognitions/apply';
import type { RecognitionEvent } from '../../../chaincode/src/domain/recognitions/apply';
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import { addDays, shanghaiDate } from '../../../chaincode/src/protocol/civilTime';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import type { RecognitionAnswer, RecognitionRecord } from '../../../chaincode/src/protocol/schemas/recognition';
import type {
  CaseRecord,
  CertificateRecord,
  InstitutionRecord,
  ProfileRecord,
} from '../../../chaincode/src/protocol/schemas/records';
import { loadFounding } from '../../../network/src/founding/loadFounding';
import { loadTopology } from '../../../network/src/topology';
import { AGENT, sealedValue } from '../../support/filing';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const applicant = 'zhengzhou-applicant-1';
const reviewer = 'guiyang-reviewer-1';
const decider = 'guiyang-decider-1';
const clock = 'guiyang-clock';
const officer = 'supervisor-officer-1';
const legalBasis = ['数据产品登记互认'];
const reason = sealedValue('/reason', '审查要点等效');
const purposes = ['LISTING', 'TRADE'];
const ENDORSERS = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];

let register: Register;
let number: string;
let guiyang: InstitutionRecord;
const put = (key: string, value: object): unknown => register.ledger.state.set(key, Buffer.from(JSON.stringify(value)));
const USCCS = loadFounding({ topology: loadTopology(), testProfiles: [] }).institutions;
const institutionOf = (mspId: string): InstitutionRecord => {
  const one = USCCS.find((institution) => institution.mspId === mspId)!;
  return register.ledger.read(recordKey('institution', one.uscc)) as InstitutionRecord;
};

beforeEach(async () => {
  register = await aRegister();
  const caseId = await register.caseIn('REGISTERED');
  const answer = (await register.ask(applicant, 'application:read', { caseId })) as {
    readonly record: { readonly certificateNumber: string };
  };
  number = answer.record.certificateNumber;
  guiyang = institutionOf('GuiyangMSP');
});

const uscc = (): string => guiyang.institution.uscc;
const profileId = (): string => (guiyang.institution as unknown as { profileIds: string[] }).profileIds[0]!;
const read = (recognitionNo: string): RecognitionRecord =>
  register.ledger.read(recordKey('recognition', recognitionNo)) as RecognitionRecord;
const certificate = (): CertificateRecord =>
  register.ledger.read(recordKey('certificate', number)) as CertificateRecord;
const today = (): string => shanghaiDate(register.now);

const request = async (more: JsonInputObject = {}, user = applicant): Promise<string> => {
  const { answer } = await register.send(user, 'recognition:request', { number, registry: uscc(), purposes, ...more });
  return (answer as RecognitionAnswer).recognitionNo;
};
const point = (verdict: string): JsonInputObject => ({ verdict, finding: sealedValue('/finding', verdict) });
const verify = async (
  recognitionNo: string,
  verdicts: JsonInputObject = {},
  user = reviewer,
): Promise<RecognitionAnswer> => {
  const same = { description: 'EQUIVALENT', source: 'EQUIVALENT', rights: 'EQUIVALENT', ...verdicts };
  const points = Object.fromEntries(Object.entries(same).map(([name, verdict]) => [name, point(verdict)]));
  const body = { recognitionNo, profileId: profileId(), points };
  return (await register.send(user, 'recognition:verify', body)).answer as RecognitionAnswer;
};
const decide = async (
  recognitionNo: string,
  more: JsonInputObject = { outcome: 'FULL' },
  user = decider,
): Promise<RecognitionAnswer> =>
  (await register.send(user, 'recognition:decide', { recognitionNo, legalBasis, reason, ...more }))
    .answer as RecognitionAnswer;
const refuse = (recognitionNo: string, user = decider): Promise<RecognitionAnswer> =>
  decide(recognitionNo, { outcome: 'REFUSED', reasonCode: 'RC-PROFILE' }, user);
const recognized = async (more: JsonInputObject = {}): Promise<string> => {
  const recognitionNo = await request(more);
  await verify(recognitionNo);
  await decide(recognitionNo);
  return recognitionNo;
};
const follow = (recognitionNo: string, user = clock): Promise<unknown> =>
  register.send(user, 'recognition:follow', { recognitionNo });
const onSource = (command: string, more: JsonInputObject): Promise<unknown> =>
  register.send(officer, `certificate:${command}`, { number, legalBasis, reason, ...more });
const appeal = (recognitionNo: string, user = applicant): Promise<unknown> =>
  register.send(user, 'recognition:appeal', { recognitionNo, statement: sealedValue('/statement', '请求重新决定') });
const settle = (recognitionNo: string, outcome: string, user = officer): Promise<unknown> =>
  register.send(user, 'recognition:decideAppeal', { recognitionNo, outcome, legalBasis, reason });

describe('a recognition that is asked for', () => {
  it('is in the custody of the registry that was asked, and says what the source was', async () => {
    const body = { number, registry: uscc(), purposes };
    const { answer, policies } = await register.send(applicant, 'recognition:request', body);
    const { recognitionNo } = answer as RecognitionAnswer;
    const policy = custodyPolicy('GuiyangMSP', ENDORSERS);
    expect(new Map(policies)).toEqual(
      new Map([
        [recordKey('recognition', recognitionNo), policy],
        [recognizedKey(number, uscc()), policy],
      ]),
    );
    const { recordDigest, validTo } = certificate();
    expect(read(recognitionNo)).toMatchObject({
      state: 'REQUESTED',
      purposes,
      source: { number, recordDigest, validTo },
      registry: { uscc: uscc(), registryCode: guiyang.institution.institutionKind === 'REGISTRY' ? '521' : '' },
    });
    expect(await register.ask(reviewer, 'recognition:read', { recognitionNo })).toEqual(read(recognitionNo));
  });

  it('is asked by whose certificate it is, of another registry that offers it, one at a time', async () => {
    expect((await refused(request({}, 'zhengzhou-applicant-2'))).code).toBe('ACCESS_DENIED');
    expect((await refused(request({ number: 'SJ4112026099999' }))).code).toBe('ACCESS_DENIED');
    const own = institutionOf('ZhengzhouMSP').institution.uscc;
    expect(await refused(request({ registry: own }))).toMatchObject({
      code: 'RECOGNITION_NOT_OFFERED',
      details: { reason: 'ISSUED_HERE' },
    });
    expect((await refused(request({ registry: institutionOf('CourtMSP').institution.uscc }))).code).toBe(
      'INSTITUTION_NOT_IN_FORCE',
    );
    const recognitionNo = await request();
    expect(await refused(request())).toMatchObject({ code: 'RECOGNITION_ALREADY_ASKED', details: { recognitionNo } });
    await verify(recognitionNo);
    await refuse(recognitionNo);
    expect(await request()).not.toBe(recognitionNo);
  });

  it('is not offered by a registry whose accreditation does not name it', async () => {
    const { institution } = guiyang;
    const without = { ...institution, caseTypes: ['INITIAL'] };
    const key = recordKey('institution', uscc());
    put(key, { ...guiyang, institution: without });
    expect(await refused(request())).toMatchObject({ code: 'RECOGNITION_NOT_OFFERED', details: { registry: uscc() } });
  });
});

describe('a recognition that is verified', () => {
  it('names the points of difference of the two profiles, and what was checked', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo);
    const { state, verification } = read(recognitionNo);
    expect(state).toBe('VERIFIED');
    expect(verification?.checks).toEqual([
      { check: 'RC-ISSUER', passed: true },
      { check: 'RC-PROOF', passed: true },
      { check: 'RC-STATUS', passed: true },
    ]);
    expect(verification?.differences.map(({ subject }) => subject)).toContain('IDENTITY');
    expect(Object.keys(verification!.differences[0]!).sort()).toEqual(['point', 'subject']);
  });

  it('is verified by the reviewer of the registry that was asked, once, by its own rules', async () => {
    const recognitionNo = await request();
    for (const stranger of ['zhengzhou-reviewer-1', decider, applicant]) {
      expect((await refused(verify(recognitionNo, {}, stranger))).code).toBe('ACCESS_DENIED');
    }
    const points = { description: point('EQUIVALENT'), source: point('EQUIVALENT'), rights: point('EQUIVALENT') };
    for (const other of ['zhengzhou-2024', 'no-such-profile']) {
      const body = { recognitionNo, profileId: other, points };
      expect((await refused(register.send(reviewer, 'recognition:verify', body))).code).toBe('PROFILE_NOT_AVAILABLE');
    }
    await verify(recognitionNo);
    expect(await refused(verify(recognitionNo))).toMatchObject({
      code: 'UNEXPECTED_STATE',
      details: { state: 'VERIFIED', possible: ['decide'] },
    });
    const none = recognitionNo.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect((await refused(verify(none))).code).toBe('NOT_FOUND');
    expect((await refused(decide(none))).code).toBe('NOT_FOUND');
    expect((await refused(follow(none))).code).toBe('NOT_FOUND');
  });

  it('compares with the version of the rules under which the source was granted', async () => {
    const recognitionNo = await request();
    const source = certificate().profile;
    const key = recordKey('profile', source.profileId);
    const before = register.ledger.read(key) as ProfileRecord;
    await register.drawAgencies();
    expect((register.ledger.read(key) as ProfileRecord).hash).not.toBe(source.hash);
    await verify(recognitionNo);
    expect(read(recognitionNo).source.profile.hash).toBe(before.hash);
  });
});

describe('a recognition that is decided', () => {
  it('in full counts for all purposes under a number of its own, no longer than its source', async () => {
    const recognitionNo = await recognized({ until: '2099-12-31' });
    const { state, decision } = read(recognitionNo);
    const month = today().slice(0, 7).replace('-', '');
    const { validTo, validUntil } = certificate();
    expect(state).toBe('FULL');
    expect(decision).toMatchObject({ purposes, conditions: [], localNo: `HR-521-${month}-0001`, validTo, validUntil });
  });

  it('ends with the first of the days that were asked for, granted, and its source’s', async () => {
    const [soon, later] = [addDays(today(), 30), addDays(today(), 60)];
    expect(read(await recognized({ until: soon })).decision?.validTo).toBe(soon);
    register.now = Date.parse(`${addDays(soon, 2)}T04:00:00.000Z`);
    const again = await refused(request());
    expect(again.code).toBe('RECOGNITION_ALREADY_ASKED');
    await follow((again.details as { recognitionNo: string }).recognitionNo);
    const second = await request({ until: addDays(later, 400) });
    await verify(second);
    expect(await refused(decide(second, { outcome: 'FULL', until: soon }))).toMatchObject({ code: 'VALIDITY_OVER' });
    await decide(second, { outcome: 'FULL', until: later });
    expect(read(second).decision).toMatchObject({ validTo: later, localNo: expect.stringMatching(/-0001$/) as string });
  });

  it('under conditions counts for some purposes of those asked, and says the conditions', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo, { rights: 'CONDITIONAL' });
    expect(await refused(decide(recognitionNo))).toMatchObject({
      code: 'RECOGNITION_NOT_EQUIVALENT',
      details: { outcome: 'FULL', points: ['rights'] },
    });
    const conditions = ['仅限挂牌'];
    const other = { outcome: 'CONDITIONAL', purposes: ['PLEDGE'], conditions };
    expect(await refused(decide(recognitionNo, other))).toMatchObject({
      code: 'RECOGNITION_PURPOSE_NOT_ASKED',
      details: { purposes: ['PLEDGE'] },
    });
    await decide(recognitionNo, { outcome: 'CONDITIONAL', purposes: ['LISTING'], conditions });
    expect(read(recognitionNo)).toMatchObject({
      state: 'CONDITIONAL',
      decision: { purposes: ['LISTING'], conditions, legalBasis },
    });
  });

  it('is refused with a reason, and not otherwise where a point is not equivalent', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo, { source: 'NOT_EQUIVALENT' });
    const conditional = { outcome: 'CONDITIONAL', purposes: ['LISTING'], conditions: ['x'] };
    expect((await refused(decide(recognitionNo, conditional))).code).toBe('RECOGNITION_NOT_EQUIVALENT');
    await refuse(recognitionNo);
    expect(read(recognitionNo)).toMatchObject({
      state: 'REFUSED',
      decision: { outcome: 'REFUSED', reasonCode: 'RC-PROFILE', purposes: [] },
    });
    expect(read(recognitionNo).decision).not.toHaveProperty('localNo');
  });

  it('says what its outcome needs and nothing else', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo);
    const wrong: JsonInputObject[] = [
      { outcome: 'FULL', conditions: ['x'] },
      { outcome: 'FULL', reasonCode: 'RC-STATUS' },
      { outcome: 'CONDITIONAL', purposes: ['LISTING'] },
      { outcome: 'REFUSED' },
      { outcome: 'REFUSED', reasonCode: 'RC-STATUS', until: today() },
    ];
    for (const one of wrong) expect((await refused(decide(recognitionNo, one))).code).toBe('VALIDATION_FAILED');
  });

  it('is decided by another person than whoever verified it', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo);
    const record = read(recognitionNo);
    await decide(recognitionNo);
    const verification = { ...record.verification, verifiedBy: read(recognitionNo).decision?.decidedBy };
    put(recordKey('recognition', recognitionNo), { ...record, verification });
    expect((await refused(decide(recognitionNo))).code).toBe('DUTIES_NOT_SEPARATED');
  });

  it('fails where its source is not valid, not signed right, or its issuer was not accredited', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo);
    const failedBy = async (change: () => unknown): Promise<unknown> => {
      const before = new Map(register.ledger.state);
      await change();
      const { code, details } = await refused(decide(recognitionNo));
      for (const [key, value] of before) register.ledger.state.set(key, value);
      return [code, (details as { failed?: string[] }).failed];
    };
    const putCertificate = (more: object): unknown =>
      put(recordKey('certificate', number), { ...certificate(), ...more });
    const issuer = institutionOf('ZhengzhouMSP');
    const putIssuer = (more: object): unknown =>
      put(recordKey('institution', issuer.institution.uscc), { ...issuer, ...more });
    const code = 'RECOGNITION_CHECK_FAILED';
    const until = addDays(today(), 9);
    expect(await failedBy(() => onSource('suspend', { reasonCode: 'SP-CLUE', until }))).toEqual([code, ['RC-STATUS']]);
    expect(await failedBy(() => putCertificate({ dataName: '另一产品' }))).toEqual([code, ['RC-PROOF']]);
    const later = { ...issuer.institution, accreditation: { number: 'X', from: addDays(today(), 1) } };
    expect(await failedBy(() => putIssuer({ institution: later }))).toEqual([code, ['RC-ISSUER']]);
    const signatures = { keys: 1, eip712: '0'.repeat(130), es256: '0'.repeat(128), sm2: '0'.repeat(128) };
    expect(await failedBy(() => putCertificate({ signatures }))).toEqual([code, ['RC-PROOF']]);
    expect(await decide(recognitionNo)).toMatchObject({ state: 'FULL' });
  });
});

describe('a recognition against a registered claim at the registry that was asked', () => {
  it('is decided only where the claim was looked at, and the claim stands in it', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo);
    const own = register.ledger.read(recordKey('case', certificate().caseId)) as CaseRecord;
    const rights = own.filing.rights.map((right) => ({ ...right, exclusivity: 'EXCLUSIVE', holderUscc: AGENT }));
    const caseId = own.caseId.replace(/^411/, '521');
    const registry = { ...own.registry, uscc: uscc() };
    const certificateNumber = number.replace(/^SJ411/, 'SJ521');
    put(recordKey('case', caseId), { ...own, caseId, registry, certificateNumber, filing: { ...own.filing, rights } });
    put(recordKey('certificate', certificateNumber), { ...certificate(), number: certificateNumber });
    put(contentKey(own.filing.product.content.sha256Root), { kind: 'content', caseIds: [own.caseId, caseId] });
    expect(await refused(decide(recognitionNo))).toMatchObject({
      code: 'CONFLICT_NOT_CONSIDERED',
      details: { cases: [caseId] },
    });
    expect((await refused(decide(recognitionNo, { outcome: 'FULL', conflictsConsidered: [own.caseId] }))).code).toBe(
      'CONFLICT_NOT_CONSIDERED',
    );
    await decide(recognitionNo, { outcome: 'FULL', conflictsConsidered: [caseId] });
    expect(read(recognitionNo)).toMatchObject({ state: 'FULL', decision: { conflicts: [caseId] } });
  });
});

describe('a recognition whose source changes', () => {
  it('is suspended and restored with it, and tells how long that took', async () => {
    const recognitionNo = await recognized();
    expect(await refused(follow(recognitionNo))).toMatchObject({
      code: 'RECOGNITION_UNCHANGED',
      details: { state: 'FULL', possible: ['follow'] },
    });
    await onSource('suspend', { reasonCode: 'SP-CLUE', until: addDays(today(), 9) });
    const since = new Date(register.now).toISOString();
    await follow(recognitionNo);
    expect(read(recognitionNo)).toMatchObject({
      state: 'SUSPENDED',
      followed: { cause: 'SOURCE_STATUS', since, propagationMs: 60_000, source: { status: 'SUSPENDED' } },
    });
    await onSource('restore', { reasonCode: 'RS-CLEARED' });
    await follow(recognitionNo);
    expect(read(recognitionNo)).toMatchObject({ state: 'FULL', followed: { cause: 'SOURCE_RESTORED' } });
  });

  it('ends for good when it is revoked', async () => {
    const recognitionNo = await recognized();
    await onSource('revoke', { reasonCode: 'RV-FALSE', effect: 'AB_INITIO' });
    expect((await refused(follow(recognitionNo, 'zhengzhou-clock'))).code).toBe('ACCESS_DENIED');
    await follow(recognitionNo);
    expect(read(recognitionNo)).toMatchObject({ state: 'ENDED', followed: { source: { status: 'REVOKED' } } });
    expect((await refused(follow(recognitionNo))).code).toBe('UNEXPECTED_STATE');
  });
});

describe('an appeal', () => {
  it('that is upheld has another decider decide anew, under the number that was given', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo);
    await decide(recognitionNo, { outcome: 'CONDITIONAL', purposes: ['LISTING'], conditions: ['仅限挂牌'] });
    const { localNo } = read(recognitionNo).decision!;
    expect((await refused(appeal(recognitionNo, 'zhengzhou-applicant-2'))).code).toBe('ACCESS_DENIED');
    expect((await refused(settle(recognitionNo, 'UPHELD'))).code).toBe('APPEAL_NOT_OPEN');
    await appeal(recognitionNo);
    expect((await refused(appeal(recognitionNo))).code).toBe('APPEAL_NOT_OPEN');
    expect((await refused(settle(recognitionNo, 'UPHELD', 'court-officer-1'))).code).toBe('ACCESS_DENIED');
    expect((await refused(decide(recognitionNo, { outcome: 'FULL' }, 'guiyang-decider-2'))).code).toBe(
      'UNEXPECTED_STATE',
    );
    await settle(recognitionNo, 'UPHELD');
    expect((await refused(settle(recognitionNo, 'UPHELD'))).code).toBe('APPEAL_NOT_OPEN');
    expect((await refused(decide(recognitionNo))).code).toBe('DUTIES_NOT_SEPARATED');
    expect((await refused(request())).code).toBe('RECOGNITION_ALREADY_ASKED');
    await decide(recognitionNo, { outcome: 'FULL' }, 'guiyang-decider-2');
    expect(read(recognitionNo)).toMatchObject({ state: 'FULL', decision: { localNo, purposes } });
    expect(read(recognitionNo).reopened).toBeUndefined();
  });

  it('that is dismissed leaves the decision, and another certificate may be asked about anew', async () => {
    const recognitionNo = await request();
    await verify(recognitionNo);
    await refuse(recognitionNo);
    await appeal(recognitionNo);
    await settle(recognitionNo, 'DISMISSED');
    expect(read(recognitionNo)).toMatchObject({ state: 'REFUSED', appeal: { outcome: 'DISMISSED', legalBasis } });
    expect((await refused(decide(recognitionNo))).code).toBe('UNEXPECTED_STATE');
    expect(await request()).not.toBe(recognitionNo);
  });
});

it('a recognition is what its events make of it', async () => {
  const recognitionNo = await request();
  await verify(recognitionNo);
  await refuse(recognitionNo);
  await appeal(recognitionNo);
  await settle(recognitionNo, 'UPHELD');
  await decide(recognitionNo, { outcome: 'FULL' }, 'guiyang-decider-2');
  await onSource('revoke', { reasonCode: 'RV-FALSE', effect: 'AB_INITIO' });
  await follow(recognitionNo);
  const { eventSeq } = read(recognitionNo);
  const events = Array.from(
    { length: eventSeq },
    (_, index) => register.ledger.event('recognition', recognitionNo, index + 1) as RecognitionEvent,
  );
  const replayed = events.reduce<RecognitionRecord | undefined>(applyToRecognition, undefined);
  expect(digestOf(replayed!)).toBe(digestOf(read(recognitionNo)));
  expect(() => applyToRecognition(replayed, events[0]!)).toThrow();
  expect(() => applyToRecognition(undefined, events[1]!)).toThrow();
});
