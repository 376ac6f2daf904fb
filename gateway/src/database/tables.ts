// SPDX-License-Identifier: Apache-2.0
import type { ReadModelTables } from './readModelTables';

/** Every table of a gateway's database, one interface for each migration; a migration's owner adds its interface. */
export type Tables = ReadModelTables;
