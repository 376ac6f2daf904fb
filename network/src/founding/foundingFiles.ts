// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';

export type FoundingErrorCode = 'FOUNDING_UNREADABLE' | 'FOUNDING_INVALID' | 'FOUNDING_INCOMPLETE';

/** What a register is to begin with cannot be used; the message names the file and every problem. */
export class FoundingError extends Error {
  readonly code: FoundingErrorCode;

  constructor(details: { code: FoundingErrorCode; message: string; cause?: unknown }) {
    super(details.message, { cause: details.cause });
    this.name = 'FoundingError';
    this.code = details.code;
  }
}

/** The founding data that ship: beside the sources as beside the compiled files. */
export const FOUNDING_FOLDER = resolve(__dirname, '..', '..', 'founding');

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new FoundingError({ code: 'FOUNDING_UNREADABLE', message: `${file} cannot be read as JSON`, cause });
  }
}

/**
 * Reads a file of founding data.
 *
 * @param file - its path
 * @param schema - what it must hold
 * @throws FoundingError FOUNDING_UNREADABLE, or FOUNDING_INVALID with every problem and its path
 */
export function readFoundingFile<T>(file: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const list = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new FoundingError({ code: 'FOUNDING_INVALID', message: `${file} is not valid: ${list}` });
}

/**
 * Reads every JSON file of a folder, in the order of their names.
 *
 * @throws FoundingError as {@link readFoundingFile}
 */
export function readFoundingFolder<T>(folder: string, schema: z.ZodType<T>): T[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    throw new FoundingError({ code: 'FOUNDING_UNREADABLE', message: `${folder} cannot be read`, cause });
  }
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return files.map((name) => readFoundingFile(join(folder, name), schema));
}
