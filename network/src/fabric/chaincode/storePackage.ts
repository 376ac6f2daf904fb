// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FabricLayout } from '../layout';
import { CODE_FILE, labelOf, type ChaincodePackage } from './chaincodePackage';
import { unpackTar } from './tar';

export const packageFile = ({ packages }: FabricLayout, label: string): string => join(packages, `${label}.tar.gz`);
/** What the servers of a package run. */
export const codeFolder = ({ packages }: FabricLayout, label: string): string => join(packages, label);

/** The libraries that this project's lock file names: unpacked chaincode takes its own from there. */
const libraries = (): string => dirname(dirname(require.resolve('fabric-shim/package.json')));

/** Keeps a package, and unpacked beside it what its servers run. Nothing changes where it is kept already. */
export function storePackage(layout: FabricLayout, { label, bytes, code }: ChaincodePackage): void {
  writeFileSync(packageFile(layout, label), bytes, { mode: 0o600 });
  const folder = codeFolder(layout, label);
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const { path, content } of unpackTar(code)) {
    const file = join(unfinished, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, { mode: 0o600 });
  }
  symlinkSync(libraries(), join(unfinished, 'node_modules'), 'dir');
  renameSync(unfinished, folder);
}

/**
 * Reads a package that was kept.
 *
 * @throws Error where it is not here
 */
export function readPackage(layout: FabricLayout, packageId: string): ChaincodePackage {
  const label = labelOf(packageId);
  const bytes = readFileSync(packageFile(layout, label));
  const code = unpackTar(bytes).find(({ path }) => path === CODE_FILE);
  if (code === undefined) throw new Error(`${packageFile(layout, label)} holds no code`);
  return { label, packageId, bytes, code: code.content };
}
