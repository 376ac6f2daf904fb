// SPDX-License-Identifier: Apache-2.0
import {
  certificateNumber,
  INSTITUTION_KINDS,
  judgeIssuer,
  RECOGNITION_PURPOSES,
  regionCode,
  TRUST_REFUSALS,
} from '@registry/chaincode/protocol';
import type {
  CASE_TYPES,
  IssuedCertificate,
  JudgedIssuer,
  ScopeAsked,
  TrustFinding,
} from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../../database/tables';
import { GatewayError } from '../../http/gatewayError';
import { parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readApprovedLists } from '../../trust/readTrustLists';
import type { TrustListsDeps } from './write';

const judgeQuery = z.strictObject({
  purpose: z.enum(RECOGNITION_PURPOSES).optional().describe('What the certificate is to be used for. 互认用途'),
  region: regionCode.optional().describe('Where it is to be used (GB/T 2260)'),
});

const judgement = z.object({
  number: z.string(),
  attestedAt: z.string(),
  isTrusted: z.boolean().describe('Whether the list of that day trusted the registry with this certificate'),
  refusal: z.enum(TRUST_REFUSALS).optional().describe('The first reason why not'),
  trustList: z.int().optional().describe('The version that was in force when it was attested'),
  institution: z
    .object({
      uscc: z.string(),
      name: z.string(),
      institutionKind: z.enum(INSTITUTION_KINDS),
      accreditation: z.object({ number: z.string(), from: z.string(), to: z.string().optional() }),
    })
    .optional(),
  blockHeight: z.int(),
});

interface Issued {
  readonly certificate: IssuedCertificate;
  readonly caseType: (typeof CASE_TYPES)[number];
}

/** Of one that is not signed no key set is said. */
const UNSIGNED = 0;

const find = async (database: Kysely<Tables>, number: string): Promise<Issued | undefined> => {
  const row = await database
    .selectFrom('certificates')
    .innerJoin('cases', 'cases.case_id', 'certificates.case_id')
    .select(['certificates.record', 'cases.case_type'])
    .where('number', '=', number)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { registry, attestedAt, signatures } = row.record;
  return {
    certificate: { registry: registry.uscc, attestedAt, keys: signatures?.keys ?? UNSIGNED, isOnLedger: true },
    caseType: row.case_type as Issued['caseType'],
  };
};

const wordsOf = (finding: TrustFinding<JudgedIssuer>): object => {
  if ('refusal' in finding) return { isTrusted: false, refusal: finding.refusal };
  const { version, institution } = finding.found;
  const { uscc, name, institutionKind, accreditation } = institution;
  return { isTrusted: true, trustList: version, institution: { uscc, name, institutionKind, accreditation } };
};

/** GET /certificates/{number}/trust */
const judgeCertificate =
  ({ database }: TrustListsDeps): Handler =>
  async (req, res) => {
    const number = parseParam(certificateNumber, req, 'number');
    const { purpose, region } = parseQuery(judgeQuery, req);
    const { blockHeight, result } = await atHeight(database, async (snapshot) => ({
      issued: await find(snapshot, number),
      lists: (await readApprovedLists(snapshot)).map(({ list }) => list),
    }));
    const { issued, lists } = result;
    if (issued === undefined) throw new GatewayError('NOT_FOUND');
    const asked: ScopeAsked = { caseType: issued.caseType, regionCode: region, purpose };
    const { attestedAt } = issued.certificate;
    res.json({ number, attestedAt, ...wordsOf(judgeIssuer(lists, issued.certificate, asked)), blockHeight });
  };

export const judgeOperation = (deps: TrustListsDeps): RoutedOperation => ({
  operationId: 'judgeCertificate',
  method: 'get',
  path: '/certificates/{number}/trust',
  tag: 'certificates',
  summary: 'Whether the registry was trusted with a certificate on the day that it attested it',
  description:
    'By the trust list of that day, whichever came after it; its keys by the last one, which knows of revocations.',
  access: 'public',
  params: z.object({ number: certificateNumber.describe('The 15-character national number. 登记编号') }),
  query: judgeQuery,
  answers: { 200: { description: 'By which list it was judged, and how', schema: judgement } },
  refusals: [400, 404],
  handle: judgeCertificate(deps),
});
