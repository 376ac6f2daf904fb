// SPDX-License-Identifier: Apache-2.0
import {
  CERTIFICATE_STATUSES,
  certificateNumber,
  certificateStatusAt,
  PRODUCT_FORMS,
  text,
  uscc,
} from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { pageFields, pageOf, planPage } from '../../listing/page';
import type { Order } from '../../listing/page';
import { givenFilters } from '../../listing/registerViews';
import { instantFilter } from '../../listing/schemas';
import type { Handler } from '../../routing/operation';
import type { ReadingCache } from './cache';
import { readCertificate, readCertificates, readPublicSteps } from './read';
import type { CertificateRow } from './read';
import { readCertificateAt } from './asOf';
import { viewCertificate } from './view';
import type { certificateCheck } from './view';
import { completeView, writeView } from './writtenView';
import type { WrittenView } from './writtenView';

export interface CertificateHandlerDeps {
  readonly database: Database;
  readonly projector: { readonly height: number };
  readonly cache: ReadingCache<WrittenView>;
  readonly channel: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const certificateAtQuery = z.strictObject({ at: instantFilter.optional() });

/** The certificate with the status that it had at a moment: the answer is true for that moment, whenever it is asked. */
const checkAt = async (
  database: Database,
  { number, at, channel }: { readonly number: string; readonly at: string; readonly channel: string },
): Promise<z.infer<typeof certificateCheck>> => {
  const { blockHeight, result } = await atHeight(database, (snapshot) => readCertificateAt(snapshot, number, at));
  if (result === undefined) throw new GatewayError('NOT_FOUND');
  const view = viewCertificate(result, channel);
  return { ...view, status: certificateStatusAt(result.record, at), checkedAt: at, blockHeight };
};

/**
 * GET /certificates/{number}. A kept view is true at the projection's height, for every block that touches it makes it
 * forgotten before the height moves. A view that is read now may be a block younger than the height it is given with,
 * never older.
 */
export const checkCertificate =
  ({ database, projector, cache, channel, now }: CertificateHandlerDeps): Handler =>
  async (req, res) => {
    const number = parseParam(certificateNumber, req, 'number');
    const { at } = parseQuery(certificateAtQuery, req);
    if (at !== undefined) {
      res.json(await checkAt(database, { number, at, channel }));
      return;
    }
    const written = await cache.get(number, async () => {
      const source = await readCertificate(database, number);
      return source && writeView(source, channel);
    });
    if (written === undefined) throw new GatewayError('NOT_FOUND');
    const nowInstant = new Date(now()).toISOString();
    res.type('json').send(completeView(written, nowInstant, projector.height));
  };

export const certificatesQuery = z.strictObject({
  ...pageFields,
  status: z.enum(CERTIFICATE_STATUSES).optional(),
  registry: uscc.optional(),
  holder: uscc.optional(),
  productForm: z.enum(PRODUCT_FORMS).optional(),
  /** Beginning of the name. */
  dataName: text(40).optional(),
  attestedFrom: instantFilter.optional(),
  attestedBefore: instantFilter.optional(),
  sort: z.enum(['attestedAt', '-attestedAt', 'dataName', '-dataName']).default('-attestedAt'),
});
type Sort = z.infer<typeof certificatesQuery>['sort'];

export const certificateSummary = z.object({
  number: z.string(),
  status: z.enum(CERTIFICATE_STATUSES),
  dataName: z.string(),
  productForm: z.string(),
  registry: z.string(),
  testOnly: z.boolean(),
  attestedAt: z.string(),
  validUntil: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

const viewSummary = (row: CertificateRow, nowInstant: string): z.infer<typeof certificateSummary> => ({
  number: row.number,
  status: certificateStatusAt(row.record, nowInstant),
  dataName: row.data_name,
  productForm: row.product_form,
  registry: row.registry_uscc,
  // Numbers of demonstrations stand among the others: a list must tell them apart too.
  testOnly: row.record.profile.testOnly,
  attestedAt: row.attested_at,
  validUntil: row.valid_until,
  transactionId: row.transaction_id,
  blockNumber: row.block_number,
});

const orderOf = (sort: Sort): Order => ({
  column: sort.endsWith('attestedAt') ? 'f.attested_at' : 'f.data_name',
  key: 'f.number',
  descending: sort.startsWith('-'),
});

/** GET /certificates */
export const listCertificates =
  ({ database, now }: CertificateHandlerDeps): Handler =>
  async (req, res) => {
    const query = parseQuery(certificatesQuery, req);
    const nowInstant = new Date(now()).toISOString();
    const plan = planPage({ list: 'certificates', ...givenFilters(query) }, orderOf(query.sort), query);
    const { blockHeight, result } = await atHeight(database, (snapshot) =>
      readCertificates(snapshot, { plan, filters: query, nowInstant }),
    );
    const place = (row: CertificateRow): { value: string; key: string } => ({
      value: query.sort.endsWith('attestedAt') ? row.attested_at : row.data_name,
      key: row.number,
    });
    res.json({ ...pageOf(plan, result, (row) => viewSummary(row, nowInstant), place), blockHeight });
  };

export const publicStep = z.object({
  type: z.string(),
  at: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

/** GET /certificates/{number}/timeline: what happened and when, without persons and without contents. */
export const readCertificateTimeline =
  ({ database }: CertificateHandlerDeps): Handler =>
  async (req, res) => {
    const number = parseParam(certificateNumber, req, 'number');
    const { blockHeight, result } = await atHeight(database, (snapshot) => readPublicSteps(snapshot, number));
    if (result === undefined) throw new GatewayError('NOT_FOUND');
    const items = result.map((step): z.infer<typeof publicStep> => ({
      type: step.type,
      at: step.tx_time,
      transactionId: step.transaction_id,
      blockNumber: step.block_number,
    }));
    res.json({ items, blockHeight });
  };
