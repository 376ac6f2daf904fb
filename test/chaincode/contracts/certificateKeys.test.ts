// SPDX-License-Identifier: Apache-2.0
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import { recordKey } from '../../../chaincode/src/ledger/keys';
import type { BatchGrantAnswer } from '../../../chaincode/src/protocol/schemas/batch';
import type { CertificateSignatures } from '../../../chaincode/src/protocol/schemas/certificateKeys';
import type {
  CertificateRecord,
  CommandAnswer,
  GrantPreparation,
  InstitutionRecord,
} from '../../../chaincode/src/protocol/schemas/records';
import { newPrivateKeys, publicKeysOf, signStatement } from '../../../gateway/src/signing/privateKeys';
import type { PrivateKeys } from '../../../gateway/src/signing/privateKeys';
import { ZHENGZHOU } from '../../support/filing';
import { PEOPLE } from '../../support/people';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const clock = 'zhengzhou-clock';
const decider = 'zhengzhou-decider-2';
const keys = newPrivateKeys();
const next = newPrivateKeys();

const put = (register: Register, set: PrivateKeys, user = clock): Promise<unknown> =>
  register.send(user, 'institution:putKeys', { uscc: ZHENGZHOU, keys: publicKeysOf(set) });
const revoke = (register: Register, version: number, user = decider): Promise<unknown> =>
  register.send(user, 'institution:revokeKeys', { uscc: ZHENGZHOU, version, reasonCode: 'KR-COMPROMISED' });
const registry = (register: Register): InstitutionRecord =>
  register.ledger.read(recordKey('institution', ZHENGZHOU)) as InstitutionRecord;

const readyToGrant = (register: Register): Promise<string> => register.caseIn('READY');
const prepare = async (register: Register, caseId: string): Promise<GrantPreparation> =>
  (await register.ask(decider, 'application:prepareGrant', {
    idempotencyKey: register.newKey(),
    caseId,
  })) as GrantPreparation;
const signaturesOf = ({ place, keys: version, statements }: GrantPreparation, set = keys): CertificateSignatures[] =>
  statements.map(({ statement }) => signStatement({ place, statement }, { version: version ?? 1, keys: set }));
const grant = (register: Register, caseId: string, more: JsonInputObject = {}): Promise<{ answer: unknown }> =>
  register.send(decider, 'application:grant', { caseId, ...more });
const certificateOf = (register: Register, { answer }: { answer: unknown }): CertificateRecord =>
  register.ledger.read(recordKey('certificate', (answer as CommandAnswer).certificateNumber!)) as CertificateRecord;

describe('the keys of a registry', () => {
  it('stand in its record, each set until the next takes its place', async () => {
    const register = await aRegister();
    await put(register, keys);
    await put(register, next, decider);
    const [first, second] = registry(register).certificateKeys!;
    expect(first).toMatchObject({ version: 1, keys: publicKeysOf(keys), validUntil: second!.validFrom });
    expect(second).toEqual({ version: 2, keys: publicKeysOf(next), validFrom: new Date(register.now).toISOString() });
    expect(registry(register)).toMatchObject({ approval: 'APPROVED', status: 'ACTIVE' });
    await put(register, newPrivateKeys());
    expect(registry(register).certificateKeys!.map(({ validUntil }) => validUntil)).toEqual([
      second!.validFrom,
      new Date(register.now).toISOString(),
      undefined,
    ]);
  });

  it('are put by the registry alone, each key once and on its curve', async () => {
    const register = await aRegister();
    await put(register, keys);
    for (const user of ['guiyang-clock', 'supervisor-officer-1', 'zhengzhou-acceptance-1']) {
      expect(await refused(put(register, next, user))).toMatchObject({ code: 'ACCESS_DENIED' });
    }
    expect(await refused(put(register, { ...next, sm2: keys.sm2 }))).toMatchObject({
      code: 'KEYS_NOT_USABLE',
      details: { unusable: [], used: ['sm2'] },
    });
    const none = { ...publicKeysOf(next), p256: `02${'f'.repeat(64)}` };
    const command = { uscc: ZHENGZHOU, keys: none };
    expect(await refused(register.send(clock, 'institution:putKeys', command))).toMatchObject({
      code: 'KEYS_NOT_USABLE',
      details: { unusable: ['p256'], used: [] },
    });
  });

  it('are revoked by the registry or the supervisor, once', async () => {
    const register = await aRegister();
    await put(register, keys);
    expect(await refused(revoke(register, 1, 'guiyang-decider-1'))).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await refused(revoke(register, 2))).toMatchObject({ code: 'KEYS_NOT_IN_FORCE' });
    await put(register, next);
    await revoke(register, 1);
    await revoke(register, 2, 'supervisor-officer-2');
    expect(await refused(revoke(register, 2))).toMatchObject({ code: 'KEYS_NOT_IN_FORCE' });
    const revokedAt = new Date(register.now - 60_000).toISOString();
    expect(registry(register).certificateKeys![1]).toMatchObject({ revokedAt, reasonCode: 'KR-COMPROMISED' });
  });

  it('are revoked since an instant of their life, where they were stolen', async () => {
    const register = await aRegister();
    await put(register, keys);
    const { validFrom } = registry(register).certificateKeys![0]!;
    const since = (compromisedSince: string, reasonCode = 'KR-COMPROMISED'): Promise<unknown> =>
      register.send(decider, 'institution:revokeKeys', { uscc: ZHENGZHOU, version: 1, reasonCode, compromisedSince });
    for (const [instant, reason] of [
      ['2026-01-01T00:00:00.000Z', 'KR-COMPROMISED'],
      ['2099-01-01T00:00:00.000Z', 'KR-COMPROMISED'],
      [validFrom, 'KR-LOST'],
    ] as const) {
      expect(await refused(since(instant, reason))).toMatchObject({ code: 'COMPROMISE_TIME', details: { validFrom } });
    }
    await since(validFrom);
    expect(registry(register).certificateKeys![0]).toMatchObject({ compromisedSince: validFrom });
  });

  it('belong to a registry that is on the ledger of a founded register', async () => {
    const register = await aRegister();
    const body = { uscc: PEOPLE.agency.uscc!, version: 1, reasonCode: 'KR-LOST' };
    const asked = (): Promise<unknown> => register.send('supervisor-officer-1', 'institution:revokeKeys', body);
    expect(await refused(asked())).toMatchObject({ code: 'NOT_FOUND' });
    register.ledger.state.clear();
    expect(await refused(put(register, keys))).toMatchObject({ code: 'REGISTER_NOT_FOUNDED' });
  });
});

describe('granting with signatures', () => {
  it('stores a certificate whose signatures are of it, and no other', async () => {
    const register = await aRegister();
    await put(register, keys);
    const caseId = await readyToGrant(register);
    const prepared = await prepare(register, caseId);
    const [signatures] = signaturesOf(prepared);
    expect(prepared).toMatchObject({ keys: 1, place: { channel: 'registry', register: PEOPLE.supervisor.uscc } });
    expect(await refused(grant(register, caseId))).toMatchObject({ code: 'CERTIFICATE_NOT_SIGNED' });
    const [foreign] = signaturesOf(prepared, next);
    expect(await refused(grant(register, caseId, { signatures: foreign! }))).toMatchObject({
      code: 'SIGNATURE_WRONG',
      details: { signatures: ['eip712', 'es256', 'sm2'] },
    });
    const certificate = certificateOf(register, await grant(register, caseId, { signatures: signatures! }));
    expect(certificate).toMatchObject({ signatures, recordDigest: prepared.statements[0]!.statement.recordDigest });
  });

  it('answers a repeated grant as before, whatever its signatures are now', async () => {
    const register = await aRegister();
    await put(register, keys);
    const caseId = await readyToGrant(register);
    const [signatures] = signaturesOf(await prepare(register, caseId));
    const idempotencyKey = register.newKey();
    const first = await grant(register, caseId, { idempotencyKey, signatures: signatures! });
    expect((await grant(register, caseId, { idempotencyKey })).answer).toEqual(first.answer);
  });

  it('takes the key set in force: not one that was replaced, is revoked or is not there yet', async () => {
    const register = await aRegister();
    const caseId = await readyToGrant(register);
    const unsigned = await prepare(register, caseId);
    expect(unsigned).not.toHaveProperty('keys');
    const withNone = signaturesOf(unsigned)[0]!;
    expect(await refused(grant(register, caseId, { signatures: withNone }))).toMatchObject({
      code: 'KEYS_NOT_IN_FORCE',
      details: { given: 1, inForce: null },
    });
    await put(register, keys);
    const early = await register.proposal(
      decider,
      'application:grant',
      { idempotencyKey: register.newKey(), caseId, signatures: withNone },
      { skew: -1_000 },
    );
    expect(await refused(register.ledger.submit(early))).toMatchObject({ code: 'KEYS_NOT_IN_FORCE' });
    await put(register, next);
    const replaced = { ...signaturesOf(await prepare(register, caseId))[0]!, keys: 1 };
    expect(await refused(grant(register, caseId, { signatures: replaced }))).toMatchObject({
      details: { given: 1, inForce: 2 },
    });
    await revoke(register, 2);
    expect(await prepare(register, caseId)).not.toHaveProperty('keys');
    expect(await refused(grant(register, caseId))).toMatchObject({ code: 'CERTIFICATE_NOT_SIGNED' });
  });

  it('grants unsigned only for a registry that never had keys', async () => {
    const register = await aRegister();
    const certificate = certificateOf(register, await grant(register, await readyToGrant(register)));
    expect(certificate).not.toHaveProperty('signatures');
  });
});

describe('granting a batch with signatures', () => {
  it('stores them all under the numbers that were prepared, or none', async () => {
    const register = await aRegister();
    await put(register, keys);
    const caseIds = [await readyToGrant(register), await readyToGrant(register)];
    const asked = { idempotencyKey: register.newKey(), caseIds: [...caseIds, await register.caseIn('SUBMITTED')] };
    const prepared = (await register.ask(decider, 'application:prepareGrantBatch', asked)) as GrantPreparation;
    const [first, second] = signaturesOf(prepared);
    const wrong = { [caseIds[0]!]: first!, [caseIds[1]!]: first! };
    const send = (signatures: Record<string, CertificateSignatures>): Promise<{ answer: unknown }> =>
      register.send(decider, 'application:grantBatch', { ...asked, signatures });
    expect(await refused(send(wrong))).toMatchObject({ code: 'SIGNATURE_WRONG' });
    const { answer } = await send({ [caseIds[0]!]: first!, [caseIds[1]!]: second! });
    const { results } = answer as BatchGrantAnswer;
    expect(results.map((one) => 'answer' in one)).toEqual([true, true, false]);
    const numbers = results.flatMap((one) => ('answer' in one ? [one.answer.certificateNumber] : []));
    expect(numbers).toEqual(prepared.statements.map(({ statement }) => statement.number));
  });

  it('prepares nothing where nothing would be granted', async () => {
    const register = await aRegister();
    const asked = { idempotencyKey: register.newKey(), caseIds: [await register.caseIn('SUBMITTED')] };
    expect(await register.ask(decider, 'application:prepareGrantBatch', asked)).toMatchObject({ statements: [] });
  });
});
