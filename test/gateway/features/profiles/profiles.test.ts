// SPDX-License-Identifier: Apache-2.0
import type { ProfileDifference } from '../../../../chaincode/src/protocol/profileDifferences';
import { digestOf } from '../../../../chaincode/src/protocol/digest';
import type { RuleProfile } from '../../../../chaincode/src/protocol/schemas/profile';
import { profileNamed } from '../../../support/cases';
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { TEST_PROFILE } from '../../../support/foundLedger';

interface Compared {
  readonly one: { readonly version: number };
  readonly other: { readonly profileId: string; readonly version: number; readonly hash: string };
  readonly items: readonly ProfileDifference[];
}
interface Listed {
  readonly items: readonly { readonly version: number; readonly hash: string; readonly approvedAt?: string }[];
}

const first = profileNamed(TEST_PROFILE);
const second: RuleProfile = { ...first, version: first.version + 1, validity: { unit: 'YEAR', length: 2 } };

describe.each(databaseKinds())('rule profiles on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const read = async <T>(path: string): Promise<T> => bodyOf<T>(await bed.anonymous(path));
  const statusOf = async (path: string): Promise<number> => (await bed.anonymous(path)).status;

  it.each([
    ['/profiles/none-2026/differences?with=n35-2026', 404],
    ['/profiles/n35-2026/differences?with=none-2026', 404],
    ['/profiles/n35-2026/differences?with=n35-2026@99', 404],
    ['/profiles/n35-2026/differences?with=n35-2026@0', 400],
    ['/profiles/n35-2026/differences?with=n35-2026&version=x', 400],
    ['/profiles/n35-2026/differences', 400],
    ['/profiles/none-2026/versions', 404],
  ])('are not found at %s', async (path, status) => {
    expect(await statusOf(path)).toBe(status);
  });

  it('are superseded by two officers of the supervisor, and every version stays readable', async () => {
    const decider = await bed.as('zhengzhou-decider-1');
    expect((await decider.post('/profiles', { profile: second })).status).toBe(403);
    const officer = await bed.as('supervisor-officer-1');
    const proposal = await officer.post('/profiles', { profile: second });
    expect([proposal.status, bodyOf(proposal)]).toEqual([
      201,
      expect.objectContaining({ recordId: TEST_PROFILE, hash: digestOf(second), approval: 'PROPOSED' }),
    ]);
    const waiting = await read<{ items: { next?: { hash: string } }[] }>('/profiles?approval=PROPOSED');
    expect(waiting.items.map(({ next }) => next?.hash)).toEqual([digestOf(second)]);
    expect(await read(`/profiles/${TEST_PROFILE}`)).toMatchObject({ approval: 'APPROVED', hash: digestOf(first) });
    const ahead = await read<Compared>(`/profiles/${TEST_PROFILE}/differences?with=${TEST_PROFILE}@${second.version}`);
    expect(ahead.items.map(({ point }) => point)).toEqual(['version', 'validity']);
    const [own, other] = [officer, await bed.as('supervisor-officer-2')];
    const path = `/profiles/${TEST_PROFILE}/approvals`;
    expect(bodyOf(await own.post(path, { hash: digestOf(second) }))).toMatchObject({ code: 'DUTIES_NOT_SEPARATED' });
    expect(bodyOf(await other.post(path, { hash: digestOf(second) }))).toMatchObject({ approval: 'APPROVED' });
    expect(await read(`/profiles/${TEST_PROFILE}`)).toMatchObject({ hash: digestOf(second), profile: second });
    const { items } = await read<Listed>(`/profiles/${TEST_PROFILE}/versions`);
    expect(items.map(({ version, hash }) => [version, hash])).toEqual([
      [first.version, digestOf(first)],
      [second.version, digestOf(second)],
    ]);
    expect(items.every(({ approvedAt }) => approvedAt !== undefined)).toBe(true);
    const back = await read<Compared>(
      `/profiles/${TEST_PROFILE}/differences?version=${first.version}&with=${TEST_PROFILE}`,
    );
    expect([back.one.version, back.other.version, back.items.length]).toEqual([first.version, second.version, 2]);
  });

  it('are compared point by point, by anybody', async () => {
    const compared = await read<Compared>('/profiles/zhengzhou-2024/differences?with=n35-2026');
    expect(compared.other).toMatchObject({ profileId: 'n35-2026', hash: digestOf(profileNamed('n35-2026')) });
    expect(compared.items).toContainEqual({
      subject: 'REVIEW_PATH',
      point: 'review/agency',
      one: true,
      other: false,
    });
    expect((await read<Compared>('/profiles/n35-2026/differences?with=n35-2026')).items).toEqual([]);
  });

  it('are refused with their reason where the number is not the next', async () => {
    const officer = await bed.as('supervisor-officer-1');
    const answer = await officer.post('/profiles', { profile: { ...second, version: 9 } });
    expect([answer.status, bodyOf(answer)]).toEqual([
      409,
      expect.objectContaining({ code: 'PROFILE_VERSION_NOT_NEXT' }),
    ]);
  });
});
