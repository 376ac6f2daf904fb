// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The public vectors kept in test/conformance, as JSON. The caller states their shape. */
export const readVectors = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '..', 'conformance', name), 'utf8')) as unknown;
