// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { filteredBlock } from '../blockEvents';
import type { BlockFeed } from '../feed';
import type { DeliverStatus } from './deliver';

/** The three ways to read the chain. */
export type DeliverForm = 'block' | 'filtered' | 'blockAndPrivateData';

/** Field numbers of `protos.DeliverResponse` and `protos.BlockAndPrivateData`, as length-delimited tags. */
const TAGS = { block: 0x12, filtered: 0x1a, blockAndPrivateData: 0x22, innerBlock: 0x0a } as const;

/**
 * A serialized `protos.DeliverResponse` holding a block. Stored blocks are wrapped as they are: decoding and encoding
 * them for each listener would cost more than all the rest, and the client sees the very bytes that were hashed.
 */
export function deliverResponse(form: DeliverForm, number: number, feed: BlockFeed): Buffer {
  switch (form) {
    case 'block':
      return field(TAGS.block, feed.bytes(number));
    case 'filtered':
      return field(TAGS.filtered, filteredBlock(feed.block(number)).serializeBinary());
    case 'blockAndPrivateData':
      // There are no private data collections: the block with an empty map.
      return field(TAGS.blockAndPrivateData, field(TAGS.innerBlock, feed.bytes(number)));
  }
}

/** A serialized `protos.DeliverResponse` holding the status that ends a delivery. */
export function statusResponse(status: DeliverStatus): Buffer {
  const response = new peer.DeliverResponse();
  response.setStatus(status);
  return Buffer.from(response.serializeBinary());
}

function field(tag: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag, ...varint(bytes.length)]), bytes]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}
