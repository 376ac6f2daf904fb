// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { FabricError } from '../fabricError';
import { packTar, type TarFile } from './tar';

/** A chaincode as organizations install and approve it. */
export interface ChaincodePackage {
  /** `registry_0.1.0-3f2a…`: name, version, and the beginning of its code's SHA-256. */
  readonly label: string;
  /** What peers know it by: the label, and the SHA-256 of its bytes. */
  readonly packageId: string;
  readonly bytes: Buffer;
  /** The code's archive, which the servers run. */
  readonly code: Buffer;
}

/** Fabric fixes the name. */
export const CODE_FILE = 'code.tar.gz';

const manifestShape = z.object({ version: z.string().regex(/^[A-Za-z0-9.+-]{1,32}$/), main: z.string() });

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function filesUnder(folder: string, isWanted: (path: string) => boolean): TarFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(folder, file).split(sep).join('/'), file }))
    .filter(({ path }) => isWanted(path))
    .map(({ path, file }) => ({ path, content: readFileSync(file) }));
}

const isCode = (path: string): boolean =>
  path === 'package.json' || (path.endsWith('.js') && !/(^|\/)node_modules\//.test(path));

function readManifest(folder: string): z.infer<typeof manifestShape> {
  const manifest = manifestShape.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  if (existsSync(join(folder, manifest.main))) return manifest;
  throw new FabricError('NOT_BUILT', `${join(folder, manifest.main)} is missing: run "npm run build" first.`);
}

/**
 * Packs a compiled chaincode. The same code gives the same package everywhere: it holds the code itself, and neither an
 * address nor a key, so that approving its id approves what will run.
 *
 * @param name - of the chaincode on the channel
 * @param folder - the chaincode's, with `package.json` and compiled files
 * @param version - instead of the one in its `package.json`
 * @throws FabricError NOT_BUILT where it is not compiled
 */
export function packChaincode(name: string, folder: string, version?: string): ChaincodePackage & { version: string } {
  const manifest = readManifest(folder);
  const used = version ?? manifest.version;
  const code = packTar(filesUnder(folder, isCode));
  const label = `${name}_${used}-${sha256(code).slice(0, 12)}`;
  const metadata = Buffer.from(`${JSON.stringify({ type: 'ccaas', label })}\n`);
  const bytes = packTar([
    { path: 'metadata.json', content: metadata },
    { path: CODE_FILE, content: code },
  ]);
  return { label, packageId: `${label}:${sha256(bytes)}`, version: used, bytes, code };
}

/** The label in a package id. */
export const labelOf = (packageId: string): string => packageId.slice(0, packageId.lastIndexOf(':'));
