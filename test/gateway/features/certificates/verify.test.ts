// SPDX-License-Identifier: Apache-2.0
import request from 'supertest';
import type { CertificateFile } from '@registry/chaincode/protocol';
import { changed, issueCertificate, resigned, signedAnew, withSeal } from '../../../support/certificates/shown';
import type { Issued } from '../../../support/certificates/shown';
import { databaseKinds } from '../../../support/databases';
import { GUIYANG } from '../../../support/filing';
import { newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { newPrivateKeys } from '../../../../gateway/src/signing/privateKeys';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
interface Found {
  readonly findings: readonly { readonly code: string; readonly place: string }[];
  readonly differences: readonly { readonly field: string }[];
}

const [kind] = databaseKinds();
let bed: GatewayBed;
let issued: Issued;
let number: string;

beforeAll(async () => {
  bed = await newGatewayBed(await kind!.openMigrated());
  issued = await issueCertificate(bed);
  ({ number } = parsed().record);
}, 120_000);
afterAll(async () => {
  await bed.close();
  await kind!.close();
});

const parsed = (): CertificateFile => JSON.parse(issued.file) as CertificateFile;
const send = async (type: string, body: string | Buffer): Promise<Answer> => {
  const answer = await request(bed.app).post('/api/v1/certificates/verify').set('content-type', type).send(body);
  return { status: answer.status, body: answer.body as unknown };
};
const inText = (text: string): Promise<Answer> => send('application/json', JSON.stringify({ text }));
const inPdf = (bytes: Uint8Array): Promise<Answer> => send('application/pdf', Buffer.from(bytes));
const codesIn = ({ body }: Answer): string[] => (body as Found).findings.map(({ code, place }) => `${code} ${place}`);
const fieldsIn = ({ body }: Answer): string[] => (body as Found).differences.map(({ field }) => field);

describe('what a registry issued', () => {
  const fine = (carrier: string): object => ({
    status: 200,
    body: { carrier, number, matches: true, findings: [], differences: [], withheld: [], status: 'VALID' },
  });

  it('is the certificate, in whichever way it is shown', async () => {
    expect(await send('application/json', issued.file)).toMatchObject(fine('FILE'));
    expect(await inText(issued.file)).toMatchObject(fine('FILE'));
    expect(await inPdf(issued.paper)).toMatchObject(fine('PAPER'));
    expect(await send('application/vc+sd-jwt', parsed().credential)).toMatchObject(fine('CREDENTIAL'));
    expect(await inText(parsed().credential)).toMatchObject(fine('CREDENTIAL'));
    expect(await inText(`${issued.code}\n`)).toMatchObject(fine('CODE'));
  });

  it('is told with what was examined, and what was not', async () => {
    expect(await inText(issued.code)).toMatchObject({
      body: {
        examined: ['ISSUER', 'LEDGER_RECORD', 'STATUS', 'CODE_SIGNATURE'],
        notExamined: ['THE_DATA', 'PRINTED_WORDS'],
      },
    });
  });
});

describe('what was changed', () => {
  it('is named, with what the ledger says', async () => {
    const answer = await send('application/json', changed(issued.file, { '/record/dataName': '别的数据' }));
    expect(answer).toMatchObject({
      status: 200,
      body: {
        matches: false,
        differences: [{ field: 'dataName', shown: '别的数据', ledger: parsed().record['dataName'] }],
        status: 'VALID',
      },
    });
    expect(codesIn(answer)).toEqual(['RECORD_NOT_AS_SIGNED /record', 'CREDENTIAL_DIFFERS /record/dataName']);
  });

  it('is named though its registry signed it: the ledger prevails', async () => {
    const answer = await inText(signedAnew(issued.file, { keys: issued.keys }, { '/validTo': '2999-12-31' }));
    expect(fieldsIn(answer)).toEqual(['validTo', 'recordDigest', 'signatures']);
  });

  it('is named where it is one byte of a paper', async () => {
    const spoilt = issued.paper.slice();
    spoilt[5_000] = spoilt[5_000]! ^ 1;
    expect(codesIn(await inPdf(spoilt))).toEqual(['BYTES_CHANGED bytes 4096 to 8191 (counted from 0)']);
  });

  it('is named where it is a version that another one superseded', async () => {
    const old = resigned(issued.code, issued.keys, { at: { '/version': 9 } });
    expect(await inText(old)).toMatchObject({
      body: { matches: false, findings: [], differences: [{ field: 'version', shown: 9, ledger: 1 }] },
    });
  });

  it('is named of a credential, field by field', async () => {
    const [jwt = '', ...all] = parsed().credential.split('~');
    const forged = resigned(jwt, issued.keys, { at: { '/credentialSubject/profile': { profileId: 'other' } } });
    expect(fieldsIn(await send('application/vc+sd-jwt', [forged, ...all].join('~')))).toEqual(['profile']);
    const stolen = resigned(jwt, newPrivateKeys(), {});
    expect(codesIn(await send('application/vc+sd-jwt', [stolen, ...all].join('~')))).toEqual([
      'CREDENTIAL_SIGNATURE_WRONG credential',
    ]);
  });
});

describe('what the ledger does not know', () => {
  it('is told as such: another number, another register', async () => {
    const other = resigned(issued.code, issued.keys, { at: { '/number': 'SJ4112026099999' } });
    const answer = await inText(other);
    expect(answer).toMatchObject({
      status: 200,
      body: { matches: false, differences: [{ field: 'number', shown: 'SJ4112026099999' }] },
    });
    expect(answer.body).not.toHaveProperty('status');
    expect(answer).toMatchObject({ body: { notExamined: ['THE_DATA', 'LEDGER_RECORD', 'PRINTED_WORDS'] } });
    expect(codesIn(await inText(changed(issued.file, { '/register': GUIYANG })))).toEqual([
      'ANOTHER_REGISTER /register',
    ]);
  });
});

describe('what is hostile', () => {
  const unread = (code: string): object => ({
    status: 200,
    body: { matches: false, findings: [{ code }], examined: [], notExamined: ['EVERYTHING'] },
  });

  it('is refused by name where it is a carrier that cannot be read', async () => {
    expect(await inPdf(issued.paper.slice(0, 20_000))).toMatchObject(unread('SEAL_MISSING'));
    expect(await inPdf(issued.paper.slice(0, -200))).toMatchObject(unread('SEAL_PARTS_WRONG'));
    expect(await inPdf(new Uint8Array(Buffer.from('%DPR-SEAL '.repeat(100_000))))).toMatchObject(
      unread('SEAL_PARTS_WRONG'),
    );
    expect(await inPdf(withSeal(issued.paper, () => issued.code))).toMatchObject(unread('SEAL_TYPE_WRONG'));
    expect(await inText(issued.file.slice(0, -9))).toMatchObject(unread('FILE_NOT_JSON'));
    expect(await inText(`${issued.code}.x~`)).toMatchObject({ status: 422 });
    expect(await inText('a.b.c')).toMatchObject(unread('CODE_NOT_BASE64URL'));
    expect(await inText(`a.b.c${'~'.repeat(900_000)}`)).toMatchObject(unread('CREDENTIAL_NOT_BASE64URL'));
    expect(await send('application/vc+sd-jwt', 'x'.repeat(1_000_000))).toMatchObject(unread('CREDENTIAL_HOLDER_BOUND'));
  });

  it('is refused where it is nothing of ours, larger than a mebibyte, compressed or of another type', async () => {
    expect(await inText('no code of ours')).toMatchObject({ status: 422, body: { problems: [{ path: '/text' }] } });
    expect(await inPdf(new Uint8Array(1_048_577))).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } });
    expect(await send('text/plain', issued.code)).toMatchObject({
      status: 415,
      body: {
        code: 'UNSUPPORTED_MEDIA_TYPE',
        allowed: ['application/json', 'application/pdf', 'application/vc+sd-jwt'],
      },
    });
    const packed = request(bed.app).post('/api/v1/certificates/verify').set('content-encoding', 'gzip');
    expect((await packed.set('content-type', 'application/json').send('{}')).status).toBe(415);
    expect(await send('application/json', '')).toMatchObject({ status: 422 });
    expect(await send('application/json', issued.file.slice(0, -9))).toMatchObject({ status: 400 });
  });
});
