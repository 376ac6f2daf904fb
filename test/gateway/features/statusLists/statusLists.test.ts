// SPDX-License-Identifier: Apache-2.0
import request from 'supertest';
import { believeStatusList, lookUpStatus, statusPlaceOf } from '@registry/chaincode/protocol';
import { anchorFor, believed } from '../../../support/certificates/shown';
import { databaseKinds } from '../../../support/databases';
import { GUIYANG, ZHENGZHOU } from '../../../support/filing';
import { newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { askModule, hasPackage, itWith } from '../../../support/independent';
import { carryToCertificate, fileApplication } from '../../../support/gatewayJourney';

interface Listed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}
interface Credential {
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialSubject: { readonly encodedList: string; readonly ttl: number };
  readonly credentialStatus: readonly { readonly statusListCredential: string; readonly statusListIndex: string }[];
}

const credentialIn = (jws: string): Credential =>
  JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as Credential;

describe.each(databaseKinds())('the status list of a registry on $name', (kind) => {
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

  const year = (): string => statusPlaceOf(number).year;
  const read = async (query = '', headers: Readonly<Record<string, string>> = {}): Promise<Listed> => {
    const address = `/api/v1/status/${ZHENGZHOU}/${year()}${query}`;
    const answer = await request(bed.app).get(address).set(headers).responseType('blob');
    const body = answer.body as Buffer;
    return { status: answer.status, headers: answer.headers, text: body.toString() };
  };
  /** What a checker with the registry's keys finds in a list, when it is made. */
  const saidBy = async (jws: string): Promise<string> => {
    const held = await bed.keys.held(1);
    const list = await believeStatusList(jws, believed(anchorFor(held!.keys)));
    if ('refusal' in list) return list.refusal;
    const at = Date.parse(credentialIn(jws).validFrom);
    const finding = lookUpStatus(list.found, { number, registry: ZHENGZHOU }, at);
    return 'status' in finding ? finding.status : finding.refusal;
  };

  it('says what each certificate is, signed, for a quarter of an hour, and names none', async () => {
    const { status, headers, text } = await read();
    expect([status, headers['content-type']]).toEqual([200, 'application/vc+jwt; charset=utf-8']);
    expect(headers['cache-control']).toMatch(/^public, max-age=4[45]\d$/);
    expect(await saidBy(text)).toBe('VALID');
    const { validFrom, validUntil, credentialSubject } = credentialIn(text);
    expect(Date.parse(validUntil) - Date.parse(validFrom)).toBe(900_000);
    expect(credentialSubject.ttl).toBe(450_000);
    expect(Buffer.from(text.split('.')[1]!, 'base64url').toString()).not.toContain(number);
  });

  it('is found where the credential of a certificate says, at the place that it says', async () => {
    const { body } = await bed.download(
      'zhengzhou-applicant-1',
      `/certificates/${number}/credential`,
      'application/vc+sd-jwt',
    );
    const entries = credentialIn(body.toString()).credentialStatus;
    const address = `https://register.example.cn/api/v1/status/${ZHENGZHOU}/${year()}`;
    expect(entries.map(({ statusListCredential }) => statusListCredential)).toEqual([
      `${address}?purpose=revocation`,
      `${address}?purpose=suspension`,
    ]);
    expect(entries.map(({ statusListIndex }) => Number(statusListIndex))).toEqual(
      [1, 2].map(() => statusPlaceOf(number).index),
    );
    expect(await saidBy((await read('?purpose=revocation')).text)).toBe('STATUS_LIST_OF_ANOTHER_PURPOSE');
  });

  it('says a decision as soon as its block is read, whatever was kept', async () => {
    const before = await read();
    const suspensions = credentialIn((await read('?purpose=suspension')).text).credentialSubject.encodedList;
    bed.pass(1_000);
    const officer = await bed.as('supervisor-officer-1');
    const form = {
      legalBasis: ['数据产品登记办法第十条'],
      reason: '核查',
      reasonCode: 'RV-FALSE',
      effect: 'AB_INITIO',
    };
    expect((await officer.post(`/certificates/${number}/revoke`, form)).status).toBe(200);
    const after = await read();
    expect(await saidBy(after.text)).toBe('REVOKED');
    // Whoever looks on learns from the answer's length at most that something changed.
    expect(Math.abs(after.text.length - before.text.length)).toBeLessThan(100);
    expect(credentialIn((await read('?purpose=suspension')).text).credentialSubject.encodedList).toBe(suspensions);
  });

  const READER = '@digitalbazaar/vc-bitstring-status-list';
  itWith(READER, hasPackage(READER))('is read by another’s program, bit by bit', async () => {
    const { index } = statusPlaceOf(number);
    const bitsOf = async (query: string, places: readonly number[]): Promise<unknown> => {
      const { encodedList } = credentialIn((await read(query)).text).credentialSubject;
      return JSON.parse(askModule('statusList.mjs', { encodedList, places }));
    };
    const around = [index - 1, index, index + 1];
    expect(await bitsOf('?purpose=revocation', around)).toEqual({ length: 131_072, bits: [false, true, false] });
    expect(await bitsOf('?purpose=suspension', around)).toEqual({ length: 131_072, bits: [false, false, false] });
    // Three bits an entry, the highest first: 3 is REVOKED.
    expect(
      await bitsOf(
        '',
        [0, 1, 2, 3].map((bit) => index * 3 + bit),
      ),
    ).toEqual({
      length: 3 * 131_072,
      bits: [false, true, true, false],
    });
  });

  it('is given by nobody but the registry’s own gateway, and for no year without certificates', async () => {
    const other = await bed.anonymous(`/status/${GUIYANG}/${year()}`);
    expect([other.status, other.body]).toEqual([
      404,
      expect.objectContaining({ code: 'NOT_FOUND', issuedBy: GUIYANG }) as unknown,
    ]);
    expect((await bed.anonymous(`/status/${ZHENGZHOU}/2001`)).status).toBe(404);
    expect((await bed.anonymous(`/status/${ZHENGZHOU}/next`)).status).toBe(404);
    expect((await bed.anonymous(`/status/${ZHENGZHOU}/${year()}?purpose=refresh`)).status).toBe(400);
  });

  it('is signed once until half of its lifetime is over', async () => {
    const first = await read();
    expect(await read()).toMatchObject({ text: first.text, headers: { etag: first.headers['etag'] } });
    expect((await read('', { 'if-none-match': first.headers['etag']! })).status).toBe(304);
    // The ledger takes nothing from a clock that is so far ahead: this is the last that happens here.
    bed.pass(451_000);
    const second = await read();
    expect(second.headers['etag']).not.toBe(first.headers['etag']);
    expect(credentialIn(second.text).validFrom > credentialIn(first.text).validFrom).toBe(true);
  });
});
