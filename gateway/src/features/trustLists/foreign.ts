// SPDX-License-Identifier: Apache-2.0
import {
  CASE_TYPES,
  checkForeignCertificate,
  checkFreshness,
  foreignCertificate,
  RECOGNITION_PURPOSES,
  TRUST_REFUSALS,
} from '@registry/chaincode/protocol';
import type { ForeignCertificate, ForeignIssuer, TrustFinding } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseBody } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { KEPT, keepForeign } from '../../platforms/keepForeign';
import { readApprovedLists } from '../../trust/readTrustLists';
import { trustListExample } from './example';
import type { TrustListsDeps } from './write';

const checkForm = z.strictObject({
  certificate: foreignCertificate,
  purpose: z.enum(RECOGNITION_PURPOSES).optional().describe('What it is to be recognized for. 互认用途'),
  caseType: z.enum(CASE_TYPES).optional(),
});

const finding = z.object({
  isTrusted: z.boolean().describe('Whether a listed key of a listed platform signed it, and it is valid now'),
  refusal: z.enum(TRUST_REFUSALS).optional().describe('The first reason why not'),
  platform: z.object({ platformId: z.string(), name: z.string() }).optional(),
  signer: z.string().optional().describe('The address whose key signed it'),
  askedAs: z.string().optional().describe('The number under which `GET /recognition` answers for it'),
  kept: z
    .enum(KEPT)
    .optional()
    .describe('KEPT now, KNOWN already, OLDER than the version that is known, or no room for more of this platform'),
  trustList: z.int().describe('The version of the trust list that it was checked with'),
  notExamined: z.array(z.enum(['STATUS_ON_THE_PLATFORM'])).describe('What nobody but the platform can say'),
  checkedAt: z.string(),
  blockHeight: z.int(),
});

const [platform] = trustListExample.platforms;

/** Well-formed, and signed by nobody who is listed. */
const EXAMPLE = {
  certificate: {
    domain: platform?.domain,
    message: {
      ...{ number: 'HX-2026-0001', version: 1, registry: 'HarbourExchange' },
      ...{ validFrom: '2026-09-11', validTo: '2029-09-11' },
      ...{ sha256: `0x${'5'.repeat(64)}`, sm3: `0x${'0'.repeat(64)}` },
    },
    signature: `0x${'1'.repeat(64)}${'2'.repeat(64)}1b`,
  },
  purpose: 'LISTING',
};

const wordsOf = (found: TrustFinding<ForeignIssuer>): object => {
  if ('refusal' in found) return { isTrusted: false, refusal: found.refusal };
  const { platformId, name } = found.found.platform;
  return { isTrusted: true, platform: { platformId, name }, signer: found.found.signer };
};

/** What checks is kept, so that it can be asked for by its number. Who shows it makes no difference: the signature decides. */
const keep = async (
  database: Database,
  certificate: ForeignCertificate,
  { found, at }: { readonly found: ForeignIssuer; readonly at: string },
): Promise<object> => {
  const { platformId } = found.platform;
  const kept = await keepForeign(database, { platformId, certificate, at });
  return { askedAs: `${platformId}:${certificate.message.number}`, kept };
};

/** POST /recognition/foreign-certificates */
const checkForeign =
  ({ database, now }: TrustListsDeps): Handler =>
  async (req, res) => {
    const { certificate, ...asked } = parseBody(checkForm, req);
    const at = now();
    const checkedAt = new Date(at).toISOString();
    const { blockHeight, result: lists } = await atHeight(database, readApprovedLists);
    const list = lists.at(-1)?.list;
    if (list === undefined) throw new GatewayError('NOT_FOUND', { recordType: 'trustList' });
    const stale = checkFreshness(list, checkedAt);
    const found =
      stale === undefined ? checkForeignCertificate(list, certificate, { ...asked, at }) : { refusal: stale };
    const kept = 'found' in found ? await keep(database, certificate, { found: found.found, at: checkedAt }) : {};
    const notExamined = ['STATUS_ON_THE_PLATFORM'];
    res.json({ ...wordsOf(found), ...kept, trustList: list.version, notExamined, checkedAt, blockHeight });
  };

export const foreignOperation = (deps: TrustListsDeps): RoutedOperation => ({
  operationId: 'checkForeignCertificate',
  method: 'post',
  path: '/recognition/foreign-certificates',
  tag: 'recognition',
  summary: 'Check a certificate of a platform on an EVM chain',
  description:
    'The typed message (EIP-712) of a platform that the trust list in force names, for its own domain and signed by its ' +
    'listed key. No address that it holds is ever asked. What checks is kept, and `GET /recognition` answers for it from ' +
    'then on, judging it anew each time.',
  access: 'public',
  body: { schema: checkForm, example: EXAMPLE },
  answers: { 200: { description: 'Whose it is, or why it is not trusted', schema: finding } },
  refusals: [404, 422],
  handle: checkForeign(deps),
});
