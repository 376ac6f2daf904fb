// SPDX-License-Identifier: Apache-2.0
import type { CaseCommand } from '../../protocol/schemas/commands';
import type { Filing } from '../../protocol/schemas/filing';
import type { REQUIRED_IF, RuleProfile } from '../../protocol/schemas/profile';

const CONDITIONS: Readonly<Record<(typeof REQUIRED_IF)[number], (filing: Filing) => boolean>> = {
  ALWAYS: () => true,
  NEVER: () => false,
  HAS_AGENT: (filing) => filing.agent !== undefined,
  HAS_PERSONAL_INFORMATION: (filing) => filing.product.personalInformation.contained,
  HAS_PRIOR_REGISTRATION: (filing) => filing.product.priorRegistrations !== 'NONE',
};

export interface ChecklistFaults {
  /** Required, and not among the materials. */
  readonly missing: readonly string[];
  /** Required, and judged otherwise than OK. */
  readonly notInOrder: readonly string[];
  /** Received, and not judged. */
  readonly notJudged: readonly string[];
  /** Judged twice, or judged without having been received. */
  readonly notReceived: readonly string[];
}

/** Compares the verdicts of acceptance with the materials received and those that the profile requires. */
export const checklistFaults = (
  filing: Filing,
  verdicts: CaseCommand<'accept'>['checklist'],
  { checklist }: RuleProfile,
): ChecklistFaults => {
  const received = new Set<string>(filing.materials.map((material) => material.type));
  const required = checklist.filter((item) => CONDITIONS[item.requiredIf](filing)).map((item) => item.type);
  const judged = verdicts.map((verdict) => verdict.type);
  const inOrder = new Set(verdicts.filter((item) => item.verdict === 'OK').map((item) => item.type));
  return {
    missing: required.filter((type) => !received.has(type)),
    notInOrder: required.filter((type) => judged.includes(type) && !inOrder.has(type)),
    notJudged: [...received].filter((type) => !(judged as string[]).includes(type)),
    notReceived: judged.filter((type, index) => !received.has(type) || judged.indexOf(type) !== index),
  };
};
