// SPDX-License-Identifier: Apache-2.0
import { certificateNumber } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { pageSchema } from '../../listing/schemas';
import type { Projector } from '../../projections/projector';
import type { BlockRows } from '../../projections/rows';
import type { RoutedOperation } from '../../routing/operation';
import type { CommandDeps } from '../../routing/submitCommand';
import { ReadingCache } from './cache';
import {
  certificateAtQuery,
  certificatesQuery,
  certificateSummary,
  checkCertificate,
  listCertificates,
  publicStep,
  readCertificateTimeline,
} from './handlers';
import type { CertificateHandlerDeps } from './handlers';
import { paperOperations } from './papers';
import type { PapersDeps } from './papers';
import { statusOperations } from './status';
import { certificateCheck } from './view';
import type { WrittenView } from './writtenView';

export interface CertificatesDeps {
  readonly database: Database;
  readonly projector: Pick<Projector, 'height' | 'onRows'>;
  readonly channel: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How many certificates are kept in memory; each takes some kilobytes. */
  readonly cached?: number;
  /** Where the gateway's registry issues credentials. */
  readonly papers?: Pick<PapersDeps, 'credentials' | 'seesAll'>;
  /** How the supervisor's decisions reach the ledger. */
  readonly deciding: CommandDeps;
}

const numberParam = z.object({ number: certificateNumber.describe('The 15-character national number. 登记编号') });

/** What a block changed is forgotten; the name of an institution may stand in any certificate. */
const forgetChanged = (cache: ReadingCache<WrittenView>, rows: BlockRows): void => {
  if (rows.institutions.length > 0) cache.clear();
  const ofCases = rows.cases.flatMap(({ record }) => record.certificateNumber ?? []);
  cache.forget([...rows.certificates.map(({ number }) => number), ...ofCases]);
};

const timelineOperation = (deps: CertificateHandlerDeps): RoutedOperation => ({
  operationId: 'readCertificateTimeline',
  method: 'get',
  path: '/certificates/{number}/timeline',
  tag: 'certificates',
  summary: 'The public steps that led to a certificate and followed it',
  access: 'public',
  params: numberParam,
  answers: {
    200: {
      description: 'Types and times, without persons',
      schema: z.object({ items: z.array(publicStep), blockHeight: z.int() }),
    },
  },
  refusals: [404],
  handle: readCertificateTimeline(deps),
});

/** GET /certificates, /certificates/{number} and its timeline: anybody may check a certificate. */
export const certificateOperations = (parts: CertificatesDeps): readonly RoutedOperation[] => {
  const cache = new ReadingCache<WrittenView>(parts.cached ?? 2_000);
  parts.projector.onRows((rows) => {
    forgetChanged(cache, rows);
  });
  const deps = { ...parts, cache };
  return [
    {
      operationId: 'listCertificates',
      method: 'get',
      path: '/certificates',
      tag: 'certificates',
      summary: 'The certificates of the register',
      access: 'public',
      query: certificatesQuery,
      answers: { 200: { description: 'One page of certificates', schema: pageSchema(certificateSummary) } },
      refusals: [400],
      handle: listCertificates(deps),
    },
    {
      operationId: 'checkCertificate',
      method: 'get',
      path: '/certificates/{number}',
      tag: 'certificates',
      summary: 'Check a certificate',
      description:
        'The status is that of now, by the record and its validity; the digest is of the record on the ledger, at the ' +
        'block and transaction given. With `at` the certificate and its status as they were at that moment.',
      access: 'public',
      params: numberParam,
      query: certificateAtQuery,
      answers: { 200: { description: 'The certificate', schema: certificateCheck } },
      refusals: [400, 404],
      handle: checkCertificate(deps),
    },
    timelineOperation(deps),
    ...statusOperations(parts.deciding, numberParam),
    ...(parts.papers ? paperOperations({ ...parts, ...parts.papers }, numberParam) : []),
  ];
};
