// SPDX-License-Identifier: Apache-2.0
import {
  certificateFile,
  certificateFileText,
  certificateNumber,
  compactJwsOf,
  statementOf,
} from '@registry/chaincode/protocol';
import type { CertificateRecord } from '@registry/chaincode/protocol';
import type { Request } from 'express';
import { z } from 'zod';
import { CREDENTIAL_TYPE } from '../../credentials/credential';
import { readPlace } from '../../credentials/credentials';
import type { Credentials } from '../../credentials/credentials';
import { CREDENTIAL_FIELDS } from '../../credentials/subject';
import type { Database } from '../../database/openDatabase';
import { certificatePdf } from '../../documents/certificatePdf';
import { GatewayError } from '../../http/gatewayError';
import { callerOf } from '../../http/requestContext';
import type { Caller } from '../../http/requestContext';
import { parseParam, parseQuery } from '../../http/validate';
import { limitConcurrent } from '../../routing/limitConcurrent';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readCertificate } from './read';
import { viewCertificate } from './view';
import type { CertificateSource } from './view';

export interface PapersDeps {
  readonly database: Database;
  readonly channel: string;
  readonly credentials: Credentials;
  /** Whether somebody may see what a case withholds. */
  readonly seesAll: (caller: Caller, caseId: string) => Promise<boolean>;
}

const fieldList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(CREDENTIAL_FIELDS)).max(CREDENTIAL_FIELDS.length))
  .describe('Fields to disclose, with commas; all that the caller may see unless given.');
export const credentialQuery = z.strictObject({ disclose: fieldList.optional() });

const find = async ({ database, credentials }: PapersDeps, req: Request): Promise<CertificateSource> => {
  const source = await readCertificate(database, parseParam(certificateNumber, req, 'number'));
  if (source === undefined) throw new GatewayError('NOT_FOUND');
  const { uscc } = source.record.registry;
  if (uscc !== credentials.registry) throw new GatewayError('NOT_FOUND', { issuedBy: uscc });
  return source;
};

/** GET /certificates/{number}/credential */
const readCredential =
  (deps: PapersDeps): Handler =>
  async (req, res) => {
    const { disclose } = parseQuery(credentialQuery, req);
    const { record } = await find(deps, req);
    const caller = callerOf(req);
    const seesAll = caller !== undefined && (await deps.seesAll(caller, record.caseId));
    const credential = await deps.credentials.issue(record, disclose, seesAll);
    res.type(CREDENTIAL_TYPE).send(credential);
  };

type SignedRecord = CertificateRecord & Required<Pick<CertificateRecord, 'signatures'>>;

const signed = (record: CertificateRecord): SignedRecord => {
  const { signatures } = record;
  if (signatures === undefined) throw new GatewayError('NOT_FOUND', { reason: 'the certificate is not signed' });
  return { ...record, signatures };
};

const qrTextOf = async ({ database, channel }: PapersDeps, record: SignedRecord): Promise<string> =>
  compactJwsOf(await readPlace(database, channel), statementOf(record), record.signatures);

/** GET /certificates/{number}/paper */
const readPaper =
  (deps: PapersDeps): Handler =>
  async (req, res) => {
    const source = await find(deps, req);
    const record = signed(source.record);
    const { examined, ledger } = viewCertificate(source, deps.channel);
    const qrText = await qrTextOf(deps, record);
    const credential = await deps.credentials.issue(record, undefined, false);
    const pdf = await certificatePdf({ record, examined, ledger, qrText, credential });
    const sealedPdf = await deps.credentials.seal(record, qrText, pdf);
    res.attachment(`${record.number}.pdf`).type('application/pdf').send(Buffer.from(sealedPdf));
  };

/** GET /certificates/{number}/file */
const readFile =
  (deps: PapersDeps): Handler =>
  async (req, res) => {
    const record = signed((await find(deps, req)).record);
    const credential = await deps.credentials.issue(record, undefined, false);
    const place = await readPlace(deps.database, deps.channel);
    res.attachment(`${record.number}.json`).type('application/json');
    res.send(certificateFileText(place, record, credential));
  };

const common = { method: 'get', tag: 'certificates', access: 'public', refusals: [400, 404] } as const;

/** What a registry issues of its certificates: to be kept, shown and checked elsewhere. */
export const paperOperations = (deps: PapersDeps, params: z.ZodObject): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'readCredential',
    path: '/certificates/{number}/credential',
    summary: 'A certificate as a verifiable credential',
    description:
      'W3C Verifiable Credential 2.0 as SD-JWT, signed with ES256; the issuer is at /.well-known/did.json. Anybody is ' +
      'shown what is public on the ledger, and those who may see the case all of it.',
    params,
    query: credentialQuery,
    answers: { 200: { description: 'The credential', schema: z.string(), contentType: CREDENTIAL_TYPE } },
    handle: readCredential(deps),
  },
  {
    ...common,
    operationId: 'readCertificatePaper',
    path: '/certificates/{number}/paper',
    summary: 'A certificate as a PDF',
    description:
      'With a QR code that can be checked offline, and the public credential attached. The registry seals all of its ' +
      'bytes: `npm run verify` checks it offline.',
    params,
    answers: { 200: { description: 'The paper', schema: z.string(), contentType: 'application/pdf' } },
    // Drawing a PDF takes a quarter of a second of the one processor.
    handle: limitConcurrent(2, readPaper(deps)),
  },
  {
    ...common,
    operationId: 'readCertificateFile',
    path: '/certificates/{number}/file',
    summary: 'A certificate as a file that is checked offline',
    description:
      'What was attested, with its three signatures and the public credential, in one spelling (RFC 8785): ' +
      '`npm run verify` checks it without asking anybody.',
    params,
    answers: { 200: { description: 'The file', schema: certificateFile } },
    handle: readFile(deps),
  },
];
