// SPDX-License-Identifier: Apache-2.0
import type { CaseState } from '../protocol/schemas/records';
import { INTAKE } from './lifecycle/intake';
import { OBJECTION } from './lifecycle/objection';
import { PUBLICATION } from './lifecycle/publication';
import { recomputations } from './lifecycle/recomputation';
import { REVIEW } from './lifecycle/review';
import { REVIEWERS } from './lifecycle/reviewers';
import { SUPPLEMENT } from './lifecycle/supplement';
import type { Row } from './lifecycle/row';
import { WITHDRAWAL } from './lifecycle/withdrawal';

export type { Branch, ObjectionBranch, Relation, RequirementName, Row } from './lifecycle/row';

const STEPS: readonly Row[] = [
  ...INTAKE,
  ...REVIEWERS,
  ...REVIEW,
  ...SUPPLEMENT,
  ...PUBLICATION,
  ...OBJECTION,
  ...WITHDRAWAL,
];

/** The procedure as data: role × state × command → next state. Everything else looks things up here. */
export const LIFECYCLE: readonly Row[] = [...STEPS, ...recomputations(STEPS)];

/** States in which the procedure has ended. */
export const FINAL_STATES: readonly CaseState[] = [
  'LAPSED',
  'NOT_ACCEPTED',
  'REJECTED',
  'REGISTERED',
  'TERMINATED',
  'WITHDRAWN',
];
