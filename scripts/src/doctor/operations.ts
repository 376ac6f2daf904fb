// SPDX-License-Identifier: Apache-2.0
import { ask, tlsPaths, userFolder } from '@registry/network';
import type { Answer } from '@registry/network';
import type { Address } from './probe';

export interface OperationsQuestion extends Address {
  readonly path: '/healthz' | '/metrics';
  readonly identities: string;
  /** Whose node it is: only its own people are let in. */
  readonly organization: string;
}

/** Asks a real peer's or orderer's operations listener as its administrator; undefined where nobody answers in time. */
export const askOperations = ({
  identities,
  organization,
  ...listener
}: OperationsQuestion): Promise<Answer | undefined> =>
  ask({ ...listener, tls: tlsPaths(userFolder({ dir: identities, org: organization }, 'admin'), 'client') });
