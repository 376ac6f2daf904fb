// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that an installed npm package ships. */
export interface PackageFile {
  readonly packageName: string;
  readonly version: string;
  readonly licence: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Where an installed package lies. @throws Error where it is not installed */
export const packageFolder = (name: string): string => {
  const folder = (require.resolve.paths(name) ?? []).map((path) => join(path, name)).find((path) => existsSync(path));
  if (folder === undefined) throw new Error(`The package ${name} is not installed.`);
  return folder;
};

/**
 * Reads a file as it lies in an installed package: not through the package's entry point, since some forbid that.
 * @throws Error where the package or the file is not there
 */
export const readPackageFile = async (packageName: string, path: string): Promise<PackageFile> => {
  const folder = packageFolder(packageName);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  return {
    packageName,
    version: String(manifest['version']),
    licence: String(manifest['license']),
    path,
    bytes: await readFile(join(folder, path)),
  };
};
