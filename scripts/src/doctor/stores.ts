// SPDX-License-Identifier: Apache-2.0
import { inspectLedger } from '@registry/network';
import { failed, idle, well } from './finding';
import type { Finding } from './finding';
import type { RegisterPlace } from './registerPlace';

const subject = 'embedded ledger';
const RESTORE = 'Restore the network folder from a backup; nothing damaged is ever repaired in place.';

/** The embedded engine's ledger, read from its first block to its last. Real peers keep and check their own. */
export const checkStore = async ({ engine, layout }: RegisterPlace): Promise<Finding[]> => {
  if (engine === 'fabric') return [];
  const found = await inspectLedger(layout.network);
  switch (found.state) {
    case 'absent':
      return [idle('store', { subject, says: 'begins with the first start' })];
    case 'inUse':
      return [well('store', { subject, says: 'is open in the engine that runs, which read it whole at its start' })];
    case 'whole':
      return [well('store', { subject, says: `is whole: ${String(found.height)} blocks, every record's checksum` })];
    case 'unusable':
      return [failed('store', { subject, says: found.problem, remedy: RESTORE })];
  }
};
