// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from '@grpc/grpc-js';
import type { ConnectOptions } from '@hyperledger/fabric-gateway';

/** How long each stage may take, in milliseconds. The client library has no limits of its own. */
export interface Deadlines {
  readonly evaluate: number;
  readonly endorse: number;
  readonly submit: number;
  readonly commitStatus: number;
}

export const DEADLINES: Deadlines = { evaluate: 5_000, endorse: 8_000, submit: 5_000, commitStatus: 10_000 };

export const within = (ms: number): CallOptions => ({ deadline: Date.now() + ms });

/** The deadlines in the client library's words. */
export const callOptions = (limits: Deadlines): Omit<ConnectOptions, 'client' | 'identity'> => ({
  evaluateOptions: () => within(limits.evaluate),
  endorseOptions: () => within(limits.endorse),
  submitOptions: () => within(limits.submit),
  commitStatusOptions: () => within(limits.commitStatus),
});
