// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import {
  chainProblem,
  decodeBlock,
  headerBytes,
  sealBlock,
  type SealedBlock,
} from '../../../../network/src/embedded/ledger/block';
import { commitHash, versionBytes } from '../../../../network/src/embedded/ledger/commitHash';
import { LedgerError } from '../../../../network/src/embedded/ledger/errors';
import type { StateUpdate } from '../../../../network/src/embedded/ledger/types';
import { newTestChannel, type TestChannel } from '../testChannel';

describe('a block', () => {
  let channel: TestChannel;
  const envelopes = [Buffer.from('first'), Buffer.from('second')];
  const previousHash = Buffer.alloc(32, 3);
  const seal = (number: number): SealedBlock =>
    sealBlock({
      number,
      previousHash,
      envelopes,
      codes: Buffer.from([0, 11]),
      commitHash: Buffer.alloc(32, 5),
      signer: { creator: channel.orderer.serialized, sign: channel.orderer.sign },
    });

  beforeAll(async () => {
    channel = await newTestChannel();
  });

  it('is read as it was sealed', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (number) => {
        const { bytes, headerHash } = seal(number);
        const block = decodeBlock(bytes);
        expect(block.number).toBe(number);
        expect(block.headerHash).toEqual(headerHash);
        expect(block.envelopes.map((envelope) => Buffer.from(envelope))).toEqual(envelopes);
        expect([...block.codes]).toEqual([0, 11]);
        expect(block.commitHash).toEqual(Buffer.alloc(32, 5));
        expect(chainProblem(block, number, previousHash)).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  it('carries the orderer’s signature over value, signature header and block header', () => {
    const block = decodeBlock(seal(7).bytes);
    const [signatures] = block.message.getMetadata()!.getMetadataList_asU8();
    const metadata = common.Metadata.deserializeBinary(signatures!);
    const [signature] = metadata.getSignaturesList();
    const header = common.SignatureHeader.deserializeBinary(signature!.getSignatureHeader_asU8());
    const orderer = channel.config.identities.deserialize(header.getCreator_asU8());
    const signed = Buffer.concat([metadata.getValue_asU8(), signature!.getSignatureHeader_asU8(), headerBytes(block)]);
    expect(orderer.role).toBe('orderer');
    expect(channel.config.identities.verify(orderer, signed, signature!.getSignature_asU8())).toBe(true);
  });

  it.each<[string, RegExp, (block: common.Block) => unknown]>([
    [
      'another number',
      /calls itself/,
      (block) => {
        block.getHeader()!.setNumber(8);
      },
    ],
    [
      'another parent',
      /does not continue/,
      (block) => {
        block.getHeader()!.setPreviousHash(Buffer.alloc(32));
      },
    ],
    [
      'another transaction',
      /transactions/,
      (block) => {
        block.getData()!.setDataList([Buffer.from('third')]);
      },
    ],
    [
      'too few codes',
      /validation code/,
      (block) => {
        block.getMetadata()!.setMetadataList([]);
      },
    ],
  ])('with %s does not continue the chain', (_what, why, spoil) => {
    const message = common.Block.deserializeBinary(seal(7).bytes);
    spoil(message);
    expect(chainProblem(decodeBlock(message.serializeBinary()), 7, previousHash)).toMatch(why);
  });

  it('is refused or read, and nothing else, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        try {
          expect(decodeBlock(bytes).headerHash).toHaveLength(32);
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerError);
        }
      }),
    );
  });
});

describe('the commit hash', () => {
  const update = (namespace: string, key: string, value?: string): StateUpdate => ({
    namespace,
    key,
    ...(value === undefined ? {} : { value: Buffer.from(value) }),
    metadata: [],
    version: { block: 1, tx: 2 },
  });
  const hashOf = (updates: StateUpdate[], codes = [0], previous = Buffer.alloc(0)): string =>
    commitHash({ codes: Buffer.from(codes), updates, previous }).toString('hex');

  it('covers codes, sorted writes with their namespace once, and the hash before', () => {
    const write = '0a' + '0f' + '0a016e' + '1a0161' + '2a0176' + '32040101' + '0102';
    const removal = '0a' + '0b' + '1a0162' + '2001' + '32040101' + '0102';
    const expected = createHash('sha256')
      .update(Buffer.from(`0100${write}${removal}ff`, 'hex'))
      .digest('hex');
    expect(hashOf([update('n', 'b'), update('n', 'a', 'v')], [0], Buffer.from([0xff]))).toBe(expected);
  });

  it('leaves out the namespace of the channel’s configuration', () => {
    expect(hashOf([update('', 'k', 'v')])).toBe(hashOf([]));
  });

  it('does not depend on the order of the updates', () => {
    const updates = [
      update('a', 'x', '1'),
      update('b', 'x', '2'),
      update('b', '\u{1F600}', '3'),
      update('b', '\uFFFD'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(updates, { minLength: 4 }), (shuffled) => {
        expect(hashOf(shuffled)).toBe(hashOf(updates));
      }),
    );
  });

  it('spells versions so that their bytes sort as they do', () => {
    const version = fc.record({ block: fc.maxSafeNat(), tx: fc.nat(1000) });
    fc.assert(
      fc.property(version, version, (left, right) => {
        const order = Math.sign(left.block - right.block || left.tx - right.tx);
        expect(Buffer.compare(versionBytes(left), versionBytes(right))).toBe(order);
      }),
    );
  });
});
