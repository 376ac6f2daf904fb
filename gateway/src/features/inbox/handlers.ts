// SPDX-License-Identifier: Apache-2.0
import { caseId, serviceId } from '@registry/chaincode/protocol';
import type { JsonValue, ServiceAnswer } from '@registry/chaincode/protocol';
import type { Response } from 'express';
import { z } from 'zod';
import { asText } from '../../correspondence/asText';
import { servedDocument } from '../../correspondence/servedDocument';
import { servedPdf } from '../../documents/servedPdf';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import { idempotencyKeyOf, parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { pageFields, pageOf, planPage } from '../../listing/page';
import { givenFilters } from '../../listing/registerViews';
import { areOwnCommitments } from '../../projections/ownCommitments';
import type { Handler } from '../../routing/operation';
import type { InboxDeps } from './deps';
import { findService, readCaseServices, readInbox } from './readServices';
import type { ServiceRow } from './readServices';
import { viewCaseService, viewDetail, viewItem } from './views';

export const inboxQuery = z.strictObject({
  ...pageFields,
  unread: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  case: caseId.optional(),
});

/** GET /inbox: what the caller was served, the newest first. */
export const listInbox =
  ({ database }: InboxDeps): Handler =>
  async (req, res) => {
    const reader = callerIn(req);
    const query = parseQuery(inboxQuery, req);
    const order = { column: 's.served_at', key: 's.service_id', descending: true };
    const plan = planPage({ list: 'inbox', ...givenFilters(query) }, order, query);
    const { blockHeight, result } = await atHeight(database, (snapshot) =>
      readInbox(snapshot, { reader, filters: query, plan }),
    );
    const place = (row: ServiceRow): { value: string; key: string } => ({ value: row.served_at, key: row.service_id });
    res.json({ ...pageOf(plan, result, viewItem, place), blockHeight });
  };

/** A commitment copied from elsewhere would open here what it stands for there. */
const openDocument = async ({ database, sealing }: InboxDeps, { case_id, record }: ServiceRow): Promise<JsonValue> => {
  const isOwn = await areOwnCommitments(database, case_id, record.document);
  return isOwn ? sealing.reveal(record.document) : record.document;
};

const sendPdf = async (res: Response, document: JsonValue): Promise<void> => {
  const parsed = servedDocument.safeParse(document);
  if (!parsed.success) throw new GatewayError('NOT_FOUND');
  res
    .attachment(`${parsed.data.number}.pdf`)
    .type('application/pdf')
    .send(await servedPdf(parsed.data));
};

const sendText = (res: Response, document: JsonValue): void => {
  const parsed = servedDocument.safeParse(document);
  if (!parsed.success) throw new GatewayError('NOT_FOUND');
  res.type('text/plain; charset=utf-8').send(asText(parsed.data));
};

/** GET /inbox/{serviceId}: for its addressees, and for whoever sees its case in full. */
export const readInboxItem =
  (deps: InboxDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(serviceId, req, 'serviceId');
    const { blockHeight, result } = await atHeight(deps.database, (snapshot) => findService(snapshot, caller, id));
    if (result === undefined) throw new GatewayError('NOT_FOUND');
    const { row, isAddressee } = result;
    if (!isAddressee && (await deps.sightOfCase(caller, row.case_id)) !== 'FULL') throw new GatewayError('NOT_FOUND');
    const document = await openDocument(deps, row);
    const type = req.accepts(['application/json', 'application/pdf', 'text/plain']);
    res.vary('accept');
    if (type === 'application/pdf') await sendPdf(res, document);
    else if (type === 'text/plain') sendText(res, document);
    else res.json({ ...viewDetail(row, document), blockHeight });
  };

/** POST /inbox/{serviceId}/read: the addressee's own statement, on the ledger. */
export const acknowledgeItem =
  (deps: InboxDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(serviceId, req, 'serviceId');
    const idempotencyKey = idempotencyKeyOf(req);
    const found = await findService(deps.database, caller, id);
    if (found?.isAddressee !== true) throw new GatewayError('NOT_FOUND');
    const { answer, transactionId, blockNumber } = await deps.sealing.submitSealed({
      ...{ caller, idempotencyKey, contract: 'service', transaction: 'acknowledge' },
      form: { serviceId: id },
      pointers: [],
    });
    await deps.projector.waitFor(blockNumber, deps.readYourWritesMs);
    const { caseId: ofCase, acknowledgedAt } = answer as unknown as ServiceAnswer;
    res.json({ serviceId: id, caseId: ofCase, acknowledgedAt, transactionId, blockNumber });
  };

/** GET /applications/{caseId}/services: for whoever sees the case; opened for those who see it in full. */
export const listCaseServices =
  (deps: InboxDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(caseId, req, 'caseId');
    const sight = await deps.sightOfCase(caller, id);
    if (sight === 'NONE') throw new GatewayError('NOT_FOUND');
    const { blockHeight, result } = await atHeight(deps.database, (snapshot) => readCaseServices(snapshot, id));
    const show = async (row: ServiceRow): Promise<JsonValue> =>
      sight === 'FULL' ? openDocument(deps, row) : row.record.document;
    const items = await Promise.all(result.map(async (row) => viewCaseService(row, await show(row))));
    res.json({ items, blockHeight });
  };
