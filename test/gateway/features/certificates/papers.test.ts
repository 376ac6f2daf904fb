// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { answerDid } from '../../../../gateway/src/credentials/answerDid';
import { checkCode } from '../../../../chaincode/src/protocol/verification/checkCode';
import { anchorFor, believed } from '../../../support/certificates/shown';
import { databaseKinds } from '../../../support/databases';
import { newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToCertificate, fileApplication } from '../../../support/gatewayJourney';

interface Did {
  readonly id: string;
  readonly verificationMethod: readonly { readonly id: string; readonly publicKeyJwk: JsonWebKey }[];
}
interface Claims {
  readonly issuer: string;
  readonly type: readonly string[];
  readonly credentialSubject: Record<string, unknown> & { readonly _sd: readonly string[] };
  readonly evidence: readonly object[];
}
const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());

/** What a verifier does (RFC 9901 7.1): the signature, then each disclosure's digest in its place. */
const checked = (credential: string, did: Did): { claims: Claims; disclosed: Record<string, unknown> } => {
  const [jwt = '', ...disclosures] = credential.split('~').slice(0, -1);
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const { kid, typ, alg } = decode(header) as Record<string, string>;
  expect([typ, alg]).toEqual(['vc+sd-jwt', 'ES256']);
  const jwk = did.verificationMethod.find(({ id }) => id === kid)!.publicKeyJwk;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${header}.${payload}`);
  const fits = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  expect(fits).toBe(true);
  const claims = decode(payload) as Claims;
  const disclosed = disclosures.map((disclosure) => {
    expect(claims.credentialSubject._sd).toContain(createHash('sha256').update(disclosure).digest('base64url'));
    const [, name, value] = decode(disclosure) as [string, string, unknown];
    return [name, value] as const;
  });
  return { claims, disclosed: Object.fromEntries(disclosed) };
};

describe.each(databaseKinds())('what a registry issues of its certificates on $name', (kind) => {
  let bed: GatewayBed;
  let number: string;
  let did: Did;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    number = await carryToCertificate(bed, await fileApplication(bed));
    const answered = await request(express().get('/did.json', answerDid(bed.credentials))).get('/did.json');
    did = JSON.parse(answered.text) as Did;
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const credentialOf = async (query = ''): Promise<string> => {
    const answer = await bed.anonymous(`/certificates/${number}/credential${query}`);
    expect([answer.status, answer.type]).toEqual([200, 'application/vc+sd-jwt']);
    return Buffer.isBuffer(answer.body) ? answer.body.toString() : answer.text;
  };

  const verification = async (text: string): Promise<{ status: number; body: unknown }> => {
    const answer = await request(bed.app).post('/api/v1/certificates/verify').send({ text });
    return { status: answer.status, body: answer.body as unknown };
  };
  /** What the code holds is the certificate, and with one letter changed it is not. */
  const expectVerified = async (qr: string): Promise<void> => {
    const found = { number, matches: true, differences: [], status: 'VALID' };
    expect(await verification(qr)).toMatchObject({ status: 200, body: found });
    const forged = `${qr.slice(0, -20)}${qr.at(-20) === 'A' ? 'B' : 'A'}${qr.slice(-19)}`;
    expect(await verification(forged)).toMatchObject({
      status: 200,
      body: { matches: false, differences: [{ field: 'signature' }] },
    });
    const [header, payload] = qr.split('.') as [string, string];
    const said = { ...(decode(payload) as object), number: 'SJ4112026099999' };
    const unknown = Buffer.from(JSON.stringify(said)).toString('base64url');
    expect(await verification(`${header}.${unknown}.AA`)).toMatchObject({
      status: 200,
      body: { matches: false, differences: [{ field: 'number', shown: 'SJ4112026099999' }] },
    });
    const problem = {
      path: '/text',
      message: 'is neither the code of a certificate, nor its credential, nor its file',
    };
    expect(await verification('no code of ours')).toMatchObject({ status: 422, body: { problems: [problem] } });
  };

  it('is a credential whose issuer can be resolved, and which shows what it is asked to show', async () => {
    const all = checked(await credentialOf(), did);
    expect(did.id).toBe('did:web:register.example.cn');
    expect(all.claims).toMatchObject({ issuer: did.id, credentialSubject: { number } });
    expect(all.disclosed).toHaveProperty('dataName');
    const some = checked(await credentialOf('?disclose=holders'), did);
    expect(Object.keys(some.disclosed)).toEqual(['holders']);
    expect(some.claims).toEqual(all.claims);
    const view = (await bed.anonymous(`/certificates/${number}`)).body as Record<string, unknown>;
    expect(all.claims.evidence[0]).toMatchObject({ recordDigest: view['recordDigest'] });
    expect(all.disclosed['dataName']).toBe(view['dataName']);
  });

  it('is the same credential whenever it is asked for', async () => {
    expect(await credentialOf()).toBe(await credentialOf());
  });

  it('refuses fields that there are not, and certificates that there are not', async () => {
    expect((await bed.anonymous(`/certificates/${number}/credential?disclose=phone`)).status).toBe(400);
    expect((await bed.anonymous('/certificates/SJ4112026099999/credential')).status).toBe(404);
  });

  it('is a PDF, the same byte by byte, whose code is the signed statement and which carries the credential', async () => {
    const first = await bed.download('zhengzhou-applicant-1', `/certificates/${number}/paper`, 'application/pdf');
    const again = await bed.download('zhengzhou-applicant-1', `/certificates/${number}/paper`, 'application/pdf');
    expect(first.body.equals(again.body)).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'paper-'));
    try {
      const file = join(folder, 'certificate.pdf');
      writeFileSync(file, first.body);
      const program = join(__dirname, '..', '..', '..', 'support', 'readPaper.mjs');
      const read = JSON.parse(execFileSync(process.execPath, [program, file], { encoding: 'utf8' })) as {
        text: string;
        qr: string;
        attachments: { filename: string; content: string }[];
      };
      expect(read.text).toContain('数据产品登记凭证');
      expect(read.text).toContain(number);
      expect(read.attachments).toEqual([{ filename: `${number}.sd-jwt`, content: await credentialOf() }]);
      const [header = '', payload = '', signature = ''] = read.qr.split('.');
      const jwk = did.verificationMethod[0]!.publicKeyJwk;
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      const signed = Buffer.from(`${header}.${payload}`);
      expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(
        true,
      );
      await expectVerified(read.qr);
      // Offline, too, from what was printed alone.
      const held = await bed.keys.held(1);
      const anchor = believed(anchorFor(held!.keys));
      expect(checkCode(read.qr, anchor, Date.now())).toMatchObject({ number, findings: [] });
      const view = (await bed.anonymous(`/certificates/${number}`)).body as { recordDigest: { sha256: string } };
      expect(decode(payload)).toMatchObject({ number, channel: 'registry', sha256: view.recordDigest.sha256 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
