// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../../chaincode/src/protocol/civilTime';
import { allowedCommands } from '../../chaincode/src/domain/transition';
import type { RegistryError } from '../../chaincode/src/protocol/errors';
import type { CaseRecord } from '../../chaincode/src/protocol/schemas/records';
import { isAlive, timeRuleIn } from './caseSteps';
import { demand } from './demand';
import type { Watch } from './walk';
import type { Moment, World } from './world';

/** A refusal has a code of its own with its rule, and leaves the ledger as it was. */
export const refusalsLeaveNoTrace: Watch = ({ outcome, hasTrace }) => {
  if (!('refusal' in outcome)) return;
  const { code, explanation, details } = outcome.refusal;
  demand(code !== 'INTERNAL', `is refused unexpectedly: ${JSON.stringify(details)}`);
  demand(explanation.rule.length > 0, `is refused with ${code} and no rule`);
  demand(!hasTrace, 'is refused and leaves a trace');
};

/** What was done was among what the case had said may be done, by that person and at that time. */
export const whatIsDoneWasAllowed: Watch = ({ attempt, moments }, world) => {
  if (attempt.transaction.endsWith('Batch')) return;
  for (const { before } of moments) {
    const allowed = before === undefined ? ['submit'] : allowedCommands(before, attempt.by.person, world.now);
    demand(allowed.includes(attempt.transaction), 'was done and not allowed');
  }
};

/** The day of acceptance by silence may lie in a year without a calendar: it is never guessed. */
const isNotKnownYet = ({ code }: RegistryError, { state, deadline }: CaseRecord, world: World): boolean =>
  code === 'CALENDAR_NOT_PUBLISHED' &&
  state === 'SUBMITTED' &&
  !world.all('calendar').has(`CN-${Number(deadline?.lastDay?.slice(0, 4)) + 1}`);

const assertOutcome = async (record: CaseRecord, end: string, world: World): Promise<void> => {
  const at = Math.max(world.now, parseInstant(end));
  const rule = timeRuleIn(world, record);
  demand(rule !== undefined, `has a deadline in ${record.state}, and nothing that follows from it`);
  const refusal = await world.wouldBeRefused(rule, at);
  const isFine = refusal === undefined || isNotKnownYet(refusal, record, world);
  demand(isFine, `does not follow from the deadline: ${rule.transaction} ${String(refusal?.code)}`);
  // Once in a while is enough to see that nothing follows too soon.
  if (at === world.now || world.random.chance(0.7)) return;
  const early = await world.wouldBeRefused(rule, at - 1);
  demand(early !== undefined, `follows before the deadline has passed: ${rule.transaction}`);
};

const isNewDeadline = ({ before, after }: Moment): boolean =>
  before?.state !== after.state || before.deadline?.at !== after.deadline?.at;

/** Whatever deadline runs, its end has an outcome that anybody may bring about; without one the case is not stuck. */
export const deadlinesHaveOutcomes: Watch = async ({ moments }, world) => {
  for (const moment of moments.filter(({ after }) => world.open.has(after.caseId))) {
    const { deadline } = moment.after;
    if (deadline === undefined) demand(isAlive(world, moment.after, world.now), `is stuck in ${moment.after.state}`);
    if (deadline?.at !== undefined && isNewDeadline(moment)) await assertOutcome(moment.after, deadline.at, world);
  }
};
