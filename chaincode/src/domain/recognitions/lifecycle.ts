// SPDX-License-Identifier: Apache-2.0
import type { RecognitionCommandName, RecognitionRecord, RecognitionState } from '../../protocol/schemas/recognition';
import type { Person, Role } from '../../protocol/schemas/records';
import { demand } from '../demand';

type Step = Exclude<RecognitionCommandName, 'request'>;

interface Row {
  readonly from: readonly RecognitionState[];
  readonly roles: readonly Role[];
  readonly relation: 'REQUESTER' | 'REGISTRY' | 'SUPERVISOR';
  /** The states in which it is possible only once an appeal was upheld. */
  readonly fromReopened?: readonly RecognitionState[];
}

/** Rows 42 and 43 as data: who may do what in which state. What comes next, the decision says. */
const RECOGNITION_LIFECYCLE: Readonly<Record<Step, Row>> = {
  verify: { from: ['REQUESTED'], roles: ['reviewer'], relation: 'REGISTRY' },
  decide: { from: ['VERIFIED'], fromReopened: ['CONDITIONAL', 'REFUSED'], roles: ['decider'], relation: 'REGISTRY' },
  follow: { from: ['FULL', 'CONDITIONAL', 'SUSPENDED'], roles: ['clock'], relation: 'REGISTRY' },
  appeal: { from: ['CONDITIONAL', 'REFUSED'], roles: ['applicant', 'agent'], relation: 'REQUESTER' },
  decideAppeal: { from: ['CONDITIONAL', 'REFUSED'], roles: ['supervisor'], relation: 'SUPERVISOR' },
};

type Standing = Pick<RecognitionRecord, 'state' | 'reopened'>;

const isFrom = ({ from, fromReopened = [] }: Row, { state, reopened }: Standing): boolean =>
  from.includes(state) || (reopened === true && fromReopened.includes(state));

/** The steps that are possible in a state, whoever may take them. */
export const recognitionSteps = (record: Standing): Step[] =>
  (Object.keys(RECOGNITION_LIFECYCLE) as Step[]).filter((step) => isFrom(RECOGNITION_LIFECYCLE[step], record));

/** Whoever asked, or somebody else of the organization for which they did. */
const isRequester = ({ requestedBy }: RecognitionRecord, actor: Person): boolean =>
  actor.mspId === requestedBy.mspId &&
  (actor.identityKey === requestedBy.identityKey || (actor.uscc !== undefined && actor.uscc === requestedBy.uscc));

const RELATIONS: Readonly<Record<Row['relation'], (record: RecognitionRecord, actor: Person) => boolean>> = {
  REQUESTER: isRequester,
  REGISTRY: ({ registry }, { mspId, uscc }) => mspId === registry.mspId && uscc === registry.uscc,
  // Which supervisor, the founding record says.
  SUPERVISOR: () => true,
};

/**
 * A step is taken by those whom the table names, in the states that it names.
 *
 * @throws RegistryError ACCESS_DENIED, UNEXPECTED_STATE with what is possible now
 */
export const assertStep = (step: Step, record: RecognitionRecord, actor: Person): void => {
  const row = RECOGNITION_LIFECYCLE[step];
  const mayAct = row.roles.includes(actor.role) && RELATIONS[row.relation](record, actor);
  demand(mayAct, 'ACCESS_DENIED', { recognitionNo: record.recognitionNo, role: actor.role });
  const { state } = record;
  demand(isFrom(row, record), 'UNEXPECTED_STATE', { state, possible: recognitionSteps(record) });
};
