// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { ClientIdentity } from 'fabric-shim';
import type { ChaincodeStub } from 'fabric-shim';
import { actorOf } from '../../../chaincode/src/access/actor';
import { readCreator } from '../../../chaincode/src/access/creator';
import type { Creator } from '../../../chaincode/src/access/creator';
import { sha256Hex } from '../../../chaincode/src/protocol/digest';
import { issueLeaf, newAuthority, openAuthority } from '../../../network/src/identities/authority';
import { ATTRIBUTES_OID, signingExtensions } from '../../../network/src/identities/extensions';
import { authorityOf, issueCertificate } from '../../support/certificates';
import { refusalOf } from '../../support/refusal';

const MSP = 'ZhengzhouMSP';
const APPLICANT = { role: 'applicant', staffNo: 'ZZ-AP-001', uscc: '91410100DEM0QY019R' };
const DECIDER = { role: 'decider', staffNo: 'ZZ-RD-001', uscc: '91410100DEM0DJ412Y' };
const NOW = new Date('2026-01-01T00:00:00Z');

const stubOf = (idBytes: string | Uint8Array, mspid = MSP): Pick<ChaincodeStub, 'getCreator'> => ({
  getCreator: () => ({ mspid, idBytes: Buffer.from(idBytes) }),
});
const read = (idBytes: string | Uint8Array, mspid = MSP): Creator => readCreator(stubOf(idBytes, mspid));
const reasonOf = (idBytes: string | Uint8Array, mspid = MSP): unknown => {
  const refusal = refusalOf(() => read(idBytes, mspid));
  expect(refusal.code).toBe('SIGNER_CERT_NOT_CANONICAL');
  return refusal.details['reason'];
};

const withExtensions = async (...values: string[]): Promise<string> => {
  const extensions = values.map((value) => new x509.Extension(ATTRIBUTES_OID, false, Buffer.from(value)));
  const subject = { organization: MSP, unit: 'client', commonName: 'somebody' };
  return (await issueLeaf(await authorityOf(MSP), { subject, extensions, now: NOW })).certificate;
};

/** A certificate that no authority of the ledger has signed. */
const selfMade = async (): Promise<string> => {
  const authority = await openAuthority(await newAuthority({ organization: 'nobody', commonName: 'nobody' }, NOW));
  const subject = { organization: 'nobody', unit: 'client', commonName: 'chief' };
  return (await issueLeaf(authority, { subject, extensions: signingExtensions(DECIDER), now: NOW })).certificate;
};

describe('the creator of a proposal', () => {
  it('is told by membership and public key, and has the attributes of its certificate', async () => {
    const pem = await issueCertificate(MSP, APPLICANT);
    const creator = read(pem);
    const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
    expect(creator.identityKey).toBe(`${MSP}:${sha256Hex(key)}`);
    expect(Object.fromEntries(creator.attributes)).toEqual(APPLICANT);
    expect(read(pem, 'GuiyangMSP').identityKey).not.toBe(creator.identityKey);
  });

  it('is the same one however often it is read', async () => {
    const pem = await issueCertificate(MSP, APPLICANT);
    expect(read(pem)).toBe(read(pem));
  });

  it('is the same one with other line ends', async () => {
    const pem = await issueCertificate(MSP, APPLICANT);
    expect(read(pem.replaceAll('\n', '\r\n'))).toEqual(read(pem));
    expect(read(pem.trimEnd())).toEqual(read(pem));
  });

  it('has no attributes where its certificate has none', async () => {
    expect(read(await issueCertificate(MSP)).attributes.size).toBe(0);
  });
});

describe('a forged creator', () => {
  // The peer verifies the second certificate; fabric-shim's ClientIdentity would show the attributes of the first.
  it.each([
    ['a member prefixes the certificate of a victim', () => issueCertificate(MSP, DECIDER)],
    ['a member prefixes a certificate that no authority signed', selfMade],
  ])('is refused where %s', async (_, first) => {
    const forged = ` ${await first()}${await issueCertificate(MSP, APPLICANT)}`;
    const stub = { ...stubOf(forged), getChannelID: () => 'registry', getTxID: () => 'a'.repeat(64) };
    const believed = new ClientIdentity(stub as never);
    expect(believed.getAttributeValue('role')).toBe('decider');
    expect(reasonOf(forged)).toBe('the creator is not one PEM certificate');
  });

  it.each([
    ['two certificates', (own: string, other: string) => own + other],
    ['a block of another name first', (own: string, other: string) => own.replaceAll('CERTIFICATE', 'FOO') + other],
    ['text before', (own: string) => `x\n${own}`],
    ['text after', (own: string) => `${own}x`],
    ['a blank line after', (own: string) => `${own}\n`],
    ['a header in the block', (own: string) => own.replace('-----\n', '-----\nProc-Type: 4\n\n')],
    ['a space in the base64', (own: string) => own.replace('\nMII', '\nM II')],
    ['other characters', (own: string) => own.replace('\nMII', '\nMÍI')],
    ['no certificate at all', () => ''],
    ['more than a certificate can be', (own: string) => own.replace('\n', `\n${'A'.repeat(76)}\n`.repeat(300))],
  ])('is refused with %s', async (_, forge) => {
    const forged = forge(await issueCertificate(MSP, APPLICANT), await issueCertificate(MSP, DECIDER));
    expect(reasonOf(forged)).toBe('the creator is not one PEM certificate');
  });

  it('is refused where the base64 has two readings', async () => {
    const lines = (await issueCertificate(MSP, APPLICANT)).trimEnd().split('\n');
    const last = lines.length - 2;
    lines[last] = `${lines[last]!.slice(0, -1)}=${lines[last]!.endsWith('=') ? '==' : 'A'}`;
    expect(reasonOf(lines.join('\n'))).toBe('the base64 has two readings');
  });

  it('is refused where the block is no certificate, or bytes follow it', async () => {
    const block = (der: Uint8Array): string =>
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
        .toString('base64')
        .match(/.{1,64}/g)!
        .join('\n')}\n-----END CERTIFICATE-----\n`;
    const { raw } = new X509Certificate(await issueCertificate(MSP, APPLICANT));
    expect(reasonOf(block(Buffer.from('no certificate')))).toBe('the creator is not an X.509 certificate');
    expect(reasonOf(block(Buffer.concat([raw, raw])))).toBe('bytes follow the certificate');
  });

  it('is refused with a membership that could be read in two ways', async () => {
    expect(reasonOf(await issueCertificate(MSP, APPLICANT), 'Zhengzhou:MSP')).toContain('MSP id');
  });
});

describe('the attributes of a certificate', () => {
  it.each([
    ['are not JSON', '{attrs}'],
    ['are wrapped in DER', '\u0004\u0002{}'],
    ['stand twice in one object', '{"attrs":{"role":"decider"},"attrs":{"role":"applicant"}}'],
    ['are longer than attributes are', JSON.stringify({ attrs: { role: 'x'.repeat(5000) } })],
  ])('are refused where they %s', async (_, value) => {
    expect(reasonOf(await withExtensions(value))).toBe('the attributes cannot be read');
  });

  it.each(['{}', '[]', '"attrs"', '{"attrs":null}', '{"attrs":["role"]}'])(
    'are refused in the form %s',
    async (value) => {
      expect(reasonOf(await withExtensions(value))).toBe('the attributes are not an object');
    },
  );

  it('are refused in two extensions', async () => {
    // OpenSSL reads such a certificate; which of the two counts would be anybody's guess.
    const twice = await withExtensions('{"attrs":{"role":"applicant"}}', '{"attrs":{"role":"decider"}}');
    expect(reasonOf(twice)).toBe('the attributes stand twice');
  });

  it('count only as own strings', async () => {
    const creator = read(
      await withExtensions('{"attrs":{"role":"decider","staffNo":7,"constructor":"x","uscc":null}}'),
    );
    expect(Object.fromEntries(creator.attributes)).toEqual({ role: 'decider', constructor: 'x' });
    expect(creator.attributes.get('toString')).toBeUndefined();
  });
});

describe('the person who acts', () => {
  const denial = async (attributes: object): Promise<unknown> => {
    const creator = read(await withExtensions(JSON.stringify({ attrs: attributes })));
    const refusal = refusalOf(() => actorOf(creator));
    expect(refusal.code).toBe('ACCESS_DENIED');
    return refusal.details['reason'];
  };

  it('has role, staff number and organization from the certificate', async () => {
    const creator = read(await issueCertificate(MSP, DECIDER));
    expect(actorOf(creator)).toEqual({ mspId: MSP, identityKey: creator.identityKey, ...DECIDER });
  });

  it('may lack a staff number and an organization only as an applicant', async () => {
    const creator = read(await withExtensions('{"attrs":{"role":"applicant"}}'));
    expect(actorOf(creator)).toEqual({ mspId: MSP, identityKey: creator.identityKey, role: 'applicant' });
  });

  it.each([
    ['no role', {}, 'the certificate gives no role'],
    ['a role of no procedure', { ...DECIDER, role: 'chief' }, 'the certificate gives no role'],
    ['no staff number', { role: 'decider', uscc: DECIDER.uscc }, 'the certificate has no staff number'],
    ['a staff number of other characters', { ...DECIDER, staffNo: 'ZZ 1' }, 'the staff number has other characters'],
    ['no organization', { role: 'agent' }, 'the certificate names no organization'],
    ['a wrong check digit', { ...APPLICANT, uscc: '91410100DEM0QY0199' }, 'the organization has a wrong USCC'],
  ])('is nobody with %s', async (_, attributes, reason) => {
    expect(await denial(attributes)).toBe(reason);
  });
});

it('remembers a bounded number of creators', async () => {
  const pem = await issueCertificate(MSP, APPLICANT);
  const first = read(pem);
  for (let count = 0; count < 1100; count += 1) read(pem, `Msp${count}`);
  expect(read(pem)).toEqual(first);
  expect(read(pem)).not.toBe(first);
});
