// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { without } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import { GatewayError } from '../http/gatewayError';
import type { SketchKey } from '../sketch/sketchKey';
import { blobPath, listBlobs, prepareBlobFolder, removeBlob, writeBlob } from './blobFiles';
import { decryptFile } from './decryptFile';
import type { Fingerprint } from './fingerprint';
import type { Keyring } from './keyring';
import { claimAddress, knownBlobs, locate, locateAll, recordMaterial } from './materialRows';
import { mediaTypeOf } from './mediaType';
import type { Material, Vault } from './port';
import { SEGMENT_BYTES } from './segments';

export interface VaultOptions {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly folder: string;
  /** The largest file taken. */
  readonly maxBytes: number;
  /** Under which files are compared; without it none is. */
  readonly sketchKey?: SketchKey;
}

type NewFile = Parameters<Vault['store']>[0];

const newId = (): string => randomBytes(16).toString('hex');

const emptyFile = (): GatewayError =>
  new GatewayError('VALIDATION_FAILED', {}, { problems: [{ path: '/file', code: 'too_small', message: 'is empty' }] });

/** Refuses by how a file begins, before the rest of it is read. */
function judgeHead(head: Buffer, name: string): string {
  if (head.length === 0) throw emptyFile();
  const mime = mediaTypeOf(head, name);
  if (mime !== undefined) return mime;
  throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { reason: 'files of this kind are not taken' });
}

interface Received {
  readonly blobId: string;
  readonly key: Buffer;
  readonly mime: string;
  readonly fingerprint: Fingerprint;
}

async function receive({ folder, maxBytes, sketchKey }: VaultOptions, { content, name }: NewFile): Promise<Received> {
  const [blobId, key] = [newId(), randomBytes(32)];
  let mime = '';
  const judge = (head: Buffer): void => {
    mime = judgeHead(head, name);
  };
  const fingerprint = await writeBlob(folder, {
    content,
    blobId,
    key,
    maxBytes,
    judge,
    ...(sketchKey && { sketchKey }),
  });
  return { blobId, key, mime, fingerprint };
}

/** The same content is kept once: the later copy's file goes, whoever handed it in. */
async function claim(options: VaultOptions, { blobId, key, fingerprint }: Received): Promise<string> {
  const address = options.keyring.digest('file-address', Buffer.from(fingerprint.sha256, 'hex'));
  const kept = await claimAddress(options, { blobId, address, key, bytes: fingerprint.bytes });
  if (kept !== blobId) await removeBlob(options.folder, blobId);
  return kept;
}

async function store(options: VaultOptions, file: NewFile): Promise<Material> {
  const received = await receive(options, file);
  const blobId = await claim(options, received);
  const { mime, fingerprint } = received;
  const { name, uploader } = file;
  const docId = await recordMaterial(options, { docId: `doc-${newId()}`, blobId, uploader, mime, name, fingerprint });
  return { docId, ...without(fingerprint, ['sketch']), chunkBytes: SEGMENT_BYTES, mime, name };
}

async function open(options: VaultOptions, docId: string): Promise<Readable> {
  const found = await locate(options, docId);
  if (!found) throw new GatewayError('NOT_FOUND');
  const path = blobPath(options.folder, found.blobId);
  return Readable.from(decryptFile({ path, key: found.key, bytes: found.material.bytes }), { objectMode: false });
}

/** A file whose row was never written belongs to an upload that nobody got an answer for. */
async function removeOrphans({ folder, database }: VaultOptions): Promise<void> {
  const known = await knownBlobs({ database });
  const orphans = (await listBlobs(folder)).filter((blobId) => !known.has(blobId));
  await Promise.all(orphans.map((blobId) => removeBlob(folder, blobId)));
}

/** Opens the vault in a folder of its own, and clears away what interrupted uploads left there. */
export async function openVault(options: VaultOptions): Promise<Vault> {
  await prepareBlobFolder(options.folder);
  await removeOrphans(options);
  return {
    store: (file) => store(options, file),
    find: async (docId) => (await locate(options, docId))?.material,
    findAll: (docIds) => locateAll(options, docIds),
    open: (docId) => open(options, docId),
  };
}
