// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ClientIdentity, type ChaincodeStub } from 'fabric-shim';
import { createIdentities } from '../../../network/src/identities/createIdentities';
import { IdentityError } from '../../../network/src/identities/identityError';
import { ordererFolder, peerFolder, userFolder } from '../../../network/src/identities/layout';
import { readRoots, readSigningIdentity, readTlsIdentity } from '../../../network/src/identities/readIdentity';
import { loadTopology, type Topology } from '../../../network/src/topology';
import { ATTRIBUTES, extensionsOf, KEY_USAGE, EXTENDED_KEY_USAGE } from '../../support/derExtensions';

const topology = loadTopology();
const now = new Date('2026-11-24T04:00:00.000Z');
let dir: string;
let made: string[];

const place = (org: string): { dir: string; org: string } => ({ dir, org });

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const certificateOf = (folder: string): X509Certificate => new X509Certificate(readSigningIdentity(folder).certificate);
const subjectOf = (certificate: X509Certificate): string[] => certificate.subject.split('\n');
const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** Every folder that holds a signing identity, with what its certificate must say it is. */
function signingFolders(): [folder: string, unit: string, root: X509Certificate][] {
  return topology.organizations.flatMap((org) => {
    const root = new X509Certificate(readRoots(place(org.name)).identityRoot);
    const users = readdirSync(join(dir, org.name, 'users'));
    return [
      ...org.peers.map((peer): [string, string] => [peerFolder(place(org.name), peer.name), 'peer']),
      ...org.orderers.map((one): [string, string] => [ordererFolder(place(org.name), one.name), 'orderer']),
      ...users.map((user): [string, string] => [
        userFolder(place(org.name), user),
        user === 'admin' ? 'admin' : 'client',
      ]),
    ].map(([folder, unit]): [string, string, X509Certificate] => [folder, unit, root]);
  });
}

async function refusal(other: Topology = topology): Promise<IdentityError> {
  try {
    await createIdentities({ topology: other, dir });
  } catch (error) {
    return error as IdentityError;
  }
  throw new Error('the identities were accepted');
}

beforeAll(async () => {
  dir = join(mkdtempSync(join(tmpdir(), 'identities-')), 'identities');
  made = await createIdentities({ topology, dir, now });
});

afterAll(() => {
  rmSync(join(dir, '..'), { recursive: true });
});

describe('identities of a new consortium', () => {
  it('are one folder for each node and user, and an MSP for each organization', () => {
    const nodes = topology.organizations.flatMap((org) => [...org.peers, ...org.orderers]).length;
    const admins = topology.organizations.length;
    const gateways = topology.organizations.filter((org) => org.gateway).length;
    expect(made).toHaveLength(topology.organizations.length + nodes + admins + gateways + topology.users.length);
    expect(
      signingFolders()
        .map(([folder]) => folder)
        .sort(),
    ).toEqual(made.filter((folder) => !folder.endsWith('/msp')).sort());
  });

  it('lie in the layout that a Fabric peer reads', () => {
    const folder = peerFolder(place('zhengzhou'), 'peer0');
    expect(filesIn(folder).map((file) => relative(folder, file))).toEqual([
      'msp/cacerts/ca.pem',
      'msp/config.yaml',
      'msp/keystore/key.pem',
      'msp/signcerts/cert.pem',
      'msp/tlscacerts/tlsca.pem',
      'tls/ca.crt',
      'tls/server.crt',
      'tls/server.key',
    ]);
  });

  it('say in config.yaml which OU is which role', () => {
    expect(readFileSync(join(dir, 'court', 'msp', 'config.yaml'), 'utf8')).toBe(
      [
        'NodeOUs:',
        '  Enable: true',
        '  ClientOUIdentifier:',
        '    Certificate: cacerts/ca.pem',
        '    OrganizationalUnitIdentifier: client',
        '  PeerOUIdentifier:',
        '    Certificate: cacerts/ca.pem',
        '    OrganizationalUnitIdentifier: peer',
        '  AdminOUIdentifier:',
        '    Certificate: cacerts/ca.pem',
        '    OrganizationalUnitIdentifier: admin',
        '  OrdererOUIdentifier:',
        '    Certificate: cacerts/ca.pem',
        '    OrganizationalUnitIdentifier: orderer',
        '',
      ].join('\n'),
    );
  });

  it('have exactly one OU, that of their role, and chain to their own organization', () => {
    signingFolders().forEach(([folder, unit, root]) => {
      const certificate = certificateOf(folder);
      const units = subjectOf(certificate).filter((line) => line.startsWith('OU='));
      expect([folder, units]).toEqual([folder, [`OU=${unit}`]]);
      expect(certificate.checkIssued(root) && certificate.verify(root.publicKey)).toBe(true);
      expect(certificate.checkPrivateKey(createPrivateKey(readSigningIdentity(folder).privateKey))).toBe(true);
    });
  });

  it('carry the whole name of an organization and never a person', () => {
    expect(subjectOf(certificateOf(userFolder(place('zhengzhou'), 'zhengzhou-reviewer-1')))).toEqual([
      'C=CN',
      'O=郑州数据产品登记机构',
      'OU=client',
      'CN=zhengzhou-reviewer-1',
    ]);
  });

  it('keep a name with a comma whole', async () => {
    const named = structuredClone(topology);
    named.organizations.forEach((org) => (org.title = '示例公司, Ltd.+OU=admin'));
    const folder = mkdtempSync(join(tmpdir(), 'identities-'));
    await createIdentities({ topology: named, dir: folder });
    const certificate = certificateOf(userFolder({ dir: folder, org: 'court' }, 'court-officer-1'));
    expect(certificate.toLegacyObject().subject).toMatchObject({ O: '示例公司, Ltd.+OU=admin', OU: 'client' });
    rmSync(folder, { recursive: true });
  });

  it('may sign and nothing else: no extended use, which an MSP refuses', () => {
    signingFolders().forEach(([folder]) => {
      const extensions = extensionsOf(certificateOf(folder).raw);
      expect(extensions.get(KEY_USAGE)).toEqual({ critical: true, value: '03020780' });
      expect(extensions.has(EXTENDED_KEY_USAGE)).toBe(false);
      expect(certificateOf(folder).ca).toBe(false);
    });
  });

  it('are signed by authorities that may sign certificates and lists, with a subject key identifier', () => {
    topology.organizations.forEach((org) => {
      const { identityRoot, tlsRoot } = readRoots(place(org.name));
      [identityRoot, tlsRoot].forEach((pem) => {
        const root = new X509Certificate(pem);
        expect(root.ca).toBe(true);
        expect(root.verify(root.publicKey)).toBe(true);
        expect(extensionsOf(root.raw).get(KEY_USAGE)).toEqual({ critical: true, value: '03020186' });
        expect(extensionsOf(root.raw).has('2.5.29.14')).toBe(true);
      });
    });
  });

  it('begin after their authority and before the moment of issue', () => {
    signingFolders().forEach(([folder, , root]) => {
      const begin = Date.parse(certificateOf(folder).validFrom);
      expect(begin).toBeGreaterThan(Date.parse(root.validFrom));
      expect(begin).toBe(now.getTime() - 5 * 60_000);
    });
  });

  it('give each person the attributes of the topology, as raw JSON that the chaincode shim reads', () => {
    topology.users.forEach(({ name, org, role, staffNo, uscc }) => {
      const { certificate } = readSigningIdentity(userFolder(place(org), name));
      const extension = extensionsOf(new X509Certificate(certificate).raw).get(ATTRIBUTES);
      expect(extension?.critical).toBe(false);
      expect(Buffer.from(extension?.value ?? '', 'hex').toString()).toBe(
        JSON.stringify({ attrs: { role, staffNo, uscc } }),
      );
      const creator = { mspid: 'AnyMSP', idBytes: Buffer.from(certificate) };
      const stub = { getCreator: () => creator, getChannelID: () => 'registry', getTxID: () => 'any' };
      const identity = new ClientIdentity(stub as unknown as ChaincodeStub);
      expect(['role', 'staffNo', 'uscc'].map((key) => identity.getAttributeValue(key))).toEqual([role, staffNo, uscc]);
    });
  });

  it('give nodes, administrators and gateways no attributes, so that they may decide nothing', () => {
    const people = new Set(topology.users.map((user) => userFolder(place(user.org), user.name)));
    const others = signingFolders().filter(([folder]) => !people.has(folder));
    expect(others).toHaveLength(signingFolders().length - topology.users.length);
    others.forEach(([folder]) => {
      expect(extensionsOf(certificateOf(folder).raw).has(ATTRIBUTES)).toBe(false);
    });
  });

  it('let a node answer and call under its addresses, under the TLS authority of its organization alone', () => {
    topology.organizations.forEach((org) => {
      const { tlsRoot, identityRoot } = readRoots(place(org.name));
      [
        ...org.peers.map((peer) => ({ folder: peerFolder(place(org.name), peer.name), name: peer.name })),
        ...org.orderers.map((one) => ({ folder: ordererFolder(place(org.name), one.name), name: one.name })),
      ].forEach(({ folder, name }) => {
        const tls = readTlsIdentity(folder, 'server');
        const certificate = new X509Certificate(tls.certificate);
        expect(certificate.subjectAltName).toBe(`IP Address:127.0.0.1, DNS:localhost, DNS:${name}.${org.name}`);
        expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
        expect(certificate.verify(new X509Certificate(tlsRoot).publicKey)).toBe(true);
        expect(certificate.verify(new X509Certificate(identityRoot).publicKey)).toBe(false);
        expect(tls.root).toBe(tlsRoot);
      });
    });
  });

  it('put a node that is not on this machine under its host name too', async () => {
    const remote = structuredClone(topology);
    remote.organizations[0]!.peers[0]!.host = 'peer.zhengzhou.example';
    const folder = mkdtempSync(join(tmpdir(), 'identities-'));
    await createIdentities({ topology: remote, dir: folder });
    const { certificate } = readTlsIdentity(peerFolder({ dir: folder, org: 'zhengzhou' }, 'peer0'), 'server');
    expect(new X509Certificate(certificate).checkHost('peer.zhengzhou.example')).toBe('peer.zhengzhou.example');
    rmSync(folder, { recursive: true });
  });

  it('let administrators and gateways call over TLS, and not answer', () => {
    const callers = topology.organizations.flatMap((org) => [
      userFolder(place(org.name), 'admin'),
      ...(org.gateway ? [userFolder(place(org.name), 'gateway')] : []),
    ]);
    callers.forEach((folder) => {
      const certificate = new X509Certificate(readTlsIdentity(folder, 'client').certificate);
      expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    });
  });

  it('share no key and no serial number', () => {
    const pems = filesIn(dir).filter(
      (file) => /signcerts|\.crt$|\/ca\/.*\.pem$/.test(file) && !file.endsWith('ca.crt'),
    );
    const certificates = pems.map((file) => new X509Certificate(readFileSync(file)));
    const keys = filesIn(dir)
      .filter((file) => file.endsWith('.key') || file.endsWith('key.pem'))
      .map((file) => readFileSync(file, 'utf8'));
    expect(keys).toHaveLength(certificates.length);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(certificates.map((one) => one.publicKey.export({ format: 'jwk' }).x)).size).toBe(pems.length);
    expect(new Set(certificates.map((one) => one.serialNumber)).size).toBe(pems.length);
  });

  it('keep every private key to its owner', () => {
    const files = filesIn(dir);
    const secret = files.filter((file) => readFileSync(file, 'utf8').includes('PRIVATE KEY'));
    expect(secret.length).toBeGreaterThan(40);
    secret.forEach((file) => {
      expect([file, modeOf(file)]).toEqual([file, 0o600]);
    });
    const folders = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
    folders.forEach((entry) => {
      expect([entry.name, modeOf(join(entry.parentPath, entry.name))]).toEqual([entry.name, 0o700]);
    });
    expect(modeOf(dir)).toBe(0o700);
  });
});

describe('identities that exist', () => {
  const snapshot = (): Map<string, string> =>
    new Map(filesIn(dir).map((file): [string, string] => [file, readFileSync(file, 'utf8')]));

  it('are kept as they are', async () => {
    const before = snapshot();
    expect(await createIdentities({ topology, dir })).toEqual([]);
    expect(snapshot()).toEqual(before);
  });

  it('are joined by those of a new user, and nothing else changes', async () => {
    const before = snapshot();
    const grown = structuredClone(topology);
    grown.users.push({ ...grown.users[4]!, name: 'zhengzhou-reviewer-2', staffNo: 'ZZ-RV-002' });
    const folder = userFolder(place('zhengzhou'), 'zhengzhou-reviewer-2');
    expect(await createIdentities({ topology: grown, dir })).toEqual([folder]);
    expect(
      certificateOf(folder).verify(new X509Certificate(readRoots(place('zhengzhou')).identityRoot).publicKey),
    ).toBe(true);
    before.forEach((content, file) => {
      expect(readFileSync(file, 'utf8')).toBe(content);
    });
  });

  it('are finished after an interruption, whose remains were never in use', async () => {
    const folder = userFolder(place('court'), 'court-officer-1');
    renameSync(folder, `${folder}.partial`);
    rmSync(join(`${folder}.partial`, 'msp', 'keystore'), { recursive: true });
    expect(await createIdentities({ topology, dir })).toEqual([folder]);
    expect(existsSync(`${folder}.partial`)).toBe(false);
    expect(await createIdentities({ topology, dir })).toEqual([]);
  });

  it.each([
    ['a missing key', 'guiyang/users/guiyang-clock/msp/keystore/key.pem', 'msp/keystore/key.pem missing or empty'],
    ['a missing config.yaml', 'guiyang/peers/peer0/msp/config.yaml', 'msp/config.yaml missing or empty'],
    ['a missing TLS certificate', 'guiyang/peers/peer0/tls/server.crt', 'tls/server.crt missing or empty'],
    ['a half-made organization', 'guiyang/msp/tlscacerts/tlsca.pem', 'tlscacerts/tlsca.pem missing or empty'],
  ])('are refused for %s, in words, and left alone', async (_, path, words) => {
    const file = join(dir, path);
    const content = readFileSync(file);
    rmSync(file);
    const error = await refusal();
    expect(error).toBeInstanceOf(IdentityError);
    expect(error.code).toBe('IDENTITY_INCOMPLETE');
    expect(error.message).toContain(words);
    expect(error.message).toContain('Restore it from a backup');
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '');
    expect((await refusal()).message).toContain(words);
    writeFileSync(file, content, { mode: 0o600 });
    expect(await createIdentities({ topology, dir })).toEqual([]);
  });

  it('are refused when a certificate cannot be decoded', async () => {
    const file = join(userFolder(place('agency'), 'agency-expert-1'), 'msp/signcerts/cert.pem');
    const content = readFileSync(file);
    writeFileSync(file, content.subarray(0, 200));
    expect(await refusal()).toMatchObject({ code: 'IDENTITY_INCOMPLETE' });
    writeFileSync(file, content);
  });

  it('are refused when the topology gives their holder another role', async () => {
    const moved = structuredClone(topology);
    moved.users.find((user) => user.name === 'zhengzhou-reviewer-1')!.role = 'decider';
    const error = await refusal(moved);
    expect(error.code).toBe('IDENTITY_MISMATCH');
    expect(error.message).toContain('the certificate carries other attributes than the topology says');
  });

  it.each([
    ['a key of somebody else', 'keystore/key.pem', 'the private key does not belong to the certificate'],
    ['a certificate of somebody else', 'signcerts/cert.pem', 'the private key does not belong to the certificate'],
  ])('are refused for %s', async (_, path, words) => {
    const file = join(userFolder(place('agency'), 'agency-expert-1'), 'msp', path);
    const content = readFileSync(file);
    writeFileSync(file, readFileSync(join(userFolder(place('agency'), 'agency-expert-2'), 'msp', path)));
    const error = await refusal();
    expect([error.code, error.message]).toEqual(['IDENTITY_MISMATCH', expect.stringContaining(words)]);
    writeFileSync(file, content);
  });

  it.each([
    ['issued by another organization', 'guiyang/users/guiyang-clock', "was not issued by the organization's authority"],
    ['of a colleague', 'zhengzhou/users/zhengzhou-decider-1', 'the certificate names somebody else'],
    ['of a node', 'zhengzhou/peers/peer0', 'the certificate is not one of a client'],
  ])('are refused when certificate and key are those %s', async (_, other, words) => {
    const folder = userFolder(place('zhengzhou'), 'zhengzhou-clock');
    const paths = ['msp/signcerts/cert.pem', 'msp/keystore/key.pem'];
    const contents = paths.map((path) => readFileSync(join(folder, path)));
    paths.forEach((path) => {
      writeFileSync(join(folder, path), readFileSync(join(dir, other, path)));
    });
    const error = await refusal();
    expect([error.code, error.message]).toEqual(['IDENTITY_MISMATCH', expect.stringContaining(words)]);
    paths.forEach((path, index) => {
      writeFileSync(join(folder, path), contents[index]!);
    });
  });

  it('need no authority key at hand, unless one is still to be issued', async () => {
    const authority = join(dir, 'court', 'ca');
    renameSync(authority, `${authority}-kept-elsewhere`);
    expect(await createIdentities({ topology, dir })).toEqual([]);
    const grown = structuredClone(topology);
    grown.users.push({
      ...grown.users.find((user) => user.org === 'court')!,
      name: 'court-officer-2',
      staffNo: 'JU-002',
    });
    expect(await refusal(grown)).toMatchObject({ code: 'AUTHORITY_ABSENT', folder: authority });
    expect(existsSync(authority)).toBe(false);
    renameSync(`${authority}-kept-elsewhere`, authority);
    expect(await createIdentities({ topology: grown, dir })).toHaveLength(1);
  });

  it('are read with a clear error when they are not there', () => {
    expect(() => readSigningIdentity(join(dir, 'nobody'))).toThrow('signcerts/cert.pem cannot be read');
  });
});
