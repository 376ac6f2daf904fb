// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { statementOf, wrongSignatures } from '@registry/chaincode/protocol';
import type { CertificateRecord, InstitutionRecord } from '@registry/chaincode/protocol';
import { CommitUnknown, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import type { Call, Committed, LedgerPort } from '../../../gateway/src/ledger/port';
import { RegistryKeys } from '../../../gateway/src/signing/registryKeys';
import { withSignedGrants } from '../../../gateway/src/signing/signedGrants';
import { newKeyring } from '../../../gateway/src/vault/keyring';
import { callerNamed } from '../../support/callers';
import { databaseKinds } from '../../support/databases';
import { ZHENGZHOU } from '../../support/filing';
import { newGatewayBed } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { carryToNotice, fileApplication, give } from '../../support/gatewayJourney';
import { PEOPLE } from '../../support/people';

const decider = 'zhengzhou-decider-2';

describe.each(databaseKinds())('granting through a gateway on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const identityOf = async (name: string): Promise<Call['identity']> => (await callerNamed(name)).identity;
  const ask = async (contract: string, request: Record<string, string>): Promise<unknown> =>
    bed.ledger.evaluate({ identity: await identityOf(decider), contract, transaction: 'read', request });
  const registry = async (): Promise<InstitutionRecord> =>
    (await ask('institution', { uscc: ZHENGZHOU })) as InstitutionRecord;
  const ready = async (count: number): Promise<string[]> => {
    const caseIds: string[] = [];
    for (let one = 0; one < count; one += 1) {
      const filed = await fileApplication(bed);
      await carryToNotice(bed, filed);
      caseIds.push(filed.caseId);
    }
    bed.pass(3_000);
    for (const caseId of caseIds) await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'closeNotice' });
    return caseIds;
  };
  const wrongIn = async (number: string): Promise<readonly string[]> => {
    const certificate = (await ask('certificate', { number })) as CertificateRecord;
    const { signatures } = certificate;
    const set = (await registry()).certificateKeys?.find(({ version }) => version === signatures?.keys);
    if (signatures === undefined || set === undefined) return ['unsigned'];
    const place = { channel: 'registry', register: PEOPLE.supervisor.uscc! };
    return wrongSignatures({ place, statement: statementOf(certificate), signatures, keys: set.keys });
  };
  const grant = async (caseId: string): Promise<string> => {
    const answer = await give(bed, { by: decider, caseId, command: 'grant' });
    return answer['certificateNumber'] as string;
  };

  it('makes the keys at the first grant, and signs every certificate with them', async () => {
    const [first, second] = (await ready(2)) as [string, string];
    expect((await registry()).certificateKeys).toBeUndefined();
    expect(await wrongIn(await grant(first))).toEqual([]);
    expect(await wrongIn(await grant(second))).toEqual([]);
    expect((await registry()).certificateKeys).toHaveLength(1);
  });

  it('signs a batch, each certificate by itself', async () => {
    const caseIds = await ready(2);
    const response = await (await bed.as(decider)).post('/applications/batch-grant', { caseIds });
    const { results } = response.body as { results: { certificateNumber: string }[] };
    expect(await Promise.all(results.map(({ certificateNumber }) => wrongIn(certificateNumber)))).toEqual([[], []]);
  });

  it('answers the same request again as before', async () => {
    const [caseId] = (await ready(1)) as [string];
    const client = await bed.as(decider);
    const first = await client.post(`/applications/${caseId}/grant`, {}, 'grant-once');
    const again = await client.post(`/applications/${caseId}/grant`, {}, 'grant-once');
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toMatchObject({
      certificateNumber: (first.body as { certificateNumber: string }).certificateNumber,
    });
  });

  it('lets the ledger say why a case is not granted', async () => {
    const { caseId } = await fileApplication(bed);
    const response = await (await bed.as(decider)).post(`/applications/${caseId}/grant`, {});
    expect([response.status, (response.body as { code: string }).code]).toEqual([409, 'UNEXPECTED_STATE']);
  });

  it('keeps the private parts encrypted', async () => {
    const rows = await bed.database.selectFrom('certificate_keys').selectAll().execute();
    const text = rows.map(({ private_keys: stored }) => Buffer.from(stored).toString('latin1')).join();
    expect(rows).toHaveLength(1);
    expect(text).not.toContain('sm2');
  });

  const ledgerOf = (
    submit: (call: Call) => Promise<Committed>,
  ): Pick<LedgerPort, 'evaluate' | 'submit' | 'transaction'> => ({
    evaluate: (call) => bed.ledger.evaluate(call),
    submit,
    transaction: (...asked) => bed.ledger.transaction(...asked),
  });
  const grantCall = async (caseId: string): Promise<Call> => ({
    identity: await identityOf(decider),
    contract: 'application',
    transaction: 'grant',
    request: { idempotencyKey: `key-of-${caseId}`, caseId },
  });
  const numberIn = ({ answer }: Committed): string => (answer as { certificateNumber: string }).certificateNumber;
  /** A gateway that holds none of the keys that were made so far. */
  const otherKeys = async (): Promise<RegistryKeys> =>
    new RegistryKeys({
      ...{ database: bed.database, keyring: newKeyring(randomBytes(32)), ledger: bed.ledger },
      ...{ registry: ZHENGZHOU, identity: await identityOf('zhengzhou-clock') },
    });

  it('prepares again where somebody else took the number meanwhile, and gives up after five times', async () => {
    const [overtaken, hopeless, ...others] = (await ready(8)) as [string, string, ...string[]];
    let left = 1;
    const signing = withSignedGrants(
      ledgerOf(async (call) => {
        left -= 1;
        if (left >= 0) await grant(others.pop()!);
        return bed.ledger.submit(call);
      }),
      bed.keys,
    );
    expect(await wrongIn(numberIn(await signing.submit(await grantCall(overtaken))))).toEqual([]);
    left = 5;
    await expect(signing.submit(await grantCall(hopeless))).rejects.toMatchObject({
      refusal: { code: 'SIGNATURE_WRONG' },
    });
    expect(left).toBe(0);
  }, 120_000);

  const revokeLast = async (version: number, idempotencyKey: string): Promise<void> => {
    const request = { idempotencyKey, uscc: ZHENGZHOU, version, reasonCode: 'KR-COMPROMISED' };
    const identity = await identityOf('supervisor-officer-1');
    await bed.ledger.submit({ identity, contract: 'institution', transaction: 'revokeKeys', request });
  };

  it('does not replace keys in force whose private parts lie elsewhere, and goes on where they are revoked', async () => {
    const [lost, revoked] = (await ready(2)) as [string, string];
    await bed.database.deleteFrom('certificate_keys').execute();
    const keys = await otherKeys();
    const signing = withSignedGrants(bed.ledger, keys);
    const before = (await registry()).certificateKeys!.length;
    const refusal = { code: 'KEYS_NOT_HELD', details: { keys: before } };
    await expect(signing.submit(await grantCall(lost))).rejects.toMatchObject(refusal);
    expect((await registry()).certificateKeys).toHaveLength(before);
    await keys.putNext();
    const number = numberIn(await signing.submit(await grantCall(lost)));
    expect(await wrongIn(number)).toEqual([]);
    expect((await registry()).certificateKeys).toHaveLength(before + 1);
    await revokeLast(before + 1, 'revoke-keys');
    expect(await wrongIn(numberIn(await signing.submit(await grantCall(revoked))))).toEqual([]);
    expect((await registry()).certificateKeys).toHaveLength(before + 2);
    expect(await wrongIn(number)).toEqual([]);
  }, 120_000);

  it('does not take the unknown fate of its own keys for that of a grant', async () => {
    const keys = new RegistryKeys({
      ...{ database: bed.database, keyring: newKeyring(randomBytes(32)), registry: ZHENGZHOU },
      identity: await identityOf('zhengzhou-clock'),
      ledger: ledgerOf(() => Promise.reject(new CommitUnknown({ transactionId: 'f'.repeat(64) }))),
      patience: { ms: 1, everyMs: 1 },
    });
    const [caseId] = (await ready(1)) as [string];
    await revokeLast((await registry()).certificateKeys!.length, 'revoke-before-unknown');
    const submitted = withSignedGrants(bed.ledger, keys).submit(await grantCall(caseId));
    await expect(submitted).rejects.toBeInstanceOf(LedgerUnavailable);
  });
});
