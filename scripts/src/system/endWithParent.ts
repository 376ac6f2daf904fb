// SPDX-License-Identifier: Apache-2.0
import { isMainThread } from 'node:worker_threads';

/** What a part may take to finish what is under way, in milliseconds; nobody is left who would end it otherwise. */
const GRACE_MS = 15_000;

/**
 * Loaded into every part of a register before its own program (`--require`): where the process that started it is gone
 * without a word, as after SIGKILL, the part ends as if it had been asked to. The operating system closes the channel
 * between the two, whatever ended the other side.
 */
const end = (): void => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
};

if (isMainThread && process.channel) {
  process.once('disconnect', end);
  // The channel alone keeps no part running.
  process.channel.unref();
}
