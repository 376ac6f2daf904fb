// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { idempotencyKey, mspId, uscc } from './primitives';

/** How the list of those whose peers endorse grows: one officer of the supervisor proposes, another approves. */
export const endorserCommands = {
  propose: z.strictObject({ idempotencyKey, mspId }),
  /** Takes effect only with an endorsement of the newcomer's own peers. */
  approve: z.strictObject({ idempotencyKey, mspId }),
  /** An institution that was accredited earlier takes over the list as it now is. */
  adopt: z.strictObject({ idempotencyKey, uscc }),
} as const;
