// SPDX-License-Identifier: Apache-2.0
import request from 'supertest';
import type { Response } from 'supertest';
import type { CertificateFile, CertificateKeySet } from '@registry/chaincode/protocol';
import { checkCarrier, tellCarrier, without } from '@registry/chaincode/protocol';
import { anchorFor, believed, issueCertificate } from '../../../support/certificates/shown';
import type { Issued } from '../../../support/certificates/shown';
import { databaseKinds } from '../../../support/databases';
import { GUIYANG, ZHENGZHOU } from '../../../support/filing';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToCertificate, fileApplication } from '../../../support/gatewayJourney';

const [kind] = databaseKinds();
const ROTATE = `/institutions/${ZHENGZHOU}/keys`;
const decider = 'zhengzhou-decider-1';

let bed: GatewayBed;
let issued: Issued;
let number: string;

beforeAll(async () => {
  bed = await newGatewayBed(await kind!.openMigrated());
  issued = await issueCertificate(bed);
  ({ number } = (JSON.parse(issued.file) as CertificateFile).record);
}, 120_000);
afterAll(async () => {
  await bed.close();
  await kind!.close();
});

const keySets = async (): Promise<readonly CertificateKeySet[]> =>
  bodyOf<{ certificateKeys: CertificateKeySet[] }>(await bed.anonymous(`/institutions/${ZHENGZHOU}`)).certificateKeys;
const verified = async (): Promise<unknown> => {
  const answer = await request(bed.app).post('/api/v1/certificates/verify').send({ text: issued.file });
  return answer.body as unknown;
};
const certificate = async (): Promise<unknown> => (await bed.anonymous(`/certificates/${number}`)).body as unknown;
const rotate = async (by = decider, key?: string): Promise<Response> => (await bed.as(by)).post(ROTATE, {}, key);
const revoke = async (by: string, version: number, form: object): Promise<{ status: number; body: unknown }> =>
  (await bed.as(by)).post(`${ROTATE}/${String(version)}/revoke`, form);

describe('the keys of a registry', () => {
  it('are shown with their times, and never their private parts', async () => {
    const [set, ...others] = await keySets();
    expect(others).toEqual([]);
    expect(Object.keys(set!).sort()).toEqual(['keys', 'validFrom', 'version']);
    expect(await certificate()).toMatchObject({ signedWith: { keys: 1, inDoubt: false } });
  });

  it('are rotated by a decider, once a request, and what was signed before is still the certificate', async () => {
    bed.pass(1_000);
    const first = await rotate(decider, 'rotate-once');
    const again = await rotate(decider, 'rotate-once');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(bodyOf<{ keys: object }>(again).keys).toEqual(bodyOf<{ keys: object }>(first).keys);
    const [old, set, ...others] = await keySets();
    expect(others).toEqual([]);
    expect(set).toMatchObject({ version: 2, keys: bodyOf<{ keys: object }>(first).keys });
    expect(old).toMatchObject({ version: 1, validUntil: set!.validFrom });
    expect(await verified()).toMatchObject({ matches: true, findings: [], differences: [] });
    const { body } = await bed.download('zhengzhou-applicant-1', `/certificates/${number}/file`, 'application/json');
    expect(body.toString()).toBe(issued.file);
    const next = await carryToCertificate(bed, await fileApplication(bed));
    expect((await bed.anonymous(`/certificates/${next}`)).body).toMatchObject({ signedWith: { keys: 2 } });
  });

  it('are made for nobody else, and by no other registry’s gateway', async () => {
    const before = await bed.database.selectFrom('certificate_keys').select('secp256k1').execute();
    expect((await rotate('zhengzhou-reviewer-1')).status).toBe(403);
    expect((await rotate('supervisor-officer-1')).status).toBe(403);
    const client = await bed.as(decider);
    expect((await client.post(`/institutions/${GUIYANG}/keys`, {})).status).toBe(404);
    expect((await client.post('/institutions/nobody/keys', {})).status).toBe(404);
    expect((await request(bed.app).post(`/api/v1${ROTATE}`).send({})).status).toBe(401);
    expect(await bed.database.selectFrom('certificate_keys').select('secp256k1').execute()).toEqual(before);
  });

  it('are revoked with the reason and since when, within their life', async () => {
    const later = { reasonCode: 'KR-COMPROMISED', compromisedSince: '2099-01-01T00:00:00.000Z' };
    expect(await revoke(decider, 1, later)).toMatchObject({ status: 409, body: { code: 'COMPROMISE_TIME' } });
    expect((await revoke('zhengzhou-applicant-1', 1, { reasonCode: 'KR-LOST' })).status).toBe(403);
    expect((await revoke(decider, 7, { reasonCode: 'KR-LOST' })).status).toBe(409);
    expect((await revoke(decider, 1, { reasonCode: 'WHIM' })).status).toBe(422);
    const { attestedAt } = bodyOf<{ attestedAt: string }>(await bed.anonymous(`/certificates/${number}`));
    const stolen = { reasonCode: 'KR-COMPROMISED', compromisedSince: attestedAt };
    expect(await revoke('supervisor-officer-1', 1, stolen)).toMatchObject({ status: 200 });
    expect((await keySets())[0]).toMatchObject({ ...stolen, revokedAt: expect.any(String) as string });
  });

  it('are told in every check of what was attested while they were in foreign hands', async () => {
    expect(await certificate()).toMatchObject({ signedWith: { keys: 1, inDoubt: true, reasonCode: 'KR-COMPROMISED' } });
    expect(await verified()).toMatchObject({
      matches: false,
      differences: [],
      findings: expect.arrayContaining([{ code: 'KEY_COMPROMISED', place: 'ledger' }]) as unknown,
    });
    const [set] = await keySets();
    // Offline, with an anchor that is newer than the revocation.
    const newer = believed(anchorFor(issued.keys, without(set!, ['keys'])));
    const offline = checkCarrier(tellCarrier(new Uint8Array(Buffer.from(issued.file))), newer, issued.now);
    expect(offline.findings.map(({ code }) => code)).toContain('KEY_COMPROMISED');
  });
});
