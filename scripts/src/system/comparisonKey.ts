// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import type { Layout } from './layout';

/** Makes the key that the registries of one machine share; registries apart hand it to each other. */
export const makeComparisonKey = ({ comparisonKeyFile }: Layout): void => {
  if (existsSync(comparisonKeyFile)) return;
  writeFileSync(comparisonKeyFile, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
};
