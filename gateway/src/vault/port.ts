// SPDX-License-Identifier: Apache-2.0
import type { Readable } from 'node:stream';
import type { Sketch } from '@registry/chaincode/protocol';
import type { Caller } from '../http/requestContext';

/** What the vault says of a file. */
export interface Material {
  readonly docId: string;
  readonly sha256: string;
  readonly sm3: string;
  /** RFC 9162 root over the file's chunks of `chunkBytes`. */
  readonly merkleRoot: string;
  readonly chunkBytes: number;
  readonly bytes: number;
  readonly mime: string;
  readonly name: string;
}

/** A material with the identity key of whoever handed it in. */
export interface HeldMaterial extends Material {
  readonly uploader: string;
  /** What stands for it where filings are compared. */
  readonly sketch?: Sketch;
}

export interface Vault {
  /**
   * Takes a file from a stream, to the end or not at all.
   *
   * @param file.uploader - identity key of the caller
   * @throws GatewayError PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED for an empty file
   */
  store(file: { content: Readable; name: string; uploader: string }): Promise<Material>;
  /** What is known of a document, or undefined. */
  find(docId: string): Promise<HeldMaterial | undefined>;
  /** Those of the documents that are held here, in no order. */
  findAll(docIds: readonly string[]): Promise<readonly HeldMaterial[]>;
  /**
   * The clear bytes; each segment is verified before it is handed out. The stream breaks where the file was damaged.
   *
   * @throws GatewayError NOT_FOUND
   */
  open(docId: string): Promise<Readable>;
}

/** Answers whether somebody who did not hand in a document may read it; provided by the read models. */
export type MaterialAccess = (caller: Caller, docId: string) => Promise<boolean>;
