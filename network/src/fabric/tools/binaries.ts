// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { FabricError } from '../fabricError';

export const BINARIES = ['peer', 'orderer', 'configtxgen', 'configtxlator', 'osnadmin'] as const;
export type BinaryName = (typeof BINARIES)[number];

/** Where each of Fabric's programs is, and of which release they are. */
export interface FabricBinaries {
  readonly paths: Readonly<Record<BinaryName, string>>;
  readonly version: string;
  readonly major: number;
}

const HOW_TO_GET_THEM =
  'Get the official ones of release 2.5.16 or 3.1.5 from https://github.com/hyperledger/fabric/releases ' +
  '(hyperledger-fabric-<platform>-<version>.tar.gz), then put its bin folder on PATH or name it in FABRIC_BIN.';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us to run: either way it is looked for elsewhere.
    return false;
  }
}

/** `FABRIC_BIN` alone where it is set: a mixture of two releases would be neither. */
function foldersOf({ FABRIC_BIN, PATH }: NodeJS.ProcessEnv): string[] {
  return FABRIC_BIN ? [resolve(FABRIC_BIN)] : (PATH ?? '').split(delimiter).filter((folder) => folder !== '');
}

function versionOf(peer: string): string {
  const text = execFileSync(peer, ['version'], { encoding: 'utf8', env: {} });
  const found = /Version: v?(\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (found) return found;
  throw new FabricError('VERSION_UNFIT', `${peer} does not say which release it is of: ${text.trim()}`);
}

/**
 * Finds Fabric's programs in `FABRIC_BIN`, or else on `PATH`.
 *
 * @throws FabricError BINARIES_MISSING saying which and where to get them; VERSION_UNFIT for releases before 2.5
 */
export function locateBinaries(env: NodeJS.ProcessEnv = process.env): FabricBinaries {
  const folders = foldersOf(env);
  const found = BINARIES.map((name) => [name, folders.map((folder) => join(folder, name)).find(isProgram)] as const);
  const missing = found.filter(([, path]) => path === undefined).map(([name]) => name);
  if (missing.length > 0) {
    const where = env['FABRIC_BIN'] ? `in FABRIC_BIN (${env['FABRIC_BIN']})` : 'on PATH';
    const message = `Fabric's programs ${missing.join(', ')} are not ${where}. ${HOW_TO_GET_THEM}`;
    throw new FabricError('BINARIES_MISSING', message);
  }
  const paths = Object.fromEntries(found) as FabricBinaries['paths'];
  const version = versionOf(paths.peer);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 2 || (major === 2 && minor >= 5)) return { paths, version, major };
  throw new FabricError('VERSION_UNFIT', `Fabric ${version} is too old: this register needs 2.5 or later.`);
}
