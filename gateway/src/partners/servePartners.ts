// SPDX-License-Identifier: Apache-2.0
import { certificateFileText, uscc as usccSchema } from '@registry/chaincode/protocol';
import type { CertificateRecord } from '@registry/chaincode/protocol';
import express, { type Express } from 'express';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { z } from 'zod';
import { readPlace } from '../credentials/credentials';
import type { Credentials } from '../credentials/credentials';
import type { Database } from '../database/openDatabase';
import { answerNotFound, answerProblems } from '../http/answerProblems';
import { GatewayError } from '../http/gatewayError';
import { answerRequestId } from '../http/requestId';
import { neverStore, secureHeaders } from '../http/security';
import { parseParam, parseQuery } from '../http/validate';
import { logRequests } from '../observability/requestLog';
import { atHeight } from '../listing/atHeight';
import { limitAddress } from '../http/limits';
import type { Handler } from '../routing/operation';
import { readAnchor } from '../trust/readAnchor';
import type { StatusLists } from '../trust/statusLists';
import { CERTIFICATES_A_PAGE, PARTNER_PATHS } from './followPartner';

export interface PartnerServing {
  readonly database: Database;
  readonly channel: string;
  readonly credentials: Credentials;
  readonly lists: StatusLists;
  readonly log: Logger;
  /** Of one address in a minute. */
  readonly requests: number;
}

const CURSOR = /^(\d{1,15}):([A-Z0-9]{15})$/;
const cursor = z.union([z.literal(''), z.string().regex(CURSOR, 'must be what an earlier page named')]);
const pageQuery = z.strictObject({ after: cursor.default('') });
const year = z.string().regex(/^\d{4}$/, 'must be a year');

const placeIn = (after: string): readonly [number, string] => {
  const [, block = '-1', number = ''] = CURSOR.exec(after) ?? [];
  return [Number(block), number];
};

interface ChangedRow {
  readonly number: string;
  readonly block_number: number;
  readonly record: CertificateRecord;
}

const readChanged = async ({ database, credentials }: PartnerServing, after: string): Promise<ChangedRow[]> => {
  const [block, number] = placeIn(after);
  return database
    .selectFrom('certificates')
    .select(['number', 'block_number', 'record'])
    .where('registry_uscc', '=', credentials.registry)
    .where(sql<boolean>`(block_number, number) > (${block}, ${number})`)
    .orderBy('block_number')
    .orderBy('number')
    .limit(CERTIFICATES_A_PAGE)
    .execute();
};

/** Its own certificates only: what another registry issued is asked of that one. */
const answerCertificates =
  (serving: PartnerServing): Handler =>
  async (req, res) => {
    const { after } = parseQuery(pageQuery, req);
    const rows = await readChanged(serving, after);
    const place = await readPlace(serving.database, serving.channel);
    const files: string[] = [];
    for (const { record } of rows) {
      const { signatures } = record;
      if (signatures === undefined) continue;
      const credential = await serving.credentials.issue(record, undefined, false);
      files.push(certificateFileText(place, { ...record, signatures }, credential));
    }
    const last = rows.at(-1);
    res.json({ files, next: last === undefined ? after : `${String(last.block_number)}:${last.number}` });
  };

const answerAnchor =
  ({ database }: PartnerServing): Handler =>
  async (_req, res) => {
    const { result } = await atHeight(database, readAnchor);
    if (result === undefined) throw new GatewayError('NOT_FOUND', { recordType: 'trustList' });
    res.json(result);
  };

const answerStatus =
  ({ lists, credentials }: PartnerServing): Handler =>
  async (req, res) => {
    const registry = parseParam(usccSchema, req, 'registry');
    const named = parseParam(year, req, 'year');
    if (registry !== credentials.registry) throw new GatewayError('NOT_FOUND', { issuedBy: registry });
    const list = await lists.read(named, 'message');
    if (list === undefined) throw new GatewayError('NOT_FOUND', { reason: 'no certificate was numbered in that year' });
    res.type('application/vc+jwt').send(list.jws);
  };

/** What partners' gateways are shown: nothing that is not public, to nobody whom the TLS handshake has not let in. */
export const partnerApp = (serving: PartnerServing): Express => {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(answerRequestId, logRequests(serving.log), secureHeaders(), limitAddress(serving.requests), neverStore);
  app.get(PARTNER_PATHS.anchor, answerAnchor(serving));
  app.get(PARTNER_PATHS.certificates, answerCertificates(serving));
  app.get(`${PARTNER_PATHS.status}/:registry/:year`, answerStatus(serving));
  app.use(answerNotFound);
  app.use(answerProblems(serving.log));
  return app;
};
