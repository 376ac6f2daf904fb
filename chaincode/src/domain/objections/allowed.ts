// SPDX-License-Identifier: Apache-2.0
import { OBJECTION_STEPS } from '../../protocol/schemas/objectionCommands';
import type { ObjectionStep } from '../../protocol/schemas/objectionCommands';
import type { CaseRecord, ObjectionRecord, Person } from '../../protocol/schemas/records';
import { isSameObjector } from '../relation';
import { allowedCommands } from '../transition';

/** What the state of this one objection still admits, whoever asks. */
const isOpenTo = (step: ObjectionStep, { status, reply, objector }: ObjectionRecord, actor: Person): boolean => {
  if (status !== 'OPEN' || step === 'raiseObjection') return false;
  if (step === 'replyToObjection') return reply === undefined;
  return step === 'decideObjection' || isSameObjector(objector, actor);
};

/** The commands about one objection that the actor may give now. */
export const objectionSteps = (
  objection: ObjectionRecord,
  record: CaseRecord,
  { actor, now }: { readonly actor: Person; readonly now: number },
): ObjectionStep[] => {
  const onCase = allowedCommands(record, actor, now);
  return OBJECTION_STEPS.filter((step) => onCase.includes(step) && isOpenTo(step, objection, actor));
};
