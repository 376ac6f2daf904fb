// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelOf, packChaincode } from '../../../network/src/fabric/chaincode/chaincodePackage';
import { codeFolder, storePackage } from '../../../network/src/fabric/chaincode/storePackage';
import { packTar, unpackTar } from '../../../network/src/fabric/chaincode/tar';
import { layOutFabric } from '../../../network/src/fabric/layout';
import { BUILDER } from '../../../network/src/fabric/writeConfig';

const folder = mkdtempSync(join(tmpdir(), 'registry-package-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function chaincode(name: string, code = 'exports.contracts = [];\n'): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'dist'), { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'one', version: '1.2.3', main: 'dist/index.js' }));
  writeFileSync(join(path, 'dist', 'index.js'), code);
  writeFileSync(join(path, 'dist', 'index.d.ts'), 'export {};\n');
  return path;
}

describe('an archive', () => {
  const files = [
    { path: 'b/two.txt', content: Buffer.from('2'.repeat(513)) },
    { path: 'a.txt', content: Buffer.from('') },
  ];

  it('gives back what was packed, in the order of the paths', () => {
    expect(unpackTar(packTar(files))).toEqual([files[1], files[0]]);
  });

  it('is one that tar reads', () => {
    const file = join(folder, 'one.tar.gz');
    writeFileSync(file, packTar(files));
    expect(execFileSync('tar', ['-tzf', file], { encoding: 'utf8' })).toBe('a.txt\nb/two.txt\n');
  });

  it('is the same in whatever order its files come', () => {
    expect(packTar([...files].reverse())).toEqual(packTar(files));
  });

  it.each(['../out.txt', 'a/../../out.txt', '/etc/out.txt'])('is refused where it would write to %s', (path) => {
    const archive = packTar([{ path, content: Buffer.from('x') }]);
    expect(() => unpackTar(archive)).toThrow(`Unexpected entry ${path}`);
  });

  it('does not hold a name that it would have to cut', () => {
    expect(() => packTar([{ path: 'x'.repeat(101), content: Buffer.from('') }])).toThrow('cannot hold');
  });
});

describe('a chaincode package', () => {
  it('has the same id for the same code, wherever and whenever it is packed', () => {
    const [left, right] = [chaincode('left'), chaincode('right')];
    utimesSync(join(right, 'dist', 'index.js'), 1, 1);
    expect(packChaincode('registry', right).packageId).toBe(packChaincode('registry', left).packageId);
  });

  it('has another id where one byte of its code differs', () => {
    const changed = packChaincode('registry', chaincode('changed', 'exports.contracts = [ ];\n'));
    expect(changed.packageId).not.toBe(packChaincode('registry', chaincode('left')).packageId);
    expect(changed.label).not.toBe(packChaincode('registry', chaincode('left')).label);
  });

  it('is a service for Fabric, labelled by name and version, and holds compiled code only', () => {
    const packed = packChaincode('registry', chaincode('left'));
    const [code, metadata] = unpackTar(packed.bytes);
    expect(JSON.parse(metadata!.content.toString())).toEqual({ type: 'ccaas', label: packed.label });
    expect(packed.label).toMatch(/^registry_1\.2\.3-[0-9a-f]{12}$/);
    expect(unpackTar(code!.content).map(({ path }) => path)).toEqual(['dist/index.js', 'package.json']);
    expect(labelOf(packed.packageId)).toBe(packed.label);
  });

  it('cannot be made of sources that were not compiled', () => {
    const path = chaincode('uncompiled');
    rmSync(join(path, 'dist'), { recursive: true });
    expect(() => packChaincode('registry', path)).toThrow('run "npm run build" first');
  });

  it('is kept unpacked for its servers, with this project’s libraries beside it', () => {
    const layout = layOutFabric(join(folder, 'network'));
    const packed = packChaincode('registry', chaincode('left'));
    storePackage(layout, packed);
    storePackage(layout, packed);
    const kept = codeFolder(layout, packed.label);
    expect(readFileSync(join(kept, 'dist', 'index.js'), 'utf8')).toBe('exports.contracts = [];\n');
    expect(existsSync(join(kept, 'node_modules', 'fabric-shim', 'cli.js'))).toBe(true);
  });
});

describe('the external builder', () => {
  const metadata = join(folder, 'metadata');
  const built = join(folder, 'built');
  const released = join(folder, 'released');
  const connections = join(folder, 'connections');
  const run = (name: string, ...parameters: string[]): void => {
    const env = { PATH: process.env['PATH'] ?? '', REGISTRY_CHAINCODE_CONNECTIONS: connections };
    execFileSync(join(BUILDER, 'bin', name), parameters, { env, stdio: 'pipe' });
  };

  beforeAll(() => {
    for (const path of [metadata, built, released, connections]) mkdirSync(path);
  });

  const describePackage = (type: string): void => {
    writeFileSync(join(metadata, 'metadata.json'), JSON.stringify({ type, label: 'registry_1.2.3-0a1b2c3d4e5f' }));
  };

  it('takes chaincode that runs as a service, and no other', () => {
    describePackage('ccaas');
    expect(() => {
      run('detect', folder, metadata);
    }).not.toThrow();
    describePackage('node');
    expect(() => {
      run('detect', folder, metadata);
    }).toThrow();
  });

  it('gives the peer the address that stands under the package’s label', () => {
    describePackage('ccaas');
    writeFileSync(join(connections, 'registry_1.2.3-0a1b2c3d4e5f.json'), '{"address":"127.0.0.1:7413"}');
    run('build', folder, metadata, built);
    run('release', built, released);
    const file = join(released, 'chaincode', 'server', 'connection.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ address: '127.0.0.1:7413' });
  });

  it('fails where no server was appointed for the label', () => {
    rmSync(join(connections, 'registry_1.2.3-0a1b2c3d4e5f.json'));
    expect(() => {
      run('build', folder, metadata, built);
    }).toThrow();
  });

  it.each(['detect', 'build', 'release'])('can be run by a peer: %s', (name) => {
    expect(statSync(join(BUILDER, 'bin', name)).mode & 0o111).not.toBe(0);
  });
});
