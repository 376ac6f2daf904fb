// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import { addresseeFor } from '../domain/services/addressees';
import { maySee } from '../domain/relation';
import { recordKey } from '../ledger/keys';
import { canonicalJson } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import type { CaseRecord } from '../protocol/schemas/records';
import { readServiceQuery, serviceCommands } from '../protocol/schemas/services';
import type { ServiceRecord } from '../protocol/schemas/services';
import { checkMandate } from './caseFacts';
import { RegistryContract } from './registryContract';
import { readRequest } from './request';
import { acknowledgeService, serveDocument, serveDocuments } from './serviceWrite';
import { openCall, submitOnce } from './submission';

/** Service of documents (送达): what a party was served, when, and that it opened it. */
export class ServiceContract extends RegistryContract {
  constructor() {
    super('service');
  }

  @Transaction()
  @Returns('string')
  serve(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'service:serve', schema: serviceCommands.serve, request }, serveDocument);
  }

  @Transaction()
  @Returns('string')
  serveBatch(context: Context, request: string): Promise<string> {
    const schema = serviceCommands.serveBatch;
    return submitOnce(context, { name: 'service:serveBatch', schema, request }, serveDocuments);
  }

  @Transaction()
  @Returns('string')
  acknowledge(context: Context, request: string): Promise<string> {
    const schema = serviceCommands.acknowledge;
    return submitOnce(context, { name: 'service:acknowledge', schema, request }, acknowledgeService);
  }

  /** For the addressees, and whoever may see the case. */
  @Transaction(false)
  @Returns('string')
  async read(context: Context, request: string): Promise<string> {
    const call = openCall(context);
    const { serviceId } = readRequest(readServiceQuery, request);
    await checkMandate(call);
    const record = await call.ledger.get<ServiceRecord>(recordKey('service', serviceId));
    if (record === undefined) throw new RegistryError('ACCESS_DENIED', { serviceId });
    if (addresseeFor(record.addressees, call.actor) === undefined) {
      const found = await call.ledger.get<CaseRecord>(recordKey('case', record.caseId));
      if (found === undefined || !maySee(found, call.actor)) throw new RegistryError('ACCESS_DENIED', { serviceId });
    }
    return canonicalJson(record);
  }
}
