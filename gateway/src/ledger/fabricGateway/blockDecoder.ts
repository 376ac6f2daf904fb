// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { LedgerCorrupt } from '../errors';
import type { CommittedBlock } from '../port';
import { dataHashOf, headerHash } from './header';
import { decodeTransaction, type Reading } from './transactionDecoder';
import { validationCodeName } from './validationCodes';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function headerOf(block: common.Block): common.BlockHeader {
  const header = block.getHeader();
  if (header) return header;
  throw new LedgerCorrupt({ blockNumber: -1, reason: 'it has no header' });
}

/** The peer's verdicts, a byte a transaction, stand outside what the header hashes. */
function codesOf(block: common.Block, count: number): string[] {
  const filter = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  if (filter?.length === count) return [...filter].map(validationCodeName);
  const blockNumber = headerOf(block).getNumber();
  if (blockNumber === 0 && !filter?.length) return Array.from({ length: count }, () => 'VALID');
  throw new LedgerCorrupt({ blockNumber, reason: 'it has no validation code for each of its transactions' });
}

function checkData(header: common.BlockHeader, envelopes: readonly Uint8Array[]): void {
  if (dataHashOf(envelopes).equals(header.getDataHash_asU8())) return;
  throw new LedgerCorrupt({ blockNumber: header.getNumber(), reason: 'its data do not have the hash in its header' });
}

/**
 * Reads a block and checks its data against its header.
 *
 * @throws LedgerCorrupt
 */
export function decodeBlock(block: common.Block, reading: Reading): CommittedBlock {
  const header = headerOf(block);
  const number = header.getNumber();
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  checkData(header, envelopes);
  const codes = codesOf(block, envelopes.length);
  try {
    const transactions = envelopes.map((envelope, index) =>
      decodeTransaction({ envelope, index, validationCode: codes[index] ?? '', reading }),
    );
    const previousHash = header.getPreviousHash_asU8();
    const hash = headerHash({ number, previousHash, dataHash: header.getDataHash_asU8() });
    return { number, hash: hex(hash), previousHash: hex(previousHash), transactions };
  } catch (cause) {
    throw new LedgerCorrupt({ blockNumber: number, reason: 'a valid transaction in it cannot be read', cause });
  }
}

/**
 * Checks that a block follows from the one before it.
 *
 * @param previous - absent for the first block of a stream
 * @throws LedgerCorrupt
 */
export function checkLink(block: CommittedBlock, expected: number, previous: CommittedBlock | undefined): void {
  const blockNumber = block.number;
  if (blockNumber !== expected) throw new LedgerCorrupt({ blockNumber, reason: `block ${expected} was to come` });
  if (previous && previous.hash !== block.previousHash) {
    throw new LedgerCorrupt({ blockNumber, reason: 'it does not name the hash of the block before it' });
  }
}
