// SPDX-License-Identifier: Apache-2.0
import type { DraftTables } from '../drafts/tables';
import type { PartnerTables } from '../partners/tables';
import type { PlatformTables } from '../platforms/tables';
import type { SealingTables } from '../sealing/tables';
import type { SigningTables } from '../signing/tables';
import type { VaultTables } from '../vault/tables';
import type { PeopleTables } from '../wallet/tables';
import type { ReadModelTables } from './readModelTables';

/** Every table of a gateway's database; the part that owns a table describes it. */
export type Tables = ReadModelTables &
  PeopleTables &
  SealingTables &
  VaultTables &
  DraftTables &
  SigningTables &
  PartnerTables &
  PlatformTables;
