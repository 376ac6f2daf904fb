// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { NO_CUSTODY } from '../../../gateway/src/ledger/custody';
import { LedgerCorrupt } from '../../../gateway/src/ledger/errors';
import { checkLink, decodeBlock } from '../../../gateway/src/ledger/fabricGateway/blockDecoder';
import { recordedBlocks } from '../../conformance/recordedBlocks';

const blocks = recordedBlocks();
const reading = { chaincode: 'kv', custody: NO_CUSTODY, onLeftOut: (): void => undefined };
const parsed = (number: number): common.Block => common.Block.deserializeBinary(blocks[number]!);

describe('Blocks of a real network', () => {
  it('form a chain: each names the hash that we compute of the one before it', () => {
    let last: ReturnType<typeof decodeBlock> | undefined;
    blocks.forEach((_, number) => {
      const block = decodeBlock(parsed(number), reading);
      checkLink(block, number, last);
      last = block;
    });
    expect(last?.number).toBe(blocks.length - 1);
  });

  it('tell of each transaction its id, its verdict and its time', () => {
    const transactions = blocks.flatMap((_, number) => decodeBlock(parsed(number), reading).transactions);
    const codes = new Set(transactions.map(({ validationCode }) => validationCode));
    expect(codes).toContain('VALID');
    expect(codes).toContain('MVCC_READ_CONFLICT');
    const endorsed = transactions.filter(({ transactionId }) => /^[0-9a-f]{64}$/.test(transactionId));
    expect(endorsed.length).toBeGreaterThan(400);
    expect(endorsed.every(({ time }) => /^2\d{3}-.*Z$/.test(time) || time === '')).toBe(true);
  });
});

describe('A block that was changed on its way', () => {
  const someBlock = 20;

  it('is refused where its data differ from its header', () => {
    const block = parsed(someBlock);
    const data = new common.BlockData();
    data.setDataList(
      block
        .getData()!
        .getDataList_asU8()
        .map((one) => Buffer.concat([one, Buffer.of(0)])),
    );
    block.setData(data);
    expect(() => decodeBlock(block, reading)).toThrow(LedgerCorrupt);
  });

  it('is refused where it lacks a verdict', () => {
    const block = parsed(someBlock);
    const metadata = block.getMetadata()!.getMetadataList_asU8();
    metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] = new Uint8Array();
    block.getMetadata()!.setMetadataList(metadata);
    expect(() => decodeBlock(block, reading)).toThrow('no validation code');
  });

  it('is refused where its header was changed: the next block names another hash', () => {
    const block = parsed(someBlock);
    block.getHeader()!.setPreviousHash(Buffer.alloc(32));
    const [changed, next] = [decodeBlock(block, reading), decodeBlock(parsed(someBlock + 1), reading)];
    expect(() => {
      checkLink(next, someBlock + 1, changed);
    }).toThrow('does not name the hash');
  });

  it('is refused where one is left out', () => {
    const [last, next] = [decodeBlock(parsed(5), reading), decodeBlock(parsed(7), reading)];
    expect(() => {
      checkLink(next, 6, last);
    }).toThrow('block 6 was to come');
  });
});
