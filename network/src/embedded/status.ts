// SPDX-License-Identifier: Apache-2.0
import type { PeerConnections } from '../connection';
import type { Consortium } from './grpc/consortium';

/** What one process can and cannot promise; shown wherever the status is. */
export const SINGLE_PROCESS_NOTICE =
  'All organizations of this network run in one process under one operator. Every signature, policy and hash is real ' +
  'and checked, but the organizations are not independent: whoever holds this machine holds all their keys. ' +
  'Run Fabric with a peer at each organization for that.';

export interface EmbeddedStatus {
  readonly engine: 'embedded';
  readonly channel: string;
  readonly chaincode: { readonly name: string; readonly version: string };
  /** Committed blocks. */
  readonly height: number;
  /** Header hash of the last block, hexadecimal. */
  readonly lastBlockHash: string;
  /** False while blocks cannot be written: reads go on, writes are refused. */
  readonly writable: boolean;
  /** Transactions whose commit clients are waiting for. */
  readonly awaited: number;
  readonly peers: PeerConnections;
  readonly endorsers: readonly string[];
  readonly notice: string;
}

export interface StatusParts {
  readonly peers: PeerConnections;
  readonly isWritable: boolean;
}

/** The status of a running network. */
export function statusOf(consortium: Consortium, { peers, isWritable }: StatusParts): EmbeddedStatus {
  const { channel, definition, store, commits, endorsers } = consortium;
  return {
    engine: 'embedded',
    channel: channel.channelId,
    chaincode: { name: definition.name, version: definition.version },
    height: store.height,
    lastBlockHash: store.lastHeaderHash.toString('hex'),
    writable: isWritable,
    awaited: commits.size,
    peers,
    endorsers: [...endorsers.keys()],
    notice: SINGLE_PROCESS_NOTICE,
  };
}
