// SPDX-License-Identifier: Apache-2.0
// Runs the named checks one after another (all of them, so that one run shows every problem) and ends with the line
// "N passed, N failed": tests one by one, each static check as one. Plain Node, started after setup.mjs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const SOURCES = ['chaincode/src', 'network/src', 'gateway/src', 'scripts/src', 'test'];
const COVERED = JSON.stringify({ global: { lines: 100, branches: 100 } });
const journeys = ['--testPathPatterns', '/test/journeys/', '--runInBand'];
const FABRIC_TESTS = [
  '/test/network/fabric/',
  '/test/conformance/(ledgerPort|differential)',
  '/test/journeys/(onFabric|fabricFaults|fabricGrowth)',
];
const onFabric = ['--testPathPatterns', ...FABRIC_TESTS, '--runInBand'];
const units = [
  '--testPathIgnorePatterns',
  '/test/journeys/',
  '--coverage',
  '--coverageReporters',
  'text-summary',
  '--maxWorkers',
  '100%',
];

const CHECKS = {
  format: { title: 'Format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  lint: { title: 'Lint', command: [bin('eslint'), '.', '--max-warnings', '0'] },
  architecture: {
    title: 'Architecture',
    command: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', ...SOURCES],
  },
  unit: { title: 'Unit and conformance tests', jest: [...units, '--coverageThreshold', COVERED] },
  journeys: { title: 'Journeys over the running system', jest: journeys },
  fabric: { title: 'The register on real peers', jest: onFabric, needsFabric: true },
  crash: { title: 'Twenty SIGKILLs under load', jest: ['--testPathPatterns', '/test/journeys/crash'], kills: 20 },
};

/** All of them but these, whose tests stand among the others too: left out where they cannot run, or shorter. */
const APART = ['fabric', 'crash'];
const USUAL = Object.keys(CHECKS).filter((name) => !APART.includes(name));

const spawn = (command) =>
  spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

/** A jest run that dies before it can report counts as one failure: silence is not success. */
const runJest = (name, parameters) => {
  const report = join(root, 'coverage', `${name}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const output = ['--json', '--outputFile', report];
  const isFine = spawn([bin('jest'), '-c', 'test/jest.config.cjs', ...output, ...parameters]);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: isFine ? 0 : Math.max(1, numFailedTests, numFailedTestSuites) };
};

const runCheck = (name) => {
  const check = CHECKS[name];
  if (!check) throw new Error(`There is no check "${name}"; there are ${Object.keys(CHECKS).join(', ')}.`);
  console.log(`\n== ${check.title}`);
  // Elsewhere a test without Fabric's programs says so and is left out; here that would be no answer.
  if (check.needsFabric) process.env['FABRIC_REQUIRED'] = 'yes';
  if (check.kills) process.env['CRASH_KILLS'] ??= String(check.kills);
  if (check.jest) return runJest(name, check.jest);
  return spawn(check.command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

const started = performance.now();
const named = process.argv.slice(2);
const results = (named.length > 0 ? named : USUAL).map(runCheck);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\nIn ${Math.round((performance.now() - started) / 1000)} s:`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
