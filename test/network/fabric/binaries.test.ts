// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FabricError } from '../../../network/src/fabric/fabricError';
import { BINARIES, locateBinaries, type BinaryName } from '../../../network/src/fabric/tools/binaries';

const root = mkdtempSync(join(tmpdir(), 'registry-binaries-'));

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A folder of programs, of which `peer` says its release as Fabric's does. */
function folderOf(name: string, version: string, names: readonly BinaryName[] = BINARIES): string {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const program of names) {
    const file = join(folder, program);
    writeFileSync(file, `#!/bin/sh\necho "${program}:"; echo " Version: ${version}"\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}

const errorOf = (env: NodeJS.ProcessEnv): FabricError => {
  try {
    locateBinaries(env);
  } catch (error) {
    return error as FabricError;
  }
  throw new Error('the programs were found');
};

describe('Fabric’s programs', () => {
  it('are found on PATH, with their release', () => {
    const folder = folderOf('path', '2.5.16');
    const found = locateBinaries({ PATH: `${join(root, 'nowhere')}:${folder}` });
    expect(found).toMatchObject({ version: '2.5.16', major: 2 });
    expect(found.paths.orderer).toBe(join(folder, 'orderer'));
  });

  it('are taken from FABRIC_BIN alone where it is set', () => {
    const [named, onPath] = [folderOf('named', 'v3.1.5'), folderOf('other', '2.5.16')];
    expect(locateBinaries({ FABRIC_BIN: named, PATH: onPath })).toMatchObject({ version: '3.1.5', major: 3 });
  });

  it('that are missing are named, with where to get the official ones', () => {
    const some = folderOf('some', '2.5.16', ['peer', 'orderer', 'configtxgen']);
    const error = errorOf({ FABRIC_BIN: some, PATH: '' });
    expect(error).toBeInstanceOf(FabricError);
    expect(error.code).toBe('BINARIES_MISSING');
    expect(error.message).toContain('configtxlator, osnadmin are not in FABRIC_BIN');
    expect(error.message).toContain('https://github.com/hyperledger/fabric/releases');
  });

  it.each([
    ['too old', '2.2.15', 'Fabric 2.2.15 is too old'],
    ['of no release', 'latest', 'does not say which release'],
  ])('that are %s are refused', (name, version, said) => {
    const error = errorOf({ FABRIC_BIN: folderOf(name.replaceAll(' ', '-'), version) });
    expect(error.code).toBe('VERSION_UNFIT');
    expect(error.message).toContain(said);
  });
});
