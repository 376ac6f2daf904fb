// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata'; // @peculiar/x509 resolves its parts through it, so it must be loaded first
import { webcrypto } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { msp } from '@hyperledger/fabric-protos';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { LedgerError } from '../../../../network/src/embedded/ledger/errors';
import { decodeSignature, encodeSignature } from '../../../../network/src/embedded/crypto/der';
import { mspConfigFromFolder, newMspConfig } from '../../../../network/src/embedded/msp/folder';
import { newIdentities } from '../../../../network/src/embedded/msp/identities';
import { newMembershipProvider } from '../../../../network/src/embedded/msp/provider';
import type { Identities, Identity } from '../../../../network/src/embedded/types';
import { newAuthority, openAuthority, type KeyPairFiles } from '../../../../network/src/identities/authority';
import { newTestOrganization, serializedIdentity, type TestOrganization } from '../testChannel';
import { codeOf } from '../codeOf';

const year = 365 * 24 * 3600 * 1000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const identitiesOf = (mspId: string, root: Buffer): Identities =>
  newIdentities([newMembershipProvider(newMspConfig({ mspId, root, tlsRoots: [] }))]);

/** A certificate with a subject of our choice. */
const issueFor = async (
  authority: KeyPairFiles,
  units: string[],
  extensions: x509.Extension[] = [],
  given?: webcrypto.CryptoKeyPair,
): Promise<string> => {
  const { certificate: parent, signingKey } = await openAuthority(authority);
  const keys = given ?? (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [...units.map((unit) => ({ OU: [unit] })), { CN: ['somebody'] }],
    issuer: parent.subjectName.toJSON(),
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + year),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions,
  });
  return certificate.toString('pem');
};

/** The same certificate with the other of its authority's two possible signatures. */
const resigned = (pem: string): string => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const certificate = new x509.X509Certificate(pem);
  const der = Buffer.from(certificate.rawData);
  const places = Array.from({ length: 30 }, (_, back) => der.length - 60 - back);
  const signatureAt = places.find((place) => der[place] === 0x03 && decodeSignature(der.subarray(place + 3)))!;
  const { r, s } = decodeSignature(der.subarray(signatureAt + 3))!;
  const mirrored = Buffer.from((order - BigInt(`0x${s.toString('hex')}`)).toString(16).padStart(64, '0'), 'hex');
  const signature = encodeSignature(r, mirrored);
  const signed = der.subarray(4, signatureAt);
  const content = Buffer.concat([signed, Buffer.from([0x03, signature.length + 1, 0]), signature]);
  const head = Buffer.from([0x30, 0x82, content.length >> 8, content.length & 0xff]);
  return x509.PemConverter.encode(Buffer.concat([head, content]), 'CERTIFICATE');
};

describe('identities', () => {
  let organization: TestOrganization;
  let identities: Identities;
  let authority: KeyPairFiles;
  let own: Identities;

  beforeAll(async () => {
    organization = await newTestOrganization('A');
    identities = identitiesOf('A', organization.root);
    authority = await newAuthority({ organization: 'B', commonName: 'B authority' }, new Date());
    own = identitiesOf('B', Buffer.from(authority.certificate));
  });

  const issued = async (units: string[], extensions?: x509.Extension[]): Promise<Identity> =>
    own.deserialize(serializedIdentity('B', await issueFor(authority, units, extensions)));

  it.each(['client', 'peer', 'admin', 'orderer'] as const)('have the role of their only role OU: %s', async (unit) => {
    const identity = identities.deserialize((await organization.issue(unit)).serialized);
    expect([identity.refusal, identity.role, identity.mspId]).toEqual([undefined, unit, 'A']);
  });

  it('may have other OUs besides', async () => {
    expect((await issued(['department', 'client'])).role).toBe('client');
  });

  it.each<[string, string[], RegExp]>([
    ['no OU', [], /does not have an OU/],
    ['only an OU that is no role', ['department'], /does not have an OU/],
    ['an OU that only looks like a role', ['Peer'], /does not have an OU/],
    ['two role OUs', ['client', 'peer'], /more than one/],
    ['the same role OU twice', ['peer', 'peer'], /more than one/],
  ])('are refused with %s', async (_what, units, why) => {
    const identity = await issued(units);
    expect(identity.role).toBeUndefined();
    expect(identity.refusal).toMatch(why);
  });

  it('are refused where another authority of the same name issued them', async () => {
    const impostor = await newTestOrganization('A');
    const identity = identities.deserialize((await impostor.issue('admin')).serialized);
    expect(identity.refusal).toMatch(/not issued by an authority/);
  });

  it('are refused where the certificate is an authority', async () => {
    const identity = await issued(['peer'], [new x509.BasicConstraintsExtension(true, undefined, true)]);
    expect(identity.refusal).toMatch(/authority cannot act/);
    expect(own.deserialize(serializedIdentity('B', authority.certificate)).refusal).toMatch(/authority cannot act/);
  });

  it('keep their verdict after expiry, which only access looks at', async () => {
    const old = await newTestOrganization('A', new Date(Date.now() - 15 * year));
    const { serialized } = await old.issue('client', new Date(Date.now() - 14 * year));
    const identity = identitiesOf('A', old.root).deserialize(serialized);
    expect(identity.refusal).toBeUndefined();
    expect(identity.notAfter).toBeLessThan(Date.now());
  });

  it('cannot be read where the MSP is unknown, the PEM is none, or bytes follow the certificate', async () => {
    const { certificate } = await organization.issue('client');
    const der = Buffer.from(new x509.X509Certificate(certificate).rawData);
    const longer = x509.PemConverter.encode(Buffer.concat([der, Buffer.from([0])]), 'CERTIFICATE');
    for (const serialized of [
      serializedIdentity('Z', certificate),
      serializedIdentity('A', certificate.replace('BEGIN', 'BEGUN')),
      serializedIdentity('A', certificate.replaceAll('CERTIFICATE', 'PRIVATE KEY')),
      serializedIdentity('A', longer),
      serializedIdentity('A', ''),
    ])
      expect(codeOf(() => identities.deserialize(serialized))).toBe('IDENTITY_REFUSED');
  });

  it('cannot be read with a key that is not on P-256', async () => {
    const keys = await webcrypto.subtle.generateKey({ ...algorithm, namedCurve: 'P-384' }, true, ['sign', 'verify']);
    const pem = await issueFor(authority, ['peer'], [], keys);
    expect(() => own.deserialize(serializedIdentity('B', pem))).toThrow(/not on P-256/);
  });

  it('give an exception with a code for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => identities.deserialize(bytes)).toThrow(LedgerError);
      }),
    );
  });

  it('are one where one certificate is spelled or signed in two ways', async () => {
    const pem = await issueFor(authority, ['peer']);
    const [first, second, third] = [pem, `\n${pem}\n`, resigned(pem)].map((text) =>
      own.deserialize(serializedIdentity('B', text)),
    );
    expect(third?.certificate.raw.equals(first!.certificate.raw)).toBe(false);
    expect(third?.refusal).toBeUndefined();
    expect([second?.id, third?.id]).toEqual([first?.id, first?.id]);
  });

  it('verify signatures of their own key only', async () => {
    const [first, second] = [await organization.issue('client'), await organization.issue('client')];
    const [one, other] = [first, second].map(({ serialized }) => identities.deserialize(serialized));
    const data = Buffer.from('data');
    expect(identities.verify(one!, data, first.sign(data))).toBe(true);
    expect(identities.verify(other!, data, first.sign(data))).toBe(false);
  });
});

describe('a membership provider', () => {
  const spoiled = async (spoil: (config: msp.FabricMSPConfig) => unknown): Promise<msp.FabricMSPConfig> => {
    const { root } = await newTestOrganization('A');
    const config = newMspConfig({ mspId: 'A', root, tlsRoots: [] });
    spoil(config);
    return config;
  };

  it.each<[string, RegExp, (config: msp.FabricMSPConfig) => unknown]>([
    [
      'intermediate authorities',
      /intermediate/,
      (config) => {
        config.setIntermediateCertsList([Buffer.from('x')]);
      },
    ],
    [
      'revocation lists',
      /revocation lists/,
      (config) => {
        config.setRevocationListList([Buffer.from('x')]);
      },
    ],
    [
      'listed administrators',
      /administrator/,
      (config) => {
        config.setAdminsList([Buffer.from('x')]);
      },
    ],
    [
      'no NodeOUs',
      /NodeOUs/,
      (config) => {
        config.setFabricNodeOus(undefined);
      },
    ],
    [
      'no root',
      /no root/,
      (config) => {
        config.setRootCertsList([]);
      },
    ],
  ])('refuses %s by name', async (_what, why, spoil) => {
    const config = await spoiled(spoil);
    expect(() => newMembershipProvider(config)).toThrow(why);
    expect(codeOf(() => newMembershipProvider(config))).toBe('UNSUPPORTED');
  });

  it('is the same read from a folder as built from its roots', async () => {
    const { root } = await newTestOrganization('A');
    const folder = mkdtempSync(join(tmpdir(), 'msp-'));
    for (const name of ['cacerts', 'tlscacerts']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'ca.pem'), root);
    }
    const read = mspConfigFromFolder('A', folder).serializeBinary();
    expect(Buffer.from(read)).toEqual(
      Buffer.from(newMspConfig({ mspId: 'A', root, tlsRoots: [root] }).serializeBinary()),
    );
    writeFileSync(join(folder, 'cacerts', 'second.pem'), root);
    expect(() => mspConfigFromFolder('A', folder)).toThrow(/exactly one certificate/);
    rmSync(folder, { recursive: true });
    expect(() => mspConfigFromFolder('A', folder)).toThrow(/cannot be read/);
  });
});
