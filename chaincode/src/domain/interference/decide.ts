// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { utf8 } from '../../protocol/bytes';
import { parseInstant } from '../../protocol/civilTime';
import { sha256 } from '../../protocol/digest';
import { RegistryError } from '../../protocol/errors';
import { newUlid } from '../../protocol/identifiers/caseId';
import type { EventDraft } from '../../protocol/schemas/events';
import type { InterferenceRecord, interferenceCommands } from '../../protocol/schemas/interference';
import type { CaseRecord, Person } from '../../protocol/schemas/records';
import { supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';
import { isSamePerson } from '../people';
import { isRelated } from '../relation';

type Command<N extends keyof typeof interferenceCommands> = z.infer<(typeof interferenceCommands)[N]>;

export interface ReportFacts extends SupervisionFacts {
  readonly txId: string;
  /** The case that the report is about, if there is such a case. */
  readonly caseRecord: CaseRecord | undefined;
}

const OFFICERS: readonly string[] = ['acceptance', 'reviewer', 'decider'];

const isOfAgency = ({ agency, formerAgencies = [] }: CaseRecord, { role, mspId, uscc }: Person): boolean =>
  role === 'agency' && [agency, ...formerAgencies].some((one) => one?.mspId === mspId && one.uscc === uscc);

/** Who decides in a case or examines it, or has examined it, may say that somebody interfered; nobody else can. */
export const mayReport = (record: CaseRecord, actor: Person): boolean =>
  isOfAgency(record, actor) || (OFFICERS.includes(actor.role) && isRelated('REGISTRY', record, actor));

/** The supervisor's officers, and the one who reported. */
export const mayReadReport = (record: InterferenceRecord, { actor, founding }: SupervisionFacts): boolean => {
  const isOfficer = actor.role === 'supervisor' && actor.mspId === founding?.mspId && actor.uscc === founding.uscc;
  return isOfficer || isSamePerson(record.reportedBy, actor);
};

/**
 * A report goes to the supervisor. Its event names no case in the envelope, so that no timeline of a case shows it.
 *
 * @throws RegistryError ACCESS_DENIED, for a case that is not there as for a stranger
 */
export const decideReport = (
  { caseId, reasonCode, statement }: Command<'report'>,
  { actor, now, txId, caseRecord }: ReportFacts,
): EventDraft<'interferenceReported'> => {
  if (caseRecord === undefined || !mayReport(caseRecord, actor)) throw new RegistryError('ACCESS_DENIED', { caseId });
  return {
    type: 'interferenceReported',
    data: { caseId, statement },
    recordType: 'interference',
    recordId: `I-${newUlid(now, sha256(utf8(txId)).slice(0, 10))}`,
    reasonCode,
    authorityBasis: actor.role,
  };
};

/**
 * The supervisor says what it found.
 *
 * @throws RegistryError REGISTER_NOT_FOUNDED, ACCESS_DENIED, TIME_BEFORE_LAST_EVENT, INTERFERENCE_CLOSED
 */
export const decideClose = (
  { reportId, finding, reason }: Command<'close'>,
  facts: SupervisionFacts & { readonly record: InterferenceRecord | undefined },
): EventDraft<'interferenceClosed'> => {
  const founding = supervised(facts);
  const { record, now } = facts;
  if (record === undefined) throw new RegistryError('NOT_FOUND', { recordType: 'interference', recordId: reportId });
  demand(now >= parseInstant(record.lastEventAt), 'TIME_BEFORE_LAST_EVENT', { lastEventAt: record.lastEventAt });
  demand(record.closing === undefined, 'INTERFERENCE_CLOSED', { reportId });
  return {
    type: 'interferenceClosed',
    data: { reason },
    reasonCode: finding,
    ...supervisorEvent('interference', reportId, founding),
  };
};
