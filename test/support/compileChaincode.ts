// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

/** The repository's top: this file also runs compiled, one folder deeper. */
const root = dirname(require.resolve('@registry/chaincode/package.json')).replace(/chaincode$/, '');

/**
 * Compiles a test's chaincode, because a chaincode runs in threads that know no TypeScript.
 * @param name folder beside this file, with a `contract.ts`
 * @returns the package folder to start the engine with
 */
export function compileChaincode(name: string): string {
  const source = join(root, 'test', 'support', name, 'contract.ts');
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    filename: source,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  // Under node_modules, so that the compiled contract finds the packages that the source sees.
  const folder = join(root, 'node_modules', '.cache', 'registry-test', String(process.pid), name);
  mkdirSync(folder, { recursive: true });
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, 'index.js'), code);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  return folder;
}
