// SPDX-License-Identifier: Apache-2.0
import {
  CERTIFICATE_STATUSES,
  certificateStatusAt,
  differencesFrom,
  readPresented,
  RegistryError,
} from '@registry/chaincode/protocol';
import type { CertificateKeySet, Difference, PresentedStatement } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { readPlace } from '../../credentials/credentials';
import type { Database } from '../../database/openDatabase';
import type { Tables } from '../../database/tables';
import { GatewayError } from '../../http/gatewayError';
import { parseBody } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readCertificate } from './read';

export interface VerifyDeps {
  readonly database: Database;
  readonly channel: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const verifyForm = z.strictObject({
  text: z.string().min(1).max(4_000).describe('What the QR code of a certificate holds.'),
});

/** Well-formed, and of no certificate. */
const EXAMPLE = {
  text:
    'eyJhbGciOiJFUzI1NiIsImtpZCI6IjkxNDEwMTAwREVNMERKNDEyWSMxIiwidHlwIjoiZHByLWNlcnRpZmljYXRlK2p3cyJ9.eyJ' +
    'jaGFubmVsIjoicmVnaXN0cnkiLCJudW1iZXIiOiJTSjQxMTIwMjYwOTAwMDEiLCJyZWdpc3RlciI6IjExNDEwMDAwREVNMEdMNDE' +
    '0WCIsInJlZ2lzdHJ5IjoiOTE0MTAxMDBERU0wREo0MTJZIiwic2hhMjU2IjoiMmUyMzI1MDE2NDk1N2Q1MTkxMTVmMmRkMjUzMzg' +
    '0ZTQ4NzgwNmU4N2NiMzU1N2ViMTM3MmI5MzdkZmY5Mzk1OSIsInNtMyI6ImZmMDk1YTU5MjU3ZmE0ZDY5Njk3ZTg1OWU0Nzk3ZWE' +
    'xMzVkY2FjMzU2OTk3NTNmNTY2Njc5ZDMyNWZlMDJkNGEiLCJ2YWxpZEZyb20iOiIyMDI2LTA5LTE5IiwidmFsaWRUbyI6IjIwMjk' +
    'tMDktMTkiLCJ2ZXJzaW9uIjoxfQ.wntPvd_TipYULKf7fyyAtOfSEcaQq_EsLcaMlq5Lqzy213juioylTHBGBvAfQPSkXokXQ_b_' +
    '5kyh2etkHnUPNQ',
};

const value = z.union([z.string(), z.int()]);
const verification = z.object({
  number: z.string(),
  /** Whether what was shown is, in everything, what the ledger says. */
  matches: z.boolean(),
  differences: z.array(z.object({ field: z.string(), shown: value.optional(), ledger: value.optional() })),
  status: z.enum(CERTIFICATE_STATUSES).optional(),
  checkedAt: z.string(),
  blockHeight: z.int(),
});

type Compared = Pick<z.infer<typeof verification>, 'status'> & { readonly differences: readonly Difference[] };

const NO_CODE = {
  path: '/text',
  code: 'invalid_format',
  message: 'is not what the code of a certificate holds, letter by letter',
};

/** Where a text breaks off being a code says nothing to whoever scanned it: that it is none does. */
const read = (text: string): PresentedStatement => {
  try {
    return readPresented(text);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw new GatewayError('VALIDATION_FAILED', {}, { problems: [NO_CODE], cause: error });
  }
};

const keySetsOf = async (database: Kysely<Tables>, uscc: string): Promise<readonly CertificateKeySet[]> => {
  const row = await database.selectFrom('institutions').select('record').where('uscc', '=', uscc).executeTakeFirst();
  return row?.record.certificateKeys ?? [];
};

/** The ledger prevails: what is shown is compared with it, and believed in nothing. */
const compare = async (
  database: Kysely<Tables>,
  shown: PresentedStatement,
  { channel, nowInstant }: { readonly channel: string; readonly nowInstant: string },
): Promise<Compared> => {
  const { number } = shown.statement;
  const source = await readCertificate(database, number);
  if (source === undefined) return { differences: [{ field: 'number', shown: number }] };
  const { record: certificate } = source;
  const standing = {
    ...{ certificate, place: await readPlace(database, channel) },
    keySets: await keySetsOf(database, certificate.registry.uscc),
  };
  const status = certificateStatusAt(certificate, nowInstant);
  return { status, differences: differencesFrom(shown, standing) };
};

/** POST /certificates/verify */
const verifyCertificate =
  (deps: VerifyDeps): Handler =>
  async (req, res) => {
    const shown = read(parseBody(verifyForm, req).text);
    const checkedAt = new Date(deps.now()).toISOString();
    const { blockHeight, result } = await atHeight(deps.database, (snapshot) =>
      compare(snapshot, shown, { channel: deps.channel, nowInstant: checkedAt }),
    );
    const matches = result.differences.length === 0;
    res.json({ number: shown.statement.number, matches, ...result, checkedAt, blockHeight });
  };

export const verifyOperation = (deps: VerifyDeps): RoutedOperation => ({
  operationId: 'verifyCertificate',
  method: 'post',
  path: '/certificates/verify',
  tag: 'certificates',
  summary: 'Compare what somebody shows with the ledger',
  description:
    'Takes what the QR code of a certificate holds and names every difference from the ledger, which prevails. It says ' +
    'nothing of the product itself; the status is that of now.',
  access: 'public',
  body: { schema: verifyForm, example: EXAMPLE },
  answers: { 200: { description: 'What was found', schema: verification } },
  refusals: [400, 422],
  handle: verifyCertificate(deps),
});
