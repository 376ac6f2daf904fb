// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { p256 } from '@noble/curves/nist.js';
import { Wallet } from 'ethers';
import { checkTrustList, CERTIFICATE_TYPES, digestOf, signingSetOf } from '@registry/chaincode/protocol';
import type { ForeignPlatform, TrustList } from '@registry/chaincode/protocol';
import { newKeyKeeping } from '../../../../scripts/src/trust/keeping';
import { publishTrustList } from '../../../../scripts/src/trust/publish';
import type { Publishing } from '../../../../scripts/src/trust/publish';
import { callerNamed } from '../../../support/callers';
import { databaseKinds } from '../../../support/databases';
import { GUIYANG, ZHENGZHOU } from '../../../support/filing';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { PLACE, SUPERVISOR } from '../../../support/trustLists';

interface Shown {
  readonly approval: string;
  readonly hash: string;
  readonly list: TrustList;
  readonly jws?: string;
  readonly blockHeight: number;
}

const wallet = new Wallet(`0x${'7'.repeat(64)}`);
const stranger = new Wallet(`0x${'8'.repeat(64)}`);
const PLATFORM: ForeignPlatform = {
  ...{ platformId: 'harbour-exchange', name: '海港数据交易平台', from: '2020-01-01' },
  domain: { name: 'HarbourExchange', version: '1', chainId: '2026', verifyingContract: `0x${'5'.repeat(40)}` },
  scope: { caseTypes: ['RECOGNITION'], regionCodes: ['000000'], purposes: ['LISTING'] },
  keys: [{ address: wallet.address.toLowerCase(), validFrom: '2020-01-01T00:00:00.000Z' }],
};
const MESSAGE = {
  ...{ number: 'HX-2026-0001', version: 1, registry: 'HarbourExchange' },
  ...{ validFrom: '2026-01-11', validTo: '2999-09-11', sha256: `0x${'5'.repeat(64)}`, sm3: `0x${'0'.repeat(64)}` },
};
const certificateBy = async (signer: Wallet, domain = PLATFORM.domain, changes: object = {}): Promise<object> => {
  const message = { ...MESSAGE, ...changes };
  return { domain, message, signature: await signer.signTypedData(domain, CERTIFICATE_TYPES, message) };
};
const ASKED_AS = 'harbour-exchange:HX-2026-0001';

describe.each(databaseKinds())('trust lists on $name', (kind) => {
  let bed: GatewayBed;
  let publishing: Publishing;
  const folder = mkdtempSync(join(tmpdir(), 'registry-trust-'));
  const keyFile = `${folder}.kek`;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    const [proposer, approver] = [await callerNamed('supervisor-officer-1'), await callerNamed('supervisor-officer-2')];
    publishing = {
      ledger: bed.ledger,
      officers: { proposer: proposer.identity, approver: approver.identity },
      keeping: newKeyKeeping(folder, keyFile),
      ...{ channel: 'registry', supervisor: SUPERVISOR, institutions: [ZHENGZHOU, GUIYANG] },
    };
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
    rmSync(folder, { recursive: true });
    rmSync(keyFile);
  });

  const read = async <T>(path: string): Promise<T> => bodyOf<T>(await bed.anonymous(path));
  const statusOf = async (path: string): Promise<number> => (await bed.anonymous(path)).status;
  const publish = async (others: object = {}): Promise<TrustList> => {
    const { list } = await publishTrustList({ ...publishing, others });
    await bed.projector.waitFor((await bed.ledger.height()) - 1, 10_000);
    return list;
  };
  const check = async (body: object): Promise<unknown> => {
    const answer = await (await bed.as('zhengzhou-applicant-1')).post('/recognition/foreign-certificates', body);
    return bodyOf<unknown>(answer);
  };

  it('are none before the first', async () => {
    expect(await read('/trust-lists')).toMatchObject({ items: [] });
    expect([await statusOf('/trust-lists/current'), await statusOf('/trust-lists/1')]).toEqual([404, 404]);
    expect(await check({ certificate: await certificateBy(wallet) })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are published by the supervisor’s own program, which keeps its keys for itself', async () => {
    const list = await publish();
    expect(list).toMatchObject({ version: 1, register: SUPERVISOR, status: { quorum: 2 } });
    expect(list.institutions.map(({ uscc }) => uscc)).toEqual([ZHENGZHOU, GUIYANG]);
    const files = readdirSync(folder);
    expect(files.map((file) => statSync(join(folder, file)).mode & 0o777)).toEqual([0o600]);
    const stored = readFileSync(join(folder, files[0]!));
    expect(stored.includes('sm2')).toBe(false);
    const keys = publishing.keeping.find(list.supervisor.keySets[0]!.keys)!;
    expect(stored.includes(Buffer.from(keys.secp256k1, 'hex'))).toBe(false);
    expect(() => newKeyKeeping(folder, `${folder}.lost`)).toThrow('is missing');
    expect(await read('/trust-lists/current')).toMatchObject({ approval: 'APPROVED', hash: digestOf(list), list });
    // A second one is signed with the same keys.
    expect(await publish({ platforms: [PLATFORM] })).toMatchObject({ version: 2, platforms: [PLATFORM] });
    expect(await publish()).toMatchObject({ version: 3, platforms: [PLATFORM] });
    expect(readdirSync(folder)).toEqual(files);
  });

  it('leave the ledger signed, and are checked without it: also by Node’s own cryptography', async () => {
    const { jws = '', list } = await read<Shown>('/trust-lists/current');
    const [set] = list.supervisor.keySets as [TrustList['supervisor']['keySets'][number]];
    expect(checkTrustList(jws, { place: PLACE, keySets: [set] })).toEqual({ found: list });
    const { x, y } = p256.Point.fromHex(set.keys.p256).toAffine();
    const coordinate = (value: bigint): string =>
      Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
    const key = createPublicKey({
      format: 'jwk',
      key: { kty: 'EC', crv: 'P-256', x: coordinate(x), y: coordinate(y) },
    });
    const signed = jws.slice(0, jws.lastIndexOf('.'));
    const signature = Buffer.from(jws.slice(signed.length + 1), 'base64url');
    expect(verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  it('stay readable, each version with the times of its own', async () => {
    const { items } = await read<{ items: { version: number; approval: string; approvedAt: string }[] }>(
      '/trust-lists',
    );
    expect(items.map(({ version, approval }) => [version, approval])).toEqual(
      [1, 2, 3].map((one) => [one, 'APPROVED']),
    );
    expect(await read('/trust-lists/1')).toMatchObject({ list: { version: 1, platforms: [] } });
    for (const path of ['/trust-lists/4', '/trust-lists/0', '/trust-lists/x']) expect(await statusOf(path)).toBe(404);
  });

  it('are proposed and approved through a gateway, with signatures that were made elsewhere', async () => {
    const { list: last } = await read<Shown>('/trust-lists/current');
    const list = { ...last, version: 4, issuedAt: new Date(bed.ledger.now()).toISOString() };
    const decider = await bed.as('zhengzhou-decider-1');
    expect((await decider.post('/trust-lists', { list })).status).toBe(403);
    const officer = await bed.as('supervisor-officer-1');
    const proposal = await officer.post('/trust-lists', { list });
    expect([proposal.status, bodyOf<unknown>(proposal)]).toEqual([
      201,
      expect.objectContaining({ recordType: 'trustList', recordId: '4', approval: 'PROPOSED', hash: digestOf(list) }),
    ]);
    expect(await read('/trust-lists/4')).toMatchObject({ approval: 'PROPOSED' });
    expect(await read<Shown>('/trust-lists/4')).not.toHaveProperty('jws');
    expect(await read('/trust-lists/current')).toMatchObject({ list: { version: 3 } });
    const body = {
      hash: digestOf(list),
      signatures: { keys: 1, eip712: `${'1'.repeat(128)}1b`, es256: '2'.repeat(128) },
    };
    const answer = await (await bed.as('supervisor-officer-2')).post('/trust-lists/4/approvals', body);
    expect([answer.status, bodyOf<unknown>(answer)]).toEqual([
      409,
      expect.objectContaining({ code: 'SIGNATURE_WRONG' }),
    ]);
    expect(await publish()).toMatchObject({ version: 4 });
  });

  it('are signed with the keys that the one before names, or by nobody', async () => {
    const { list: last } = await read<Shown>('/trust-lists/current');
    expect(signingSetOf(last, last.supervisor.keySets)?.version).toBe(1);
    const elsewhere = mkdtempSync(join(tmpdir(), 'registry-trust-'));
    const lost = publishTrustList({ ...publishing, keeping: newKeyKeeping(elsewhere, keyFile) });
    await expect(lost).rejects.toThrow('are not kept here');
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  describe('name platforms on EVM chains', () => {
    it('whose certificates are checked', async () => {
      expect(await check({ certificate: await certificateBy(wallet), purpose: 'LISTING' })).toMatchObject({
        isTrusted: true,
        platform: { platformId: 'harbour-exchange', name: '海港数据交易平台' },
        signer: wallet.address.toLowerCase(),
        notExamined: ['STATUS_ON_THE_PLATFORM'],
      });
    });

    const asked = async (number = ASKED_AS, purpose = 'LISTING'): Promise<unknown> => {
      const query = new URLSearchParams({ number, purpose, region: '410100' });
      const { answers } = await read<{ answers: readonly unknown[] }>(`/recognition?${query.toString()}`);
      return answers[0];
    };

    it('and are kept where they check, to be asked for by their number', async () => {
      expect(await asked('harbour-exchange:HX-2026-0009')).toEqual({
        ...{ number: 'harbour-exchange:HX-2026-0009', recognized: false, reason: 'UNKNOWN' },
      });
      const shown = async (changes: object): Promise<unknown> =>
        check({ certificate: await certificateBy(wallet, PLATFORM.domain, changes) });
      const other = { number: 'HX 2026/0002' };
      expect(await shown({ ...other, version: 2 })).toMatchObject({
        kept: 'KEPT',
        askedAs: 'harbour-exchange:HX 2026/0002',
      });
      expect(await shown({ ...other, version: 2 })).toMatchObject({ kept: 'KNOWN' });
      expect(await shown({ ...other, version: 1 })).toMatchObject({ kept: 'OLDER' });
      expect(await shown({ ...other, version: 3, validTo: '2026-01-12' })).not.toHaveProperty('kept');
      expect(await check({ certificate: await certificateBy(stranger) })).not.toHaveProperty('kept');
      expect(await asked('harbour-exchange:HX 2026/0002')).toMatchObject({ recognized: true });
      expect(await asked()).toEqual({
        ...{ number: ASKED_AS, recognized: true, origin: 'FOREIGN_PLATFORM', basis: 'TRUST_LIST', trustList: 4 },
        source: { id: 'harbour-exchange', name: '海港数据交易平台' },
        by: { uscc: SUPERVISOR, name: expect.any(String) as string },
        notExamined: ['STATUS_ON_THE_PLATFORM'],
        validUntil: '2999-09-11T16:00:00.000Z',
      });
    });

    it('are recognized for no other purpose than the list says, and under no number of somebody else', async () => {
      expect(await asked(ASKED_AS, 'PLEDGE')).toMatchObject({
        ...{ recognized: false, reason: 'NOT_TRUSTED', reasonCode: 'PURPOSE_OUT_OF_SCOPE' },
      });
      expect(await asked('other-exchange:HX-2026-0001')).toMatchObject({ recognized: false, reason: 'UNKNOWN' });
      for (const number of [
        'harbour-exchange:',
        ':HX',
        'Harbour:HX',
        `harbour-exchange:${'x'.repeat(65)}`,
        'a:\u0007',
      ]) {
        const query = new URLSearchParams({ number, purpose: 'LISTING', region: '410100' });
        expect(await statusOf(`/recognition?${query.toString()}`)).toBe(400);
      }
    });

    it.each<readonly [string, () => Promise<object>]>([
      ['SIGNER_NOT_LISTED', async () => ({ certificate: await certificateBy(stranger) })],
      ['PURPOSE_OUT_OF_SCOPE', async () => ({ certificate: await certificateBy(wallet), purpose: 'PLEDGE' })],
      ['CASE_TYPE_OUT_OF_SCOPE', async () => ({ certificate: await certificateBy(wallet), caseType: 'INITIAL' })],
      [
        'DOMAIN_NOT_LISTED',
        async () => ({ certificate: await certificateBy(wallet, { ...PLATFORM.domain, chainId: '1' }) }),
      ],
    ])('and answered %s where they are not to be trusted', async (refusal, body) => {
      const answer = await check(await body());
      expect(answer).toMatchObject({ isTrusted: false, refusal });
      expect(answer).not.toHaveProperty('platform');
    });

    it('and refused as a body where they are none', async () => {
      const certificate = { ...(await certificateBy(wallet)), signature: '0x' };
      expect(await check({ certificate })).toMatchObject({ code: 'VALIDATION_FAILED' });
    });

    it('but not with a list that is stale', async () => {
      bed.pass(91 * 86_400_000);
      expect(await check({ certificate: await certificateBy(wallet) })).toMatchObject({ refusal: 'LIST_STALE' });
      expect(await asked()).toMatchObject({ recognized: false, reason: 'NOT_TRUSTED', reasonCode: 'LIST_STALE' });
    });
  });
});
