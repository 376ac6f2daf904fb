// SPDX-License-Identifier: Apache-2.0
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { docId } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { GatewayError } from '../../http/gatewayError';
import { callerIn, type Caller } from '../../http/requestContext';
import { parseParam } from '../../http/validate';
import type { RoutedOperation } from '../../routing/operation';
import type { HeldMaterial, MaterialAccess, Vault } from '../../vault/port';
import { receiveFile } from './receiveFile';

export interface MaterialsDeps {
  readonly vault: Vault;
  readonly mayReadMaterial: MaterialAccess;
  /** Told how many bytes were taken in. */
  readonly onStored: (bytes: number) => void;
}

const tag = 'materials';
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const materialView = z.object({
  docId: docId.describe('Names the file in a filing'),
  sha256: digest,
  sm3: digest.describe('GB/T 32905'),
  merkleRoot: digest.describe('RFC 9162 root over the chunks of the file'),
  chunkBytes: z.int(),
  bytes: z.int(),
  mime: z.string().describe('By how the file begins, not by what it was called'),
  name: z.string(),
});

const uploadForm = z.object({ file: z.string().describe('The file').meta({ format: 'binary' }) });

const upload =
  ({ vault, onStored }: MaterialsDeps) =>
  async (req: Request, res: Response): Promise<void> => {
    const uploader = callerIn(req).identityKey;
    const material = await receiveFile(req, (file) => vault.store({ ...file, uploader }));
    onStored(material.bytes);
    res.status(201).json(material);
  };

/** A stranger cannot tell a document that is not his from one that does not exist. */
async function readable({ vault, mayReadMaterial }: MaterialsDeps, caller: Caller, id: string): Promise<HeldMaterial> {
  const material = await vault.find(id);
  const isOwn = material?.uploader === caller.identityKey;
  if (material && (isOwn || (await mayReadMaterial(caller, id)))) return material;
  throw new GatewayError('NOT_FOUND');
}

const download =
  (deps: MaterialsDeps) =>
  async (req: Request, res: Response): Promise<void> => {
    const id = parseParam(docId, req, 'docId');
    const { name, mime, bytes } = await readable(deps, callerIn(req), id);
    const content = await deps.vault.open(id);
    res.attachment(name).type(mime).set('content-length', String(bytes));
    await pipeline(content, res);
  };

/** /materials: files into the vault and out of it. */
export const materialOperations = (deps: MaterialsDeps): readonly RoutedOperation[] => [
  {
    operationId: 'storeMaterial',
    method: 'post',
    path: '/materials',
    tag,
    access: 'session',
    summary: 'Hand in a file',
    description:
      'One file a request, in the field `file`. It is digested and encrypted while it arrives. Its content is its ' +
      'idempotency key: handing in the same file again answers the same document.',
    body: { schema: uploadForm, contentType: 'multipart/form-data' },
    answers: { 201: { description: 'The document, with its digests', schema: materialView } },
    refusals: [400, 413, 415, 422, 507],
    handle: upload(deps),
  },
  {
    operationId: 'readMaterial',
    method: 'get',
    path: '/materials/{docId}',
    tag,
    access: 'session',
    summary: 'The file again',
    description: 'For whoever handed it in, and whoever sees in full a case that names it. Others get 404.',
    params: z.object({ docId }),
    answers: { 200: { description: 'The bytes as they were handed in', contentType: 'application/octet-stream' } },
    refusals: [404],
    handle: download(deps),
  },
];
