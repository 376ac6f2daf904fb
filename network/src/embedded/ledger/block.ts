// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import type { Sign } from '../crypto/ecdsa';
import { asBuffer } from './decodeReadWriteSet';
import { LedgerError } from './errors';

const { SIGNATURES, TRANSACTIONS_FILTER, COMMIT_HASH } = common.BlockMetadataIndex;

export interface BlockHeaderFields {
  readonly number: number;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
}

/** A block taken apart. Buffers are views into the block's bytes. */
export interface DecodedBlock extends BlockHeaderFields {
  readonly message: common.Block;
  readonly headerHash: Buffer;
  readonly envelopes: readonly Uint8Array[];
  readonly codes: Buffer;
  /** Empty in block 0. */
  readonly commitHash: Buffer;
}

const derElement = (tag: number, content: Uint8Array): Buffer => {
  // Three short fields: the whole header stays far below 64 kB.
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const derInteger = (value: number): Buffer => {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return derElement(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
};

/** The ASN.1 spelling of a header, which the orderer signs. */
export const headerBytes = ({ number, previousHash, dataHash }: BlockHeaderFields): Buffer =>
  derElement(0x30, Buffer.concat([derInteger(number), derElement(0x04, previousHash), derElement(0x04, dataHash)]));

export const headerHash = (header: BlockHeaderFields): Buffer =>
  createHash('sha256').update(headerBytes(header)).digest();

export const dataHash = (envelopes: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const envelope of envelopes) hash.update(envelope);
  return hash.digest();
};

/** An orderer's certificate and key. */
export interface BlockSigner {
  /** Serialized identity. */
  readonly creator: Uint8Array;
  readonly sign: Sign;
}

const ordererSignature = (header: BlockHeaderFields, { creator, sign }: BlockSigner): common.Metadata => {
  const value = new common.OrdererBlockMetadata();
  // Block 0 stays the last configuration: updates are not supported.
  value.setLastConfig(new common.LastConfig());
  const signer = new common.SignatureHeader();
  signer.setCreator(creator);
  signer.setNonce(randomBytes(24));
  const signature = new common.MetadataSignature();
  signature.setSignatureHeader(signer.serializeBinary());
  const signed = [value.serializeBinary(), signature.getSignatureHeader_asU8(), headerBytes(header)];
  signature.setSignature(sign(Buffer.concat(signed)));
  const metadata = new common.Metadata();
  metadata.setValue(value.serializeBinary());
  metadata.setSignaturesList([signature]);
  return metadata;
};

export interface SealRequest {
  readonly number: number;
  readonly previousHash: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  readonly codes: Uint8Array;
  /** Absent in block 0. */
  readonly commitHash?: Uint8Array;
  /** Absent in block 0, which nobody signs. */
  readonly signer?: BlockSigner;
}

export interface SealedBlock {
  readonly bytes: Buffer;
  readonly headerHash: Buffer;
}

const blockMetadata = (header: BlockHeaderFields, request: SealRequest): common.BlockMetadata => {
  const entries: Uint8Array[] = [
    new Uint8Array(),
    new Uint8Array(),
    new Uint8Array(),
    new Uint8Array(),
    new Uint8Array(),
  ];
  if (request.signer !== undefined) entries[SIGNATURES] = ordererSignature(header, request.signer).serializeBinary();
  entries[TRANSACTIONS_FILTER] = request.codes;
  if (request.commitHash !== undefined) {
    const metadata = new common.Metadata();
    metadata.setValue(request.commitHash);
    entries[COMMIT_HASH] = metadata.serializeBinary();
  }
  const message = new common.BlockMetadata();
  message.setMetadataList(entries);
  return message;
};

/** Puts ordered envelopes and their verdicts into a signed `common.Block`. */
export const sealBlock = (request: SealRequest): SealedBlock => {
  const { number, previousHash, envelopes } = request;
  const fields = { number, previousHash, dataHash: dataHash(envelopes) };
  const header = new common.BlockHeader();
  header.setNumber(number);
  header.setPreviousHash(previousHash);
  header.setDataHash(fields.dataHash);
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(blockMetadata(fields, request));
  return { bytes: asBuffer(block.serializeBinary()), headerHash: headerHash(fields) };
};

const metadataValue = (bytes: Uint8Array | undefined): Buffer =>
  bytes === undefined || bytes.length === 0
    ? Buffer.alloc(0)
    : asBuffer(common.Metadata.deserializeBinary(bytes).getValue_asU8());

const takeApart = (message: common.Block): DecodedBlock => {
  const header = message.getHeader();
  if (header === undefined) throw new LedgerError('MALFORMED', 'A block has no header.');
  const fields = {
    number: header.getNumber(),
    previousHash: header.getPreviousHash_asU8(),
    dataHash: header.getDataHash_asU8(),
  };
  const metadata = message.getMetadata()?.getMetadataList_asU8() ?? [];
  return {
    ...fields,
    message,
    headerHash: headerHash(fields),
    envelopes: message.getData()?.getDataList_asU8() ?? [],
    codes: asBuffer(metadata[TRANSACTIONS_FILTER] ?? new Uint8Array()),
    commitHash: metadataValue(metadata[COMMIT_HASH]),
  };
};

/**
 * Reads a serialized `common.Block`. Says nothing of its hashes (`checkBlock`).
 * @throws LedgerError MALFORMED
 */
export const decodeBlock = (bytes: Uint8Array): DecodedBlock => {
  try {
    return takeApart(common.Block.deserializeBinary(bytes));
  } catch (cause) {
    throw new LedgerError('MALFORMED', 'The bytes are not a block.', { cause });
  }
};

/** Why a block does not continue the chain; undefined where it does. */
export const chainProblem = (block: DecodedBlock, number: number, previousHash: Uint8Array): string | undefined => {
  if (block.number !== number) return `it calls itself block ${block.number}`;
  if (Buffer.compare(block.previousHash, previousHash) !== 0) return 'it does not continue the block before it';
  if (Buffer.compare(block.dataHash, dataHash(block.envelopes)) !== 0) return 'its transactions do not match its hash';
  if (block.codes.length !== block.envelopes.length) return 'it does not have one validation code per transaction';
  return undefined;
};
