// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt } from '../../protocol/certificateStatusAt';
import { addDays, endOfShanghaiDate, formatInstant, parseInstant, shanghaiDate } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import { MOST_SUSPENDED_DAYS } from '../../protocol/schemas/certificateStatus';
import type { CertificateCommand, CertificateCommandName } from '../../protocol/schemas/certificateStatus';
import type { EventDraft } from '../../protocol/schemas/events';
import type { CertificateRecord } from '../../protocol/schemas/records';
import { supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';

export interface StatusFacts extends SupervisionFacts {
  readonly record: CertificateRecord | undefined;
}

type Status = CertificateRecord['status'];

/** The statuses in which each command is possible. What is not valid any more can still have been wrong from the start. */
const FROM: Readonly<Record<CertificateCommandName, readonly Status[]>> = {
  suspend: ['VALID'],
  restore: ['SUSPENDED'],
  revoke: ['VALID', 'SUSPENDED', 'EXPIRED'],
};

/** What is possible in a status. */
const possibleIn = (status: Status): string[] =>
  Object.entries(FROM).flatMap(([name, from]) => (from.includes(status) ? [name] : []));

type Common = Pick<EventDraft, 'recordType' | 'recordId' | 'authorityBasis' | 'caseId'>;

/**
 * The certificate, if the actor is of the supervisor and its status lets the command be given.
 *
 * @throws RegistryError REGISTER_NOT_FOUNDED, ACCESS_DENIED, NOT_FOUND, TIME_BEFORE_LAST_EVENT, CERTIFICATE_STATUS
 */
const onCertificate = (name: CertificateCommandName, number: string, facts: StatusFacts): Common => {
  const founding = supervised(facts);
  const { record, now } = facts;
  if (record === undefined) throw new RegistryError('NOT_FOUND', { recordType: 'certificate', recordId: number });
  demand(now >= parseInstant(record.lastEventAt), 'TIME_BEFORE_LAST_EVENT', { lastEventAt: record.lastEventAt });
  const status = certificateStatusAt(record, formatInstant(now));
  demand(FROM[name].includes(status), 'CERTIFICATE_STATUS', {
    certificateStatus: status,
    possible: possibleIn(status),
  });
  return { ...supervisorEvent('certificate', number, founding), caseId: record.caseId };
};

type Decide<N extends CertificateCommandName, T extends EventDraft['type']> = (
  command: CertificateCommand<N>,
  facts: StatusFacts,
) => EventDraft<T>;

/**
 * Row 37: for some days, the last of which is named.
 *
 * @throws RegistryError as `onCertificate` does; SUSPENSION_PERIOD
 */
export const decideSuspend: Decide<'suspend', 'certificateSuspended'> = (command, facts) => {
  const { number, reasonCode, legalBasis, reason, until } = command;
  const common = onCertificate('suspend', number, facts);
  const today = shanghaiDate(facts.now);
  const latest = addDays(today, MOST_SUSPENDED_DAYS);
  demand(until >= today && until <= latest, 'SUSPENSION_PERIOD', { earliest: today, latest });
  const data = { reason, until: formatInstant(endOfShanghaiDate(until)) };
  return { type: 'certificateSuspended', data, reasonCode, legalBasis, ...common };
};

/** Row 37, back. @throws RegistryError as `onCertificate` does */
export const decideRestore: Decide<'restore', 'certificateRestored'> = (command, facts) => {
  const { number, reasonCode, legalBasis, reason } = command;
  const common = onCertificate('restore', number, facts);
  return { type: 'certificateRestored', data: { reason }, reasonCode, legalBasis, ...common };
};

/** Row 38: nothing follows it. @throws RegistryError as `onCertificate` does */
export const decideRevoke: Decide<'revoke', 'certificateRevoked'> = (command, facts) => {
  const { number, reasonCode, legalBasis, reason, effect } = command;
  const common = onCertificate('revoke', number, facts);
  return { type: 'certificateRevoked', data: { reason, effect }, reasonCode, legalBasis, ...common };
};
