// SPDX-License-Identifier: Apache-2.0
import type { CaseCommand, CaseCommandName } from '../../protocol/schemas/commands';
import type { RuleProfile } from '../../protocol/schemas/profile';
import type { CaseRecord } from '../../protocol/schemas/records';
import type { ObjectionBranch } from '../lifecycle';
import { hasPassed } from '../requirements';
import type { Situation } from '../requirements';
import { withObjection } from './withObjection';
import { fieldsToAmend, openObjections } from './openObjections';

const failure = ({ noticeFailure }: RuleProfile): ObjectionBranch =>
  noticeFailure === 'TERMINATED' ? 'FAILURE_TERMINATES' : 'FAILURE_REJECTS';

const isNoticeRunning = ({ objectedNotice }: CaseRecord, now: number): boolean =>
  objectedNotice !== undefined && !hasPassed(objectedNotice, now);

/** What follows once one objection is closed, seen from the case as it is then. */
const afterClosing = (record: CaseRecord, now: number): ObjectionBranch => {
  if (openObjections(record).length > 0) return 'OTHERS_OPEN';
  if (fieldsToAmend(record).length > 0) return 'TO_BE_AMENDED';
  return isNoticeRunning(record, now) ? 'NOTICE_RUNS' : 'NOTICE_RAN_OUT';
};

type Asked = Situation & { readonly command: object };

const afterDecision = ({ record, now, command }: Asked, profile: RuleProfile): ObjectionBranch => {
  const { objectionNo, decision, upheldFields } = command as CaseCommand<'decideObjection'>;
  if (decision === 'UPHELD') return failure(profile);
  return afterClosing(
    withObjection(record, objectionNo, { status: decision, ...(upheldFields && { upheldFields }) }),
    now,
  );
};

const afterWithdrawal = ({ record, now, command }: Asked): ObjectionBranch => {
  const { objectionNo } = command as CaseCommand<'withdrawObjection'>;
  return afterClosing(withObjection(record, objectionNo, { status: 'WITHDRAWN' }), now);
};

/** Which of the rows that begin with an objection counts: none but for the commands that have several. */
export const objectionBranches = (name: CaseCommandName, asked: Asked, profile: RuleProfile): ObjectionBranch[] => {
  if (asked.record.state !== 'NOTICE_OBJECTED') return name === 'failNotice' ? [failure(profile)] : [];
  if (name === 'decideObjection') return [afterDecision(asked, profile)];
  return name === 'withdrawObjection' ? [afterWithdrawal(asked)] : [];
};
