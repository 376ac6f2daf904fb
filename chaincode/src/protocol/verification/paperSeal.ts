// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { concat, fromBase64Url, fromHex, fromUtf8, toBase64Url, toHex, utf8 } from '../bytes';
import { canonicalJson, parseJson } from '../canonicalJson';
import type { JsonInput } from '../canonicalJson';
import { sha256 } from '../digest';
import { RegistryError } from '../errors';
import { hex64 } from '../schemas/primitives';
import { validated } from '../schemas/validate';
import type { SealFault } from './findings';
import { faultIn, JWS_FAULTS } from './readingFault';
import { unlessRefused } from './unlessRefused';

/** Bytes of a paper under one digest: so near one says where a paper was changed. */
export const SEALED_CHUNK = 4_096;

/** What a registry says of a paper that it issues: which certificate's it is, and all of its bytes. */
export const paperSeal = z.strictObject({
  /** What its QR code holds. */
  code: z.string().max(4_000),
  bytes: z.int().min(1),
  /** Of each chunk, in hexadecimal digits. */
  sha256: z.array(hex64).min(1).max(10_000),
});
export type PaperSeal = z.infer<typeof paperSeal>;

const headerSchema = z.strictObject({
  alg: z.literal('ES256'),
  kid: z.string().regex(/^[0-9A-Z]{18}#[1-9]\d{0,4}$/, 'must be a registry and the number of its key set'),
  typ: z.literal('dpr-paper+jws'),
});

/** The digests of a paper's chunks. */
export const chunkDigests = (paper: Uint8Array): string[] =>
  Array.from({ length: Math.ceil(paper.length / SEALED_CHUNK) }, (_, index) =>
    toHex(sha256(paper.subarray(index * SEALED_CHUNK, (index + 1) * SEALED_CHUNK))),
  );

const part = (value: JsonInput): string => toBase64Url(utf8(canonicalJson(value)));

/**
 * What is signed with ES256 of a paper: the signing input of a compact JWS (RFC 7515 5.1).
 *
 * @param keyId - the registry and its key set, as `keyIdOf` writes them
 */
export const sealInputOf = (seal: PaperSeal, keyId: string): string =>
  `${part({ alg: 'ES256', kid: keyId, typ: 'dpr-paper+jws' })}.${part(seal)}`;

const MARK = '%DPR-SEAL ';
const END = /startxref\r?\n(\d{1,10})\r?\n%%EOF\r?\n?$/;
const END_BYTES = 64;

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** A PDF ends by saying where its table stands (ISO 32000-2 7.5.5); after the seal, which is a comment, that is said again. */
const endingOf = (paper: Uint8Array): string => {
  const table = END.exec(latin(paper.subarray(-END_BYTES)))?.[1] ?? '';
  return `\nstartxref\n${table}\n%%EOF\n`;
};

/** A paper with its seal at its end. @param signature - ES256 of {@link sealInputOf}, as hexadecimal digits */
export const sealedPaper = (paper: Uint8Array, signingInput: string, signature: string): Uint8Array =>
  concat(paper, utf8(`${MARK}${signingInput}.${toBase64Url(fromHex(signature))}${endingOf(paper)}`));

/** A sealed paper taken apart. Nothing of it is true yet. */
export interface ShownPaper {
  readonly paper: Uint8Array;
  readonly seal: PaperSeal;
  readonly registry: string;
  readonly keys: number;
  readonly signingInput: string;
  readonly signature: string;
  /** Whether nothing follows the seal but what belongs there. */
  readonly endsThere: boolean;
}

const MARK_BYTES = utf8(MARK);
const LINE = /^([\w-]+)\.([\w-]+)\.([\w-]+)\n/;

const lastMark = (bytes: Uint8Array): number => {
  for (let at = bytes.length - MARK_BYTES.length; at >= 0; at -= 1) {
    if (MARK_BYTES.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
};

const taken = (bytes: Uint8Array, at: number): ShownPaper => {
  const paper = bytes.subarray(0, at);
  const said = fromUtf8(bytes.subarray(at + MARK_BYTES.length));
  const parts = LINE.exec(said);
  if (parts === null) throw new RegistryError('INVALID_JSON', { fault: 'PARTS_WRONG' });
  const [, header, payload, signature] = parts as unknown as [string, string, string, string];
  const { kid } = validated(headerSchema, parseJson(fromUtf8(fromBase64Url(header))));
  const seal = validated(paperSeal, parseJson(fromUtf8(fromBase64Url(payload))));
  const [registry, keys] = kid.split('#') as [string, string];
  const signingInput = sealInputOf(seal, kid);
  const line = `${signingInput}.${signature}`;
  if (!said.startsWith(line)) throw new RegistryError('INVALID_JSON', { fault: 'SPELLED_OTHERWISE' });
  return {
    ...{ paper, seal, registry, signingInput },
    keys: Number(keys),
    signature: toHex(fromBase64Url(signature)),
    endsThere: said.slice(line.length) === endingOf(paper),
  };
};

/** Whether something in it says that it is a registry's seal. */
export const isMarkedAsSealed = (bytes: Uint8Array): boolean => lastMark(bytes) >= 0;

/** Takes a shown paper apart, which may be an attacker's. @returns why not, for whatever has no seal that can be read */
export const readPaper = (bytes: Uint8Array): ShownPaper | 'SEAL_MISSING' | SealFault => {
  const at = lastMark(bytes);
  if (at < 0) return 'SEAL_MISSING';
  return unlessRefused<ShownPaper, SealFault>(
    () => taken(bytes, at),
    (error) => `SEAL_${faultIn(error, JWS_FAULTS)}`,
  );
};
