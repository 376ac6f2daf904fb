// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { CloseableAsyncIterable, Network } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { describeTransaction, type Described } from './describeTransaction';

/** A transaction as a block holds it. */
export interface Seen {
  /** SHA-256 of the payload that its client signed. */
  readonly payload: string;
  readonly txId: string;
  readonly code: number;
  readonly what: Described;
}

/** Reads a channel's blocks one after another, and keeps who wrote what version. */
export class Chain {
  readonly #stream: CloseableAsyncIterable<common.Block>;
  readonly #blocks: AsyncIterator<common.Block>;
  readonly #writers = new Map<string, string>();
  /** All keys that any transaction meant to write. */
  readonly keys = new Set<string>();

  constructor(stream: CloseableAsyncIterable<common.Block>) {
    this.#stream = stream;
    this.#blocks = stream[Symbol.asyncIterator]();
  }

  /** The id of the transaction at a place, in place of the place: block numbers differ from engine to engine. */
  readonly writerAt = (block: number, tx: number): string => this.#writers.get(`${block}:${tx}`) ?? 'before';

  async next(): Promise<readonly Seen[]> {
    const step = await this.#blocks.next();
    if (step.done === true) throw new Error('The stream of blocks has ended');
    const number = step.value.getHeader()?.getNumber() ?? 0;
    const codes = step.value.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
    const envelopes = step.value.getData()?.getDataList_asU8() ?? [];
    return envelopes.map((envelope, index) => this.#see(envelope, { number, index, code: codes?.[index] ?? 0 }));
  }

  close(): void {
    this.#stream.close();
  }

  #see(envelope: Uint8Array, at: { number: number; index: number; code: number }): Seen {
    const bytes = common.Envelope.deserializeBinary(envelope).getPayload_asU8();
    const payload = common.Payload.deserializeBinary(bytes);
    const header = common.ChannelHeader.deserializeBinary(
      payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
    );
    const txId = header.getTxId();
    const what = describeTransaction(header, payload.getData_asU8(), this.writerAt);
    for (const key of what.keys) this.keys.add(key);
    this.#writers.set(`${at.number}:${at.index}`, txId);
    return { payload: createHash('sha256').update(bytes).digest('hex'), txId, code: at.code, what };
  }
}

/** Follows a channel from its first block. */
export async function openChain(network: Network): Promise<Chain> {
  return new Chain(await network.getBlockEvents({ startBlock: 0n }));
}
