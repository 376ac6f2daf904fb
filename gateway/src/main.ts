// SPDX-License-Identifier: Apache-2.0
import { describeSettings, readConfig } from './config';
import { startGateway } from './compose';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function run(): Promise<void> {
  const gateway = await startGateway(readConfig());
  if (gateway.userFile !== undefined) say(`The passwords of the demonstration users are in ${gateway.userFile}`);
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopping ??= gateway.close().catch(fail);
    });
  }
}

/** Errors of the language, unlike our own refusals, say nothing without their stack. */
const FAULTS = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'AggregateError'];

/** Of a refusal only its sentence: a stack tells an operator nothing about a setting or a folder. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return FAULTS.includes(error.name) ? (error.stack ?? error.message) : error.message;
}

function fail(error: unknown): void {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exitCode = 1;
}

if (process.argv.includes('--help')) say(describeSettings());
else run().catch(fail);
