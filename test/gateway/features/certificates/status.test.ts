// SPDX-License-Identifier: Apache-2.0
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToCertificate, fileApplication } from '../../../support/gatewayJourney';

const legalBasis = ['数据产品登记办法第十条'];
const SECRET = '举报人提供的合同原件';
const inTenDays = (): string => new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

interface Shown {
  readonly status: string;
  readonly attestedAt: string;
  readonly standing?: object;
  readonly ledger: object;
  readonly recordDigest: object;
}

describe.each(databaseKinds())('what the supervisor decides of a certificate on $name', (kind) => {
  let bed: GatewayBed;
  let number: string;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    number = await carryToCertificate(bed, await fileApplication(bed));
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const decide = async (command: string, form: object): Promise<{ status: number; body: unknown }> => {
    bed.pass(1_000);
    const officer = await bed.as('supervisor-officer-1');
    return officer.post(`/certificates/${number}/${command}`, { legalBasis, reason: SECRET, ...form });
  };
  const shown = async (query = ''): Promise<Shown> =>
    bodyOf<Shown>(await bed.anonymous(`/certificates/${number}${query}`));
  const listed = async (status: string): Promise<number> =>
    bodyOf<{ items: unknown[] }>(await bed.anonymous(`/certificates?status=${status}`)).items.length;

  it('is shown in every check, with the code and without the words, and the past as it was', async () => {
    const before = await shown();
    expect(before).toMatchObject({ status: 'VALID' });
    expect(before.standing).toBeUndefined();
    expect(await decide('suspend', { reasonCode: 'SP-CLUE', until: inTenDays() })).toMatchObject({
      status: 200,
      body: { number, status: 'SUSPENDED' },
    });
    const suspended = await shown();
    expect(suspended).toMatchObject({ status: 'SUSPENDED', standing: { reasonCode: 'SP-CLUE', legalBasis } });
    expect(JSON.stringify(suspended)).not.toContain('commitment');
    expect([await listed('SUSPENDED'), await listed('VALID'), await listed('EXPIRED')]).toEqual([1, 0, 0]);
    expect(await decide('revoke', { reasonCode: 'RV-FALSE', effect: 'AB_INITIO' })).toMatchObject({ status: 200 });
    const revoked = await shown();
    expect(revoked).toMatchObject({ status: 'REVOKED', standing: { effect: 'AB_INITIO' } });
    expect([await listed('SUSPENDED'), await listed('REVOKED')]).toEqual([0, 1]);
    // Where and what was granted stays.
    expect([revoked.ledger, revoked.recordDigest]).toEqual([before.ledger, before.recordDigest]);
    expect(await shown(`?at=${before.attestedAt}`)).toMatchObject({ status: 'VALID' });
  });

  it('is refused where the status has it not, saying what is possible, and to others', async () => {
    expect(await decide('restore', { reasonCode: 'RS-CLEARED' })).toMatchObject({
      status: 409,
      body: { code: 'CERTIFICATE_STATUS', certificateStatus: 'REVOKED', possible: [] },
    });
    const decider = await bed.as('zhengzhou-decider-1');
    const form = { legalBasis, reason: SECRET, reasonCode: 'RV-FALSE', effect: 'AB_INITIO' };
    expect((await decider.post(`/certificates/${number}/revoke`, form)).status).toBe(403);
    expect((await decider.post('/certificates/nonsense/revoke', form)).status).toBe(404);
  });

  it('stands in its timeline, and in what an EVM chain is shown', async () => {
    const { items } = bodyOf<{ items: { type: string }[] }>(await bed.anonymous(`/certificates/${number}/timeline`));
    expect(items.map(({ type }) => type).slice(-2)).toEqual(['certificateSuspended', 'certificateRevoked']);
    const proof = bodyOf<{ status: object }>(await bed.anonymous(`/certificates/${number}/evm-proof`));
    expect(JSON.stringify(proof.status)).toContain('2');
  });
});
