// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

type Replaced = Readonly<Record<string, string | false>>;

interface Package {
  readonly folder: string;
  /** What a browser takes in the place of a file or a module; nothing where it is false. */
  readonly browser: Replaced;
}

const packages = new Map<string, Package>();

const readPackage = (folder: string): Package => {
  const file = join(folder, 'package.json');
  try {
    const { name, browser } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; browser?: string | Replaced };
    if (name === undefined) return packageOf(dirname(folder));
    return { folder, browser: typeof browser === 'object' ? browser : {} };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return packageOf(dirname(folder));
  }
};

const packageOf = (folder: string): Package => {
  const found = packages.get(folder) ?? readPackage(folder);
  packages.set(folder, found);
  return found;
};

const COMMONJS = '/lib.commonjs/';
const ESM = '/lib.esm/';

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

/** The file that a browser would take for a request, or undefined where it takes an empty module. */
const resolveFor = (from: string, request: string): string | undefined => {
  const asked = packageOf(dirname(from)).browser[request];
  if (asked === false) return undefined;
  if (isBuiltin(request)) throw new Error(`${from} wants ${request}, which no browser has`);
  const file = createRequire(from).resolve(request);
  const { folder, browser } = packageOf(dirname(file));
  const path = `./${relative(folder, file).split(sep).join('/')}`;
  // ethers names the files of its other build alone, which are the same ones.
  const replaced = browser[path] ?? browser[path.replace(COMMONJS, ESM)];
  return typeof replaced === 'string' ? join(folder, replaced.replace(ESM, COMMONJS)) : file;
};

const requestsIn = (text: string): string[] =>
  [...text.matchAll(/\brequire\((["'])([^"']+)\1\)/g)].map(([, , request]) => request as string);

/** A module of the bundle: its text, and the number of the module behind each of its requests. */
interface Bundled {
  readonly text: string;
  readonly requests: Readonly<Record<string, number>>;
}

const collect = (entry: string): readonly Bundled[] => {
  const numbers = new Map<string, number>([['', 0]]);
  const modules: Bundled[] = [{ text: '', requests: {} }];
  const add = (file: string): number => {
    const known = numbers.get(file);
    if (known !== undefined) return known;
    const at = modules.push({ text: '', requests: {} }) - 1;
    numbers.set(file, at);
    const text = readFileSync(file, 'utf8');
    const pairs = requestsIn(text).map((request) => [request, add(resolveFor(file, request) ?? '')] as const);
    modules[at] = { text, requests: Object.fromEntries(pairs) };
    return at;
  };
  add(entry);
  return modules;
};

/**
 * One script, without any module of Node, that makes what a CommonJS module exports a global of a browser.
 *
 * @throws Error where something wants what no browser has
 */
export const bundleForBrowser = (entry: string, global: string): string => {
  const modules = collect(entry).map(
    ({ text, requests }) => `[${JSON.stringify(requests)}, function (require, module, exports) {\n${text}\n}]`,
  );
  return `globalThis.${global} = (() => {
    const modules = [${modules.join(',\n')}];
    const made = new Map();
    const load = (at) => {
      if (!made.has(at)) {
        const module = { exports: {} };
        made.set(at, module);
        const [requests, run] = modules[at];
        run((request) => load(requests[request]), module, module.exports);
      }
      return made.get(at).exports;
    };
    return load(1);
  })();`;
};
