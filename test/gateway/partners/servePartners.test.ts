// SPDX-License-Identifier: Apache-2.0
import request from 'supertest';
import type { Express } from 'express';
import { believeStatusList } from '../../../chaincode/src/protocol/status/checkStatusList';
import { statusPlaceOf } from '../../../chaincode/src/protocol/status/statusBits';
import { checkCertificateFile } from '../../../chaincode/src/protocol/verification/checkFile';
import { didOf } from '../../../gateway/src/credentials/issuer';
import { certificatesPage, PARTNER_PATHS } from '../../../gateway/src/partners/followPartner';
import { partnerApp } from '../../../gateway/src/partners/servePartners';
import { StatusLists } from '../../../gateway/src/trust/statusLists';
import { believed, issueCertificate } from '../../support/certificates/shown';
import type { Issued } from '../../support/certificates/shown';
import { databaseKinds } from '../../support/databases';
import { GUIYANG, ZHENGZHOU } from '../../support/filing';
import { newGatewayBed, silent } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';

describe.each(databaseKinds())('what partners are shown on $name', (kind) => {
  let bed: GatewayBed;
  let app: Express;
  let issued: Issued;
  let number: string;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    issued = await issueCertificate(bed);
    number = (JSON.parse(issued.file) as { record: { number: string } }).record.number;
    const { database, credentials, keys } = bed;
    const lists = new StatusLists({
      ...{ database, keys, registry: ZHENGZHOU, channel: 'registry', lifetimeSeconds: 900, now: Date.now },
      ...{ did: didOf('https://register.example.cn'), address: 'https://register.example.cn/api/v1/status' },
      isCurrent: () => Promise.resolve(true),
    });
    app = partnerApp({ database, channel: 'registry', credentials, lists, log: silent, requests: 100 });
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const read = async (path: string): Promise<{ status: number; text: string }> => {
    const answer = await request(app).get(path).responseType('blob');
    return { status: answer.status, text: (answer.body as Buffer).toString() };
  };
  const page = async (after: string): Promise<{ files: string[]; next: string }> =>
    certificatesPage.parse(
      JSON.parse((await read(`${PARTNER_PATHS.certificates}?after=${encodeURIComponent(after)}`)).text),
    );

  it('are the registry’s certificates, each as a file that is checked offline, and then no more', async () => {
    const { files, next } = await page('');
    expect(files).toHaveLength(1);
    const { findings, number: shown } = checkCertificateFile(files[0]!, believed(issued.anchor), issued.now);
    expect({ findings, shown }).toEqual({ findings: [], shown: number });
    expect(next).toMatch(new RegExp(`^\\d+:${number}$`));
    expect(await page(next)).toEqual({ files: [], next });
  });

  it('come again when the ledger changed them', async () => {
    const { next } = await page('');
    bed.pass(1_000);
    const officer = await bed.as('supervisor-officer-1');
    const form = {
      legalBasis: ['数据产品登记办法第十条'],
      reason: '核查',
      reasonCode: 'RV-FALSE',
      effect: 'AB_INITIO',
    };
    expect((await officer.post(`/certificates/${number}/revoke`, form)).status).toBe(200);
    expect((await page(next)).files).toHaveLength(1);
  });

  it('are its own status lists, and none of another registry', async () => {
    const { year } = statusPlaceOf(number);
    const { status, text } = await read(`${PARTNER_PATHS.status}/${ZHENGZHOU}/${year}`);
    expect(status).toBe(200);
    expect(await believeStatusList(text, believed(issued.anchor))).toHaveProperty('found');
    expect((await read(`${PARTNER_PATHS.status}/${GUIYANG}/${year}`)).status).toBe(404);
    expect((await read(`${PARTNER_PATHS.status}/${ZHENGZHOU}/1999`)).status).toBe(404);
    expect((await read(`${PARTNER_PATHS.status}/${ZHENGZHOU}/x`)).status).toBe(404);
  });

  it('is no trust anchor before there is a list, and nothing else', async () => {
    expect((await read(PARTNER_PATHS.anchor)).status).toBe(404);
    for (const path of ['/', '/api/v1/certificates', '/metrics', '/partner/v1'])
      expect((await read(path)).status).toBe(404);
  });

  it.each(['x', '1:', '1:short', "1:'; drop table", `1${'0'.repeat(20)}:SJ4112026120001`])(
    'are refused after %s, which no page named',
    async (after) => {
      expect((await read(`${PARTNER_PATHS.certificates}?after=${encodeURIComponent(after)}`)).status).toBe(400);
      expect((await read(`${PARTNER_PATHS.certificates}?more=1`)).status).toBe(400);
    },
  );
});
