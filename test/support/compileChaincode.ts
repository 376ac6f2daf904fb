// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

/** The repository's top: this file also runs compiled, one folder deeper. */
const root = dirname(require.resolve('@registry/chaincode/package.json')).replace(/chaincode$/, '');

const compiled = (name: string): string => {
  const source = join(root, 'test', 'support', name, 'contract.ts');
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    filename: source,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  return code;
};

/**
 * Compiles a test's chaincode, because a chaincode runs in threads that know no TypeScript.
 * @param name folder beside this file, with a `contract.ts`
 * @param others - further such folders, whose contracts it imports
 * @returns the package folder to start the engine with
 */
export function compileChaincode(name: string, ...others: readonly string[]): string {
  // Under node_modules, so that the compiled contract finds the packages that the source sees.
  const folder = join(root, 'node_modules', '.cache', 'registry-test', String(process.pid), name);
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const one of [name, ...others]) {
    mkdirSync(join(folder, one), { recursive: true });
    writeFileSync(join(folder, one, 'contract.js'), compiled(one));
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: `${name}/contract.js` }));
  return folder;
}
