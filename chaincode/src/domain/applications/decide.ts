// SPDX-License-Identifier: Apache-2.0
import type { CaseCommand, CaseCommandName } from '../../protocol/schemas/commands';
import type { EventDraft } from '../../protocol/schemas/events';
import type { CaseRecord } from '../../protocol/schemas/records';
import { decideGrant } from '../certificates/decideGrant';
import { decideDrawAgency, decideRequestDraw } from '../draws/decideDraw';
import { decideFailNotice, decideSupplyAmendment } from '../objections/decideAmendment';
import { decideDecideObjection, decideWithdrawObjection } from '../objections/decideClosing';
import {
  decideRaiseObjection,
  decideRecordObjectionOverdue,
  decideReplyToObjection,
} from '../objections/decideObjection';
import { admit } from './admit';
import { decideAccept, decideDeemAccepted } from './decideAcceptance';
import { decideRequestCorrection, decideSupplyCorrection } from './decideCorrection';
import { decideLapse, decideReject, decideWithdraw } from './decideEnding';
import { decideCloseNotice, decidePublishNotice } from './decideNotice';
import { decideRecomputeDeadline } from './decideRecomputation';
import { decideProposeRefusal, decideRefuse } from './decideRefusal';
import {
  decideAssignAgency,
  decideDeclareIndependence,
  decideFailFormalReview,
  decidePassFormalReview,
  decideRecordOverdue,
  decideRecuse,
  decideRelieveAgency,
  decideSubmitOpinion,
} from './decideReview';
import { decideAssignReviewer, decideReassignReviewer, decideRecuseReviewer } from './decideReviewer';
import {
  decideExtendReview,
  decideRequestSupplement,
  decideResumeReview,
  decideSupplySupplement,
  decideTerminate,
} from './decideSupplement';
import type { CaseFacts, Decide } from './facts';

/** The commands on a case that exists. */
export type StepCommandName = Exclude<CaseCommandName, 'submit'>;

const DECISIONS: { readonly [N in StepCommandName]: Decide<N> } = {
  requestCorrection: decideRequestCorrection,
  supplyCorrection: decideSupplyCorrection,
  proposeRefusal: decideProposeRefusal,
  refuse: decideRefuse,
  lapse: decideLapse,
  deemAccepted: decideDeemAccepted,
  accept: decideAccept,
  assignReviewer: decideAssignReviewer,
  recuseReviewer: decideRecuseReviewer,
  reassignReviewer: decideReassignReviewer,
  passFormalReview: decidePassFormalReview,
  failFormalReview: decideFailFormalReview,
  requestSupplement: decideRequestSupplement,
  supplySupplement: decideSupplySupplement,
  resumeReview: decideResumeReview,
  terminate: decideTerminate,
  extendReview: decideExtendReview,
  assignAgency: decideAssignAgency,
  requestDraw: decideRequestDraw,
  drawAgency: decideDrawAgency,
  declareIndependence: decideDeclareIndependence,
  recuse: decideRecuse,
  relieveAgency: decideRelieveAgency,
  submitOpinion: decideSubmitOpinion,
  recordOverdue: decideRecordOverdue,
  reject: decideReject,
  publishNotice: decidePublishNotice,
  closeNotice: decideCloseNotice,
  raiseObjection: decideRaiseObjection,
  replyToObjection: decideReplyToObjection,
  withdrawObjection: decideWithdrawObjection,
  decideObjection: decideDecideObjection,
  recordObjectionOverdue: decideRecordObjectionOverdue,
  supplyAmendment: decideSupplyAmendment,
  failNotice: decideFailNotice,
  grant: decideGrant,
  recomputeDeadline: decideRecomputeDeadline,
  withdraw: decideWithdraw,
};

/**
 * What a command on a case brings about.
 *
 * @returns the events, the one of the case first
 * @throws RegistryError with the code of the rule that the command breaks; nothing has happened then
 */
export const decide = <N extends StepCommandName>(
  name: N,
  {
    record,
    command,
    facts,
  }: { readonly record: CaseRecord; readonly command: CaseCommand<N>; readonly facts: CaseFacts },
): readonly EventDraft[] => {
  const row = admit(name, { record, actor: facts.actor, now: facts.now, command }, facts.profile.profile);
  return DECISIONS[name]({ record, command, facts, row });
};
