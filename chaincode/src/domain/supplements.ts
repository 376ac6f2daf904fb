// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, Supplement } from '../protocol/schemas/records';

/** The evidence asked for last, answered or not. */
export const lastSupplement = ({ supplements }: CaseRecord): Supplement | undefined => supplements?.at(-1);
