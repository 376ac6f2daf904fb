// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { FabricError } from '../fabricError';

const run = promisify(execFile);

export interface ToolCall {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const TOOL_MS = 120_000;
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Colours of a terminal (ECMA-48 8.3.117), which Fabric's logs use even in a file. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** The lines in which a tool says what was wrong; its usage, its notices and where in it that happened are left out. */
function lastWords(stderr: string): string {
  const lines = stderr
    .replace(COLOUR, '')
    .split('\n')
    .filter((line) => /^[^\s]/.test(line) || line.startsWith('* '));
  const errors = lines.filter((line) => /error|fail|panic|denied|cannot|not satisfied|^\* /i.test(line));
  return (errors.length > 0 ? errors : lines).slice(0, 4).join('\n');
}

/**
 * Runs one of Fabric's programs to its end.
 *
 * @returns what it wrote on standard output
 * @throws FabricError TOOL_FAILED with its own words
 */
export async function runTool({ program, parameters, env = {} }: ToolCall): Promise<string> {
  const options = { env: { ...env, HOME: process.env['HOME'] ?? '' }, timeout: TOOL_MS, maxBuffer: MAX_OUTPUT };
  try {
    return (await run(program, parameters, options)).stdout;
  } catch (cause) {
    const stderr = (cause as { stderr?: string }).stderr ?? '';
    const said = lastWords(stderr) || String(cause);
    throw new FabricError('TOOL_FAILED', `${basename(program)} ${parameters.slice(0, 3).join(' ')}: ${said}`, cause);
  }
}
