// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../../protocol/civilTime';
import type { DomainEvent, EventDraft } from '../../protocol/schemas/events';
import type { CaseRecord, Person } from '../../protocol/schemas/records';
import { isServedEvent, SERVED_EVENTS, serviceIdOf } from '../../protocol/schemas/services';
import type { ServiceCommand, ServiceRecord } from '../../protocol/schemas/services';
import { demand } from '../demand';
import { isRelated } from '../relation';
import { addresseeFor, addresseesOf } from './addressees';

interface Facts {
  readonly actor: Person;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface ServeFacts extends Facts {
  readonly record: CaseRecord;
  /** The event that the command names, if the case has it. */
  readonly event: DomainEvent | undefined;
  readonly earlier: ServiceRecord | undefined;
}

type Served = (typeof SERVED_EVENTS)[keyof typeof SERVED_EVENTS];

const servedFor = ({ type }: DomainEvent): Served | undefined =>
  isServedEvent(type) ? SERVED_EVENTS[type] : undefined;

/**
 * A registry serves the document of a decision on those whom it concerns: who they are, the ledger says.
 *
 * @throws RegistryError ACCESS_DENIED, NOTHING_TO_SERVE, ALREADY_SERVED, TIME_BEFORE_LAST_EVENT
 */
export const decideServe = (
  command: Omit<ServiceCommand<'serve'>, 'idempotencyKey'>,
  facts: ServeFacts,
): EventDraft<'documentServed'> => {
  const { caseId, eventSeq, documentKind, document } = command;
  const { record, event, earlier, actor, now } = facts;
  const serviceId = serviceIdOf(command);
  demand(isRelated('REGISTRY', record, actor), 'ACCESS_DENIED', { caseId });
  demand(earlier === undefined, 'ALREADY_SERVED', { serviceId });
  demand(event !== undefined, 'NOTHING_TO_SERVE', { caseId, eventSeq });
  const due = servedFor(event);
  const expected = due?.documentKind;
  demand(due !== undefined && expected === documentKind, 'NOTHING_TO_SERVE', { caseId, eventSeq, expected });
  demand(now >= parseInstant(event.txTime), 'TIME_BEFORE_LAST_EVENT', { lastEventAt: event.txTime });
  const { uscc, mspId } = record.registry;
  const served = { eventSeq, eventHash: event.eventHash };
  const addressees = addresseesOf(due.sides, record, event);
  return {
    type: 'documentServed',
    data: { documentKind, registry: { uscc, mspId }, served, document, addressees },
    recordType: 'service',
    recordId: serviceId,
    caseId,
    caseType: record.caseType,
    authorityBasis: event.actor.authorityBasis,
  };
};

/**
 * A party states that it opened what it was served (阅知). A stranger does not learn whether there is such a document.
 *
 * @throws RegistryError ACCESS_DENIED, ALREADY_ACKNOWLEDGED, TIME_BEFORE_LAST_EVENT
 */
export const decideAcknowledge = (
  { serviceId }: ServiceCommand<'acknowledge'>,
  { record, actor, now }: Facts & { readonly record: ServiceRecord | undefined },
): EventDraft<'serviceAcknowledged'> => {
  demand(record !== undefined, 'ACCESS_DENIED', { serviceId });
  const addressee = addresseeFor(record.addressees, actor);
  demand(addressee !== undefined, 'ACCESS_DENIED', { serviceId });
  const { party } = addressee;
  const earlier = record.acknowledgements.find((one) => one.party === party);
  demand(earlier === undefined, 'ALREADY_ACKNOWLEDGED', { serviceId, at: earlier?.at });
  const { caseId, caseType, lastEventAt } = record;
  demand(now >= parseInstant(lastEventAt), 'TIME_BEFORE_LAST_EVENT', { lastEventAt });
  return {
    type: 'serviceAcknowledged',
    data: { party },
    recordType: 'service',
    recordId: serviceId,
    caseId,
    caseType,
    authorityBasis: serviceId,
  };
};
