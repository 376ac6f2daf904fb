// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnSignals } from '@registry/scripts/system/process';
import { benchmarksOf } from './benchmarks';
import { figureLine, isMet } from './figures';
import type { Figure } from './figures';
import { machine } from './machine';

const USAGE = `npm run bench -- [options] [BENCHMARK...]
  ${Object.keys(benchmarksOf(undefined)).join(' ')}
  --cases N    how many cases are "many" for lists and growth (default: 100000, about ten minutes; on Fabric 50000)
  --save       also write the figures to test/load/results`;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const save = (names: readonly string[], figures: readonly Figure[]): void => {
  const day = new Date().toISOString().slice(0, 10);
  // Compiled to test/dist/load; the results lie beside the sources.
  const file = join(__dirname, '..', '..', 'load', 'results', `${[day, ...names].join('-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const results = figures.map((figure) => ({ ...figure, met: isMet(figure) }));
  writeFileSync(file, `${JSON.stringify({ machine: machine(), results }, undefined, 2)}\n`);
  print(`Written to ${file}`);
};

/** Adds to the figures as they come about. */
const measure = async (names: readonly string[], cases: number | undefined, figures: Figure[]): Promise<void> => {
  const benchmarks = benchmarksOf(cases);
  const unknown = names.filter((name) => !(name in benchmarks));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}.\n${USAGE}`);
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    print(`\n== ${name}`);
    for await (const phase of benchmark()) {
      for (const figure of phase) print(figureLine(figure));
      figures.push(...phase);
    }
  }
};

const report = (figures: readonly Figure[]): void => {
  const missed = figures.filter((figure) => !isMet(figure));
  print(`\n${missed.length === 0 ? 'Every limit is kept.' : `MISSED: ${missed.map(({ name }) => name).join('; ')}`}`);
  if (missed.length > 0) process.exitCode = 1;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cases: { type: 'string' },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    return;
  }
  for (const [name, value] of Object.entries(machine())) print(`${name.padEnd(12)} ${value}`);
  const figures: Figure[] = [];
  try {
    await measure(positionals, values.cases === undefined ? undefined : Number(values.cases), figures);
    report(figures);
  } finally {
    if (values.save && figures.length > 0) save(positionals, figures);
  }
};

/** An error and what is behind it, down to what a peer said. */
const sayAll = (error: unknown): string[] => {
  if (!(error instanceof Error)) return error === undefined ? [] : [JSON.stringify(error)];
  const { details } = error as { details?: unknown };
  return [error.message, ...(details === undefined ? [] : [JSON.stringify(details)]), ...sayAll(error.cause)];
};

endOnSignals();
main().catch((error: unknown) => {
  process.stderr.write(`${sayAll(error).join('\n  ')}\n`);
  process.exitCode = 1;
});
