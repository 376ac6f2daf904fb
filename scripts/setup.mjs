// SPDX-License-Identifier: Apache-2.0
// What a fresh clone needs before anything else runs: the right Node, the locked packages, compiled sources.
// Plain Node without dependencies, since it runs before there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_NODE = [20, 19];

const fail = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  fail(`This register needs Node ${LEAST_NODE.join('.')} or later; this is Node ${process.versions.node}.`);
};

/** True where every package of the lock file is installed in that version. Optional ones may belong to other machines. */
const isInstalled = () => {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const installed = readJson(installedPath).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link)
    .every(([path, entry]) => {
      const found = installed[path];
      return found === undefined ? entry.optional === true : found.version === entry.version;
    });
};

const run = (title, command, parameters) => {
  const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) fail(`${title} could not start: ${error.message}`);
  if (status !== 0) fail(`${title} failed (exit code ${String(status)}); its own messages stand above.`);
};

const install = () => {
  if (isInstalled()) return;
  console.log('Installing the packages of package-lock.json …');
  const npm = process.env['npm_execpath'];
  const parameters = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // Inside an npm script its own path is known; a bare `npm` is a shell script that Windows cannot spawn.
  if (npm) run('npm ci', process.execPath, [npm, ...parameters]);
  else run('npm ci', 'npm', parameters);
};

const build = (projects) => {
  run('The compiler', process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', ...projects]);
};

checkNode();
install();
build(process.argv.slice(2));
