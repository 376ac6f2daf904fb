// SPDX-License-Identifier: Apache-2.0
import { applyToService } from '../domain/services/apply';
import { decideAcknowledge, decideServe } from '../domain/services/decide';
import { custodyPolicy } from '../ledger/endorsement';
import { eventKey, recordKey } from '../ledger/keys';
import type { DomainEvent } from '../protocol/schemas/events';
import type { InstitutionRecord } from '../protocol/schemas/records';
import { serviceIdOf } from '../protocol/schemas/services';
import type { ServiceAnswer, ServiceBatchAnswer, ServiceCommand, ServiceRecord } from '../protocol/schemas/services';
import { checkMandate } from './caseFacts';
import { readCase } from './caseStep';
import { outcomeOf } from './partOutcome';
import { recordEvent } from './recordEvent';
import type { Call } from './submission';

const answerOf = (record: ServiceRecord, party?: string): ServiceAnswer => {
  const acknowledged = record.acknowledgements.find((one) => one.party === party);
  return {
    serviceId: record.serviceId,
    caseId: record.caseId,
    eventSeq: record.eventSeq,
    eventHash: record.lastEventHash,
    servedAt: record.servedAt,
    ...(acknowledged !== undefined && { acknowledgedAt: acknowledged.at }),
  };
};

/** One document of those that a transaction serves. */
type Serving = Omit<ServiceCommand<'serve'>, 'idempotencyKey'>;

/** The case is read and not written: serving never gets in the way of a step of the procedure. */
export const serveDocument = async (command: Serving, call: Call): Promise<ServiceAnswer> => {
  const { actor, now, ledger } = call;
  await checkMandate(call);
  const record = await readCase(call, command.caseId);
  const key = recordKey('service', serviceIdOf(command));
  const event = await ledger.get<DomainEvent>(eventKey('case', command.caseId, command.eventSeq));
  const earlier = await ledger.get<ServiceRecord>(key);
  const draft = decideServe(command, { actor, now, record, event, earlier });
  const registry = await ledger.get<InstitutionRecord>(recordKey('institution', record.registry.uscc));
  const service = applyToService(undefined, recordEvent(call, draft, undefined));
  ledger.put(key, service, custodyPolicy(record.registry.mspId, registry?.endorsers ?? []));
  return answerOf(service);
};

/** What keeps one document from being served leaves the others alone. */
export const serveDocuments = async (
  { services }: ServiceCommand<'serveBatch'>,
  call: Call,
): Promise<ServiceBatchAnswer> => {
  const results: ServiceBatchAnswer['results'][number][] = [];
  for (const one of services) results.push(await outcomeOf(call, (part) => serveDocument(one, part)));
  return { results };
};

export const acknowledgeService = async (
  command: ServiceCommand<'acknowledge'>,
  call: Call,
): Promise<ServiceAnswer> => {
  const { actor, now, ledger } = call;
  await checkMandate(call);
  const key = recordKey('service', command.serviceId);
  const record = await ledger.get<ServiceRecord>(key);
  const draft = decideAcknowledge(command, { actor, now, record });
  const after = applyToService(record, recordEvent(call, draft, record));
  ledger.put(key, after);
  return answerOf(after, draft.data.party);
};
