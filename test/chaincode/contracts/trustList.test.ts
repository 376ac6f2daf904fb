// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '../../../chaincode/src/protocol/digest';
import { toHex } from '../../../chaincode/src/protocol/bytes';
import { foundingKey, recordKey } from '../../../chaincode/src/ledger/keys';
import { applyToTrustList } from '../../../chaincode/src/domain/trustLists/apply';
import { listProblems } from '../../../chaincode/src/domain/trustLists/problems';
import type {
  FoundingRecord,
  InstitutionRecord,
  TrustListRecord,
} from '../../../chaincode/src/protocol/schemas/records';
import type { ForeignPlatform, ListedInstitution, TrustList } from '../../../chaincode/src/protocol/schemas/trustList';
import { trustListInputOf } from '../../../chaincode/src/protocol/trust/signedList';
import { trustListDigestOf } from '../../../chaincode/src/protocol/typedData/trustListMessage';
import { newPrivateKeys, publicKeysOf, signDigest, signEs256 } from '../../../gateway/src/signing/privateKeys';
import type { PrivateKeys } from '../../../gateway/src/signing/privateKeys';
import { nextList } from '../../../scripts/src/trust/nextList';
import { GUIYANG, ZHENGZHOU } from '../../support/filing';
import { codeOf } from '../../support/refusal';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';
import { SUPERVISOR } from '../../support/trustLists';

const proposer = 'supervisor-officer-1';
const approver = 'supervisor-officer-2';
const AGENCY = '91410100DEM0FW419C';
const keys = newPrivateKeys();
const PLATFORM: ForeignPlatform = {
  ...{ platformId: 'harbour-exchange', name: '海港数据交易平台', from: '2026-01-01' },
  domain: { name: 'HarbourExchange', version: '1', chainId: '2026', verifyingContract: `0x${'5'.repeat(40)}` },
  scope: { caseTypes: ['RECOGNITION'], regionCodes: ['000000'], purposes: ['LISTING'] },
  keys: [{ address: `0x${'6'.repeat(40)}`, validFrom: '2026-01-01T00:00:00.000Z' }],
};

const institution = (register: Register, uscc: string): InstitutionRecord =>
  register.ledger.read(recordKey('institution', uscc)) as InstitutionRecord;
const record = (register: Register, version: number): TrustListRecord | undefined =>
  register.ledger.read(recordKey('trustList', String(version))) as TrustListRecord | undefined;
const putKeys = (register: Register, set: PrivateKeys, user = proposer, uscc = SUPERVISOR): Promise<unknown> =>
  register.send(user, 'institution:putKeys', { uscc, keys: publicKeysOf(set) });

/** The list that the supervisor's own program would propose now. */
const listNow = (register: Register, previous?: TrustList, others: object = {}): TrustList =>
  nextList({
    ...{ channel: 'registry', previous, others, now: register.now },
    supervisor: institution(register, SUPERVISOR),
    institutions: [ZHENGZHOU, GUIYANG, AGENCY].map((uscc) => institution(register, uscc)),
  });
const signaturesOf = (list: TrustList, set = keys, version = 1): object => ({
  keys: version,
  eip712: signDigest(trustListDigestOf(list), set),
  es256: toHex(signEs256(trustListInputOf(list, version), set)),
});
const propose = (register: Register, list: TrustList, user = proposer): Promise<unknown> =>
  register.send(user, 'trustList:propose', { list });
const approve = (
  register: Register,
  list: TrustList,
  signatures = signaturesOf(list),
  user = approver,
): Promise<unknown> =>
  register.send(user, 'trustList:approve', {
    version: list.version,
    hash: digestOf(list),
    signatures: signatures as never,
  });
const publish = async (register: Register, list: TrustList): Promise<TrustList> => {
  await propose(register, list);
  await approve(register, list);
  return list;
};
const withKeys = async (): Promise<Register> => {
  const register = await aRegister();
  await putKeys(register, keys);
  return register;
};

describe('a trust list on the ledger', () => {
  it('is proposed by one officer, signed and approved by another, and read by every member', async () => {
    const register = await withKeys();
    const list = listNow(register, undefined, { platforms: [PLATFORM] });
    await propose(register, list);
    expect(record(register, 1)).toMatchObject({ approval: 'PROPOSED', list, hash: digestOf(list) });
    expect(await refused(approve(register, list, signaturesOf(list), proposer))).toMatchObject({
      code: 'DUTIES_NOT_SEPARATED',
    });
    await approve(register, list);
    expect(await register.ask('zhengzhou-applicant-1', 'trustList:read', { version: 1 })).toMatchObject({
      ...{ kind: 'trustList', approval: 'APPROVED', list, signatures: signaturesOf(list) },
    });
  });

  it('is proposed and approved by the supervisor alone', async () => {
    const register = await withKeys();
    const list = listNow(register);
    expect(await refused(propose(register, list, 'zhengzhou-decider-1'))).toMatchObject({ code: 'ACCESS_DENIED' });
    await propose(register, list);
    const byCourt = approve(register, list, signaturesOf(list), 'court-officer-1');
    expect(await refused(byCourt)).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await refused(approve(register, { ...list, version: 2 }))).toMatchObject({ code: 'NOT_FOUND' });
    const other = { ...list, nextUpdate: '2027-01-01T00:00:00.000Z' };
    expect(await refused(approve(register, other))).toMatchObject({ code: 'HASH_MISMATCH' });
  });

  it('follows one that is in force, and may be proposed anew until it is approved', async () => {
    const register = await withKeys();
    const first = listNow(register);
    const second = listNow(register, first);
    expect(await refused(propose(register, second))).toMatchObject({
      code: 'TRUST_LIST_NOT_NEXT',
      details: { given: 2 },
    });
    await propose(register, first);
    expect(await refused(propose(register, second))).toMatchObject({ code: 'TRUST_LIST_NOT_NEXT' });
    const anew = { ...first, nextUpdate: '2027-01-01T00:00:00.000Z' };
    await publish(register, anew);
    expect(record(register, 1)).toMatchObject({ list: anew, eventSeq: 3 });
    expect(await refused(propose(register, first))).toMatchObject({ code: 'ALREADY_APPROVED' });
    await publish(register, listNow(register, anew));
    expect(record(register, 2)).toMatchObject({ approval: 'APPROVED' });
  });

  it('bears the signatures of the supervisor’s key set, each', async () => {
    const register = await withKeys();
    const list = listNow(register);
    await propose(register, list);
    const right = signaturesOf(list);
    const strange = signaturesOf(list, newPrivateKeys());
    for (const [wrong, signatures] of [
      [['es256', 'eip712'], strange],
      [['es256'], { ...right, es256: '1'.repeat(128) }],
      [['eip712'], { ...right, eip712: `${'1'.repeat(128)}1b` }],
    ] as const) {
      expect(await refused(approve(register, list, signatures))).toMatchObject({
        code: 'SIGNATURE_WRONG',
        details: { signatures: wrong },
      });
    }
    expect(await refused(approve(register, list, { ...right, keys: 2 }))).toMatchObject({
      code: 'KEYS_NOT_IN_FORCE',
      details: { given: 2, current: 1 },
    });
  });

  it('is signed with the set that the list before it names, though the keys have been rotated', async () => {
    const register = await withKeys();
    const first = await publish(register, listNow(register));
    const next = newPrivateKeys();
    await putKeys(register, next);
    const second = listNow(register, first);
    await propose(register, second);
    expect(await refused(approve(register, second, signaturesOf(second, next, 2)))).toMatchObject({
      code: 'KEYS_NOT_IN_FORCE',
    });
    await approve(register, second);
    const third = listNow(register, second);
    await propose(register, third);
    await approve(register, third, signaturesOf(third, next, 2));
    expect(record(register, 3)).toMatchObject({ signatures: { keys: 2 } });
  });

  it('is signed with nothing that was revoked', async () => {
    const register = await withKeys();
    const body = { uscc: SUPERVISOR, version: 1, reasonCode: 'KR-COMPROMISED' };
    await register.send(approver, 'institution:revokeKeys', body);
    const list = listNow(register);
    await propose(register, list);
    const refusal = await refused(approve(register, list));
    expect(refusal).toMatchObject({ code: 'KEYS_NOT_IN_FORCE', details: { given: 1 } });
    expect(refusal.details).not.toHaveProperty('current');
  });

  it('says of institutions and keys what the ledger says, also when it is approved', async () => {
    const register = await withKeys();
    const list = listNow(register);
    await propose(register, list);
    await putKeys(register, newPrivateKeys(), 'zhengzhou-clock', ZHENGZHOU);
    expect(await refused(approve(register, list))).toMatchObject({
      code: 'TRUST_LIST_WRONG',
      details: { problems: [{ path: '/institutions/0/keySets', message: 'are others on the ledger' }] },
    });
    await publish(register, listNow(register));
    expect(record(register, 1)?.list.institutions[0]?.keySets).toHaveLength(1);
  });

  it('names again whoever the one before named, with the days until which', async () => {
    const register = await withKeys();
    const partner = {
      ...{ ledgerId: 'eastern-ledger', name: '东部数据登记账本', channel: 'registry', register: SUPERVISOR },
      ...{ from: '2026-01-01', scope: PLATFORM.scope, keySets: [] },
    };
    const others = { platforms: [PLATFORM], partners: [partner] };
    const first = await publish(register, listNow(register, undefined, others));
    const second = listNow(register, first, {
      partners: [],
      platforms: [{ ...PLATFORM, keys: [{ ...PLATFORM.keys[0]!, address: `0x${'7'.repeat(40)}` }] }],
    });
    const third = { ...second, institutions: second.institutions.slice(1) };
    expect(await refused(propose(register, third))).toMatchObject({
      code: 'TRUST_LIST_WRONG',
      details: {
        problems: [
          { path: '/institutions', message: `must name ${ZHENGZHOU}` },
          { path: '/partners', message: 'must name eastern-ledger' },
          { path: '/platforms', message: `must name harbour-exchange 0x${'6'.repeat(40)}` },
        ],
      },
    });
  });

  const own =
    (changes: Partial<ListedInstitution>, at = 0) =>
    (list: TrustList): TrustList => ({
      ...list,
      institutions: list.institutions.map((one, index) => (index === at ? { ...one, ...changes } : one)),
    });
  const scope =
    (changes: Partial<ListedInstitution['scope']>) =>
    (list: TrustList): TrustList =>
      own({ scope: { ...list.institutions[0]!.scope, ...changes } })(list);
  const top =
    (changes: object) =>
    (list: TrustList): TrustList => ({ ...list, ...changes });
  const supervisor =
    (changes: object) =>
    (list: TrustList): TrustList => ({
      ...list,
      supervisor: { ...list.supervisor, ...changes },
    });

  it.each<readonly [string, (list: TrustList) => TrustList]>([
    ['/channel', top({ channel: 'other' })],
    ['/register', top({ register: ZHENGZHOU })],
    ['/supervisor/uscc', supervisor({ uscc: ZHENGZHOU })],
    ['/supervisor/name', supervisor({ name: '别的部门' })],
    [
      '/supervisor/keySets',
      supervisor({
        keySets: [{ version: 1, keys: publicKeysOf(newPrivateKeys()), validFrom: '2026-09-01T00:00:00.000Z' }],
      }),
    ],
    ['/issuedAt', top({ issuedAt: '2026-10-11T03:00:00.000Z' })],
    ['/issuedAt', top({ issuedAt: '2026-09-11T00:59:59.999Z' })],
    ['/nextUpdate', top({ issuedAt: '2026-01-01T00:00:00.000Z', nextUpdate: '2026-01-02T00:00:00.000Z' })],
    ['/institutions/0/name', own({ name: '洛阳数据产品登记机构' })],
    ['/institutions/0/institutionKind', own({ institutionKind: 'EXCHANGE' })],
    ['/institutions/0/accreditation', own({ accreditation: { number: 'another', from: '2026-01-01' } })],
    ['/institutions/0/scope/caseTypes', scope({ caseTypes: ['INQUIRY'] })],
    ['/institutions/0/scope/regionCodes', scope({ regionCodes: ['520100'] })],
    [
      '/institutions/1/keySets',
      own({ keySets: [{ version: 1, keys: publicKeysOf(keys), validFrom: '2026-09-01T00:00:00.000Z' }] }, 1),
    ],
    ['/institutions/2/uscc', own({ uscc: '91410300DEM0DJ4391' }, 2)],
  ])('is wrong at %s', async (path, change) => {
    const register = await withKeys();
    const list = change(listNow(register));
    const refusal = await refused(propose(register, list));
    expect(refusal.code).toBe('TRUST_LIST_WRONG');
    const { problems } = refusal.details as unknown as { problems: { path: string }[] };
    expect(problems.map((problem) => problem.path)).toContain(path);
  });

  it('lets no institution outlive its accreditation', async () => {
    const register = await withKeys();
    const ended = institution(register, ZHENGZHOU);
    const accreditation = { ...ended.institution.accreditation, to: '2026-12-31' };
    const record = { ...ended, institution: { ...ended.institution, accreditation } } as InstitutionRecord;
    const institutions = new Map([
      [ZHENGZHOU, record],
      [SUPERVISOR, institution(register, SUPERVISOR)],
    ]);
    const founding = register.ledger.read(foundingKey()) as FoundingRecord;
    const problems = (to?: string): readonly string[] => {
      const list = listNow(register);
      const [listed] = list.institutions as [ListedInstitution];
      const days = { ...listed.accreditation, ...(to !== undefined && { to }) };
      const only = { ...list, institutions: [{ ...listed, accreditation: days }] };
      const facts = { channel: 'registry', now: register.now, previous: undefined, institutions };
      return listProblems(only, founding, facts).map(({ path }) => path);
    };
    expect([problems(), problems('2027-01-01'), problems('2026-12-31'), problems('2026-06-30')]).toEqual([
      ['/institutions/0/accreditation'],
      ['/institutions/0/accreditation'],
      [],
      [],
    ]);
  });

  it('comes after the one before', async () => {
    const register = await withKeys();
    const first = await publish(register, listNow(register));
    const second = { ...listNow(register, first), issuedAt: first.issuedAt };
    const found = await refused(propose(register, second));
    expect(found.details).toMatchObject({ problems: [{ path: '/issuedAt', message: 'is not after the list before' }] });
  });

  it('is none without a key of the supervisor', async () => {
    const register = await aRegister();
    const list = { ...listNow(register), supervisor: { uscc: SUPERVISOR, name: '数据管理主管部门', keySets: [] } };
    expect(await refused(propose(register, list))).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('is nothing before it is proposed', () => {
    const event = { type: 'trustListApproved', recordType: 'trustList', recordId: '1' } as never;
    expect(codeOf(() => applyToTrustList(undefined, event))).toBe('NOT_FOUND');
  });
});

describe('the keys of the supervisor', () => {
  it('are put by its officers alone, and by them for nobody else', async () => {
    const register = await aRegister();
    expect(await refused(putKeys(register, keys, 'zhengzhou-decider-1'))).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await refused(putKeys(register, keys, proposer, ZHENGZHOU))).toMatchObject({ code: 'ACCESS_DENIED' });
    await putKeys(register, keys);
    expect(institution(register, SUPERVISOR).certificateKeys).toHaveLength(1);
  });

  it('stand with nobody else: an agency signs nothing', async () => {
    const register = await aRegister();
    const body = { uscc: AGENCY, version: 1, reasonCode: 'KR-CEASED' };
    expect(await refused(register.send(proposer, 'institution:revokeKeys', body))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
