// SPDX-License-Identifier: Apache-2.0
import type { NodeRole } from '../types';

/** Who may sign: any member of an MSP, or its members of one role. */
export interface Principal {
  readonly mspId: string;
  readonly role: NodeRole | 'member';
}

/** A policy as a tree. `meta` counts sub-policies that each see all signatures (implicit meta policies). */
export type PolicyRule =
  | { readonly kind: 'signedBy'; readonly principal: Principal }
  | { readonly kind: 'outOf' | 'meta'; readonly n: number; readonly rules: readonly PolicyRule[] };
