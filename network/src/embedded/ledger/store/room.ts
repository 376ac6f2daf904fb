// SPDX-License-Identifier: Apache-2.0
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** LevelDB writes at least its log anew when it is opened, and what the old one held. */
const ROOM_BYTES = 8 * 1024 ** 2;

/** Whether a folder's disk takes some megabytes now: found out by writing them, since no figure knows of quotas. */
export const hasRoom = async (folder: string): Promise<boolean> => {
  const probe = join(folder, 'room-probe');
  try {
    await writeFile(probe, Buffer.alloc(ROOM_BYTES), { mode: 0o600, flush: true });
    return true;
  } catch {
    // Full, over quota, read-only or away: whatever it is, nothing can be written yet.
    return false;
  } finally {
    await rm(probe, { force: true });
  }
};
